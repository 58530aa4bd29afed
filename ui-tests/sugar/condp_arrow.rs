use rtfs::rtfs;

rtfs! {
    (defn f [x] (condp some x #{1 2} :>>))
}

fn main() {}
