use rtfs::rtfs;

rtfs! {
    (defmacro m [x] x)
}

fn main() {}
