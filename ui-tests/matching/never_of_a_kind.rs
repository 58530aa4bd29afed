use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (:int n) n 3 :three _ :other))
    (defn g [x] (match x (:number n) n (:int m) m _ :other))
}

fn main() {}
