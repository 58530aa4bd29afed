use rtfs::rtfs;

rtfs! {
    (defn f [] (vec (iterate inc 0)))
    (defn g [] (into [] (map inc (range))))
}

fn main() {}
