use rtfs::rtfs;

rtfs! {
    (defn f [x] (foo-bar x))
    (defn g [x] (+ 1 (f x)))
    (defn h [x] (let [y (if)] (+ y "a" (g y))))
    (defstruct Point :x :flaot)
    (defn i [p :Point] (:x p))
    (defn j [] (Point {:x 1.0}))
    (def k l)
    (def l (unknown-name))
    (defn m [] (k l))
}

fn main() {}
