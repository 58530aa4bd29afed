use rtfs::rtfs;

rtfs! {
    (defn f [xs [:and [:vector :int] [:min-count 2]]] (first xs))
    (defn one [] (f [1]))
    (defn g [s [:and :string [:length 2]]] s)
    (defn three [] (g "abc"))
    (defn h [m [:and :map [:has-key :a]]] m)
    (defn without [] (h {:b 1}))
}

fn main() {}
