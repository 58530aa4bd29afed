use rtfs::rtfs;

rtfs! {
    (defn naturals [] (range))
    (defn f [] (let [xs (range)] (take 5 xs)))
}

fn main() {}
