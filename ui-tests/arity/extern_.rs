use rtfs::rtfs;

rtfs! {
    (extern crate::ops/half [:int] :int)
    (defn f [] (half))
    (defn g [] (half 1 2))

    (defn h [] (half 4))
}

fn main() {}
