use rtfs::rtfs;

rtfs! {
    (defn f [op [:fn [[:and :int [:> 0]]] :int]] (op 0))
    (defn g [] (f (fn [x] (str x))))
    (defn h [op [:fn [:int] :int]] (upper (op 1)))
}

fn main() {}
