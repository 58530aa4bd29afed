use rtfs::rtfs;

rtfs! {
    (defstruct Point :x :float :y :float)
    (defn f [] (Point {:x 1.0}))
    (defn g [] (Point {:x 1.0 :y 2.0 :z 3.0}))
    (defn h [] (Point {:x "a" :y 2.0}))
    (defn i [] (->Point 1.0 nil))
    (defn j [] (Point 5))
}

fn main() {}
