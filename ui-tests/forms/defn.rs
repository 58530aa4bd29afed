use rtfs::rtfs;

rtfs! {
    (defn)
    (defn "f" [x] x)
    (defn f)
    (defn g x)
    (defn h [x] x 1 [y])
    (defn when [x] x)
}

fn main() {}
