use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (quot 1 x) (catch _ e 1) (catch :division-by-zero e 2)))
    (defn g [x] (try (quot 1 x) (catch RuntimeError e 1) (catch :overflow e 2)))
}

fn main() {}
