use rtfs::rtfs;

rtfs! {
    (defn f ([x] x) ([x y] (+ x y)))
    (defn g [] (f))
    (defn h [x y & more] more)
    (defn i [] (h 1))
}

fn main() {}
