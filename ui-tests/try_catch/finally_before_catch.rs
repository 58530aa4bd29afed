use rtfs::rtfs;

rtfs! {
    (defn f [x] (try x (finally 1) (catch _ e 2)))
}

fn main() {}
