use rtfs::rtfs;

rtfs! {
    (defn f [] (inc))
    (defn g [] (inc 1 2))
    (defn h [x] (map inc))
    (defn i [x] (assoc x :a))
    (defn j [x] (subs x))
}

fn main() {}
