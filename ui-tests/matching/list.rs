use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (a b) a _ 0))
    (defn g [x] (match x () 1 _ 0))
}

fn main() {}
