use rtfs::rtfs;

rtfs! {
    (extern crate::ops/half [:int] :int)
    (defn f [] (half "a"))
    (defn g [] (upper (half 4)))
}

fn main() {}
