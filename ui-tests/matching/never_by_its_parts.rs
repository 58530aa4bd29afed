use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [_ 1] :a [_ _] :b [2 _] :c _ :d))
}

fn main() {}
