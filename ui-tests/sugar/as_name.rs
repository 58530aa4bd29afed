use rtfs::rtfs;

rtfs! {
    (defn f [x] (as-> x 5 (inc 5)))
}

fn main() {}
