use rtfs::rtfs;

rtfs! {
    (defn f [x] (as-> x))
}

fn main() {}
