use rtfs::rtfs;

rtfs! {
    (defn f [] (nth [1 2] "a"))
    (defn g [] (take "a" [1 2]))
    (defn h [] (range "a"))
}

fn main() {}
