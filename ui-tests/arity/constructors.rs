use rtfs::rtfs;

rtfs! {
    (defstruct Point :x :float :y :float)
    (defn f [] (Point))
    (defn g [] (->Point 1.0))
    (defn h [] (Point 1.0 2.0))
}

fn main() {}
