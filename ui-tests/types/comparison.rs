use rtfs::rtfs;

rtfs! {
    (defn f [] (< 1 nil))
    (defn g [] (>= "a" 1))
    (defn h [] (compare 1 "a"))
    (defn i [x :keyword y :string] (compare x y))
}

fn main() {}
