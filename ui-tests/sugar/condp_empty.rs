use rtfs::rtfs;

rtfs! {
    (defn f [x] (condp = x))
    (defn g [x] (condp))
}

fn main() {}
