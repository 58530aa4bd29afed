use rtfs::rtfs;

rtfs! {
    (defn f [x] (try x (catch _)))
}

fn main() {}
