use rtfs::rtfs;

rtfs! {
    (defn f [x] (let [(a b) x] a))
    (defn g [x] (let [[1 b] x] b))
}

fn main() {}
