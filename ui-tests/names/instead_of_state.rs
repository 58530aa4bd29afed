use rtfs::rtfs;

rtfs! {
    (defn f [] (atom 1))
    (defn g [x] (swap! x inc))
    (defn h [x] (set! x 1))
    (defn i [x] (while x 1))
    (defn j [v] (persistent! v))
    (defn k [x] (vary-meta x assoc :a 1))
    (defn l [] (defonce x 1))
}

fn main() {}
