use rtfs::rtfs;

rtfs! {
    (defn f [x] (catch _ e x))
}

fn main() {}
