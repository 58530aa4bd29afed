use rtfs::rtfs;

rtfs! {
    (defn f [] (upper 5))
    (defn g [] (subs :k 1))
    (defn h [] (split 1 ","))
    (defn i [] (join 5 [1]))
}

fn main() {}
