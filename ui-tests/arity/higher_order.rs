use rtfs::rtfs;

rtfs! {
    (defn f [xs] (map (fn [a b] a) xs))
    (defn g [xs] (reduce inc 0 xs))
    (defn h [] (filter (fn [] true) [1 2]))
}

fn main() {}
