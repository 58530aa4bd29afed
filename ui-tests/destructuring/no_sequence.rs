use rtfs::rtfs;

rtfs! {
    (defn f [n :int] (let [[a b] n] (+ a b)))
    (defn g [m :keyword] (loop [[a] m] a))
}

fn main() {}
