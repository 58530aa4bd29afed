use rtfs::rtfs;

rtfs! {
    (def)
    (def 5 1)
    (def x)
    (def y 1 2)
    (def if 1)
    (def a/b 1)
}

fn main() {}
