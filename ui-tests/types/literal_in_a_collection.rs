use rtfs::rtfs;

rtfs! {
    (defn f [xs [:vector [:and :int [:> 0]]]] (count xs))
    (defn element [] (f [1 0 2]))
    (defn g [m [:map-of :keyword [:and :string [:non-empty]]]] (count m))
    (defn value [] (g {:a "x" :b ""}))
}

fn main() {}
