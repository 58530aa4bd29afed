use rtfs::rtfs;

rtfs! {
    (defn f [] (let [g (fn [x] x)] (g 1 2)))
    (defn h [] ((fn [x] x)))
    (defn i [] (letfn [(k [a b] a)] (k 1)))
}

fn main() {}
