use rtfs::rtfs;

rtfs! {
    (defn f [] (let [x 5] (x 1)))
    (defn g [xs] (map 5 xs))
    (defn h [count] (let [count 1] (count [1])))
    (def limit 10)
    (defn i [] (limit 1))
}

fn main() {}
