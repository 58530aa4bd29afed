use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [a a] a _ 0))
}

fn main() {}
