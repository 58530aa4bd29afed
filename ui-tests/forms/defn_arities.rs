use rtfs::rtfs;

rtfs! {
    (defn f ([x] x) ([y] y))
    (defn g ([x] x) ([& more] more))
    (defn h ([x] x) 5)
}

fn main() {}
