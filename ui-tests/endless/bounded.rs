use rtfs::rtfs;

rtfs! {
    // Each of these ends.
    (defn f [] (take 5 (range)))
    (defn g [] (first (filter even? (iterate inc 1))))
    (defn h [] (some (fn [x] (if (> x 5) x nil)) (cycle [1 9])))
    (defn i [] (take-while (fn [x] (< x 5)) (range)))
    (defn j [] (for [x (range) :while (< x 5)] x))
    // This one does not.
    (defn k [] (filter even? (iterate inc 1)))
}

fn main() {}
