use rtfs::rtfs;

rtfs! {
    (defn f [x] (try x (finally 1) (finally 2)))
}

fn main() {}
