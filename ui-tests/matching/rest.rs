use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [a &] a _ 0))
    (defn g [x] (match x [a & b c] a _ 0))
    (defn h [x] (match x & 1))
}

fn main() {}
