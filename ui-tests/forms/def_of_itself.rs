use rtfs::rtfs;

rtfs! {
    (def a (+ b 1))
    (def b (* a 2))
}

fn main() {
    let outside = 1;
    let _ = rtfs! {
        (def k (+ (f) outside))
        (defn f [] (* 2 k))
        (f)
    };
}
