use rtfs::rtfs;

rtfs! {
    (defn f [] "a\qb")
    (defn g [] "\u12")
}

fn main() {}
