use rtfs::rtfs;

rtfs! {
    (defn f [] (lazy-seq 1))
    (defn g [x] (eval x))
    (defn h [f] (memoize f))
    (defn i [] (defrecord P [x]))
}

fn main() {}
