use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch _ e 0) (inc x)))
}

fn main() {}
