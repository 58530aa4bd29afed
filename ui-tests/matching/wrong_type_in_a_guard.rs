use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (:string s) when (> s 1) s _ 0))
}

fn main() {}
