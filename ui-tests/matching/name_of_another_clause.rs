use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [a b] (+ a b) [c] (+ a c) _ 0))
}

fn main() {}
