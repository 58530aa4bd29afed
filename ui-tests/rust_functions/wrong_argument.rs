use rtfs::rtfs;

rtfs! {
    (defn halved [x :float] (/ x 2.0))
    (defn total [xs [:vector :int]] (reduce + xs))
}

fn main() {
    let _ = rtfs! { (halved "a") };
    let _ = rtfs! { (total "a") };
    let _ = rtfs! { (halved 1.0 2.0) };
}
