use rtfs::rtfs;

rtfs! {
    (defn f [] (for [x (range)] x))
    (defn g [] (doseq [x (iterate inc 0)] x))
    (defn h [] (for [x (range) y [1 2] :while (< y 2)] y))
}

fn main() {}
