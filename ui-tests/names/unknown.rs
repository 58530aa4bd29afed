use rtfs::rtfs;

rtfs! {
    (defn f [x] (recude + 0 x))
    (defn total-price [x] x)
    (defn g [x] (total-pirce x))
    (defn h [items] (count itmes))
    (defn i [] (frobnicate 1))
    (defn j [] nowhere)
}

fn main() {}
