use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (quot 1 x) (catch :divison-by-zero e 0)))
    (defn g [x] (try (throw x) (catch :my-error e 0)))
}

fn main() {}
