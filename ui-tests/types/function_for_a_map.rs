use rtfs::rtfs;

rtfs! {
    (defn first-of-both [] (map-keys 1 (fn [])))
    (defn both [] (map-keys (fn [k] k) (fn [k] k)))
}

fn main() {}
