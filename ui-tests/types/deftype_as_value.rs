use rtfs::rtfs;

rtfs! {
    (deftype Age :int)
    (defn f [x] (Age x))
    (defn g [] Age)
}

fn main() {}
