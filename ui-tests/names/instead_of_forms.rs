use rtfs::rtfs;

rtfs! {
    (defn f [] (lazy-seq 1))
    (defn g [x] (eval x))
    (defn h [f] (memoize f))
    (defn i [] (defrecord P [x]))
    (defn j [f xs] (transduce f + xs))
    (defn k [p q] (every-pred p q))
    (defn l [x] (instance? x 1))
    (defn m [xs] (ffirst xs))
    (defn n [] (sorted-map :a 1))
}

fn main() {}
