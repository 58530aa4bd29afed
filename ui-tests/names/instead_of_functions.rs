use rtfs::rtfs;

rtfs! {
    (defn a [f] (repeatedly 3 f))
    (defn b [x] (reduced x))
    (defn c [x] (seq? x))
    (defn d [n] (bit-test n 2))
    (defn e [xs] (distinct? xs))
    (defn f [x] (double x))
    (defn g [s] (parse-boolean s))
    (defn h [m] (empty m))
}

fn main() {}
