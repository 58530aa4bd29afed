use rtfs::rtfs;

rtfs! {
    (defn f [x] x)
    (defn g [] x)
}

fn main() {}
