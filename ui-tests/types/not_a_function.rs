use rtfs::rtfs;

rtfs! {
    (defn f [] (5 1))
    (defn g [] ("a"))
    (defn h [] (nil 1))
    (defn i [] (true))
    (defn j [] (1.5 2))
}

fn main() {}
