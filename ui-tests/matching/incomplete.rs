use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x))
    (defn g [] (match))
}

fn main() {}
