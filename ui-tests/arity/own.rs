use rtfs::rtfs;

rtfs! {
    (defn f [x] x)
    (defn g [] (f))
    (defn h [] (f 1 2))
}

fn main() {}
