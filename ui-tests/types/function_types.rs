use rtfs::rtfs;

rtfs! {
    (deftype Op [:fn [:int :int]])
    (deftype Many [:fn [:int &] :int])
    (deftype Two [:fn [:int & :int :int] :int])
    (defn f [op [:fn [:int :int] :int]] (op 1 2))
    (defn one [] (f (fn [x] x)))
    (defn g [op [:fn [:int & :int] :int]] (op 1 2))
    (defn fixed [] (g (fn [x] x)))
    (defn called [op [:fn [:int] :int]] (op 1 2))
}

fn main() {}
