use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch _ 5 0)))
}

fn main() {}
