use rtfs::rtfs;

rtfs! {
    (defn f [] (reduce + (range)))
}

fn main() {}
