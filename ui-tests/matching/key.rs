use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x {a b} b _ 0))
}

fn main() {}
