use rtfs::rtfs;

rtfs! {
    (defn f [xs] (str/join "," xs))
    (defn g [x] (Math/sqrt x))
}

fn main() {}
