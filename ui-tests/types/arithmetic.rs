use rtfs::rtfs;

rtfs! {
    (defn f [] (+ 1 "a"))
    (defn g [] (- nil 1))
    (defn h [] (* 2 :k))
    (defn i [] (/ [1] 2))
    (defn j [] (inc "a"))
    (defn k [] (even? 1.5))
}

fn main() {}
