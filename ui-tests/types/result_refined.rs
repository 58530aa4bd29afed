use rtfs::rtfs;

rtfs! {
    (deftype Even [:and :int [:= 2]])
    (defn f [] Even 3)
    (defn g [x] [:enum :a :b] (if x :a :c))
}

fn main() {}
