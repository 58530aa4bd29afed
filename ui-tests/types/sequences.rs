use rtfs::rtfs;

rtfs! {
    (defn f [] (count 5))
    (defn g [] (first 5))
    (defn h [] (reduce + 5))
    (defn i [] (map inc 5))
    (defn j [] (filter odd? :k))
    (defn k [] (nth 5 0))
}

fn main() {}
