use rtfs::rtfs;

rtfs! {
    (defn half [x :float] (/ x 2.0))
    (defn f [] (half "a"))
    (defn g [] (half 1))
    (defn name-of [k :keyword] k)
    (defn h [] (name-of "a"))
}

fn main() {}
