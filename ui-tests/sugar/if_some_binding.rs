use rtfs::rtfs;

rtfs! {
    (defn f [x] (if-some [y x z x] y 0))
}

fn main() {}
