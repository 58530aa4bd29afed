use rtfs::rtfs;

rtfs! {
    (defn f [] (thrown? :thrown (throw 1)))
}

fn main() {}
