use rtfs::rtfs;

rtfs! {
    (defn f [x] (do x (finally 1)))
}

fn main() {}
