use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [if] 1 _ 0))
}

fn main() {}
