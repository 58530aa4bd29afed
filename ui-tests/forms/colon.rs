use rtfs::rtfs;

rtfs! {
    (defn f [x :] x)
    (defn g [x] (+ x :))
}

fn main() {}
