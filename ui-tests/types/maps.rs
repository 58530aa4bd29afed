use rtfs::rtfs;

rtfs! {
    (defn f [] (keys [1 2]))
    (defn g [] (assoc 5 :a 1))
    (defn h [] (dissoc [1] 0))
    (defn i [] (:a 5))
    (defn j [] (conj 5 1))
    (defn k [] (get 5 :a))
    (defn l [] (:a [1]))
    (defn m [] (get "ab" :a 0))
    (defn n [] (contains? [1 2] :a))
}

fn main() {}
