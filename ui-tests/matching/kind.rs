use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (:integr n) n _ 0))
    (defn h [x] (match x (:nil n) 1 _ 0))
    (defn g [x] (match x (:i64 n) n _ 0))
}

fn main() {}
