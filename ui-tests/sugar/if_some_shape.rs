use rtfs::rtfs;

rtfs! {
    (defn f [x] (if-some y x))
    (defn g [x] (if-some [y x]))
}

fn main() {}
