use rtfs::rtfs;

rtfs! {
    (defn total [xs [:vector :int]] (reduce + 0 xs))
    (defn f [] (total ["a"]))
    (defn g [] (total 5))
    (defn look [m [:map-of :keyword :int]] (:a m))
    (defn h [] (look [1]))
}

fn main() {}
