use rtfs::rtfs;

rtfs! {
    (defn f [] (println "x"))
    (defn g [] (rand-int 5))
    (defn h [] (slurp "file"))
    (defn i [] (future 1))
    (defn j [] (pcalls f g))
    (defn k [x] (with-out-str x))
    (defn l [] (time 1))
}

fn main() {}
