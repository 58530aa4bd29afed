use rtfs::rtfs;

rtfs! {
    (defn f [x x] x)
    (defn g [x &] x)
    (defn h [& more x] x)
    (defn i [5] 5)
    (defn j [:int x] x)
    (defn k [cond] cond)
}

fn main() {}
