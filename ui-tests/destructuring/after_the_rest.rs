use rtfs::rtfs;

rtfs! {
    (defn f [v] (let [[a & b c] v] [a b c]))
    (defn g [v] (let [[a & b & c] v] [a b c]))
}

fn main() {}
