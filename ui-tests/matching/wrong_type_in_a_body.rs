use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (:int n) (str n) (:string s) (inc s) _ 0))
}

fn main() {}
