use rtfs::rtfs;

rtfs! {
    (defn f [x] (some-> x inc ()))
}

fn main() {}
