use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (:as n) n _ 0))
    (defn g [x] (match x (:as 1 n) n _ 0))
}

fn main() {}
