use rtfs::rtfs;

rtfs! {
    (defn f [] (< 1 nil))
    (defn g [] (>= "a" 1))
}

fn main() {}
