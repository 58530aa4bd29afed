use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (or [a 1] [1 b]) a _ 0))
}

fn main() {}
