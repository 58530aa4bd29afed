use rtfs::rtfs;

rtfs! {
    (defn f [] (count (repeat 1)))
    (defn g [] (drop 5 (cycle [1 2])))
}

fn main() {}
