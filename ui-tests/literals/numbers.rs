use rtfs::rtfs;

rtfs! {
    (defn f [] 1.2.3)
    (defn g [] 0xZZ)
    (defn h [] 1e)
}

fn main() {}
