use rtfs::rtfs;

rtfs! {
    (def a (+ b 1))
    (def b (* a 2))
}

fn main() {}
