use rtfs::rtfs;

rtfs! {
    (defn f [] {:a 1 :b})
    (defn g [] {:a 1 :a 2})
    (defn h [] #{1 1})
}

fn main() {}
