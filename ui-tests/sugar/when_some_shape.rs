use rtfs::rtfs;

rtfs! {
    (defn f [x] (when-some))
    (defn g [x] (when-some [y] y))
}

fn main() {}
