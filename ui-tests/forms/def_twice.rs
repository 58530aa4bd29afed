use rtfs::rtfs;

rtfs! {
    (def x 1)
    (def x 2)
    (defn f [] 1)
    (defn f [x] x)
}

fn main() {}
