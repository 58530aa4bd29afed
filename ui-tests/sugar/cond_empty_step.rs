use rtfs::rtfs;

rtfs! {
    (defn f [x] (cond->> x true ()))
}

fn main() {}
