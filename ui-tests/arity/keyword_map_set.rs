use rtfs::rtfs;

rtfs! {
    (defn f [m] (:a))
    (defn g [m] (:a m 1 2))
    (defn h [] ({:a 1}))
    (defn i [] ([1 2] 0 1))
    (defn j [] (#{1}))
}

fn main() {}
