use rtfs::rtfs;

rtfs! {
    (defn f [{:keys [a] :or {b 1}}] a)
    (defn g [{x :a :or {a 1}}] x)
}

fn main() {}
