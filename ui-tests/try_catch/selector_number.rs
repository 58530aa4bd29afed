use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch 404 e 0)))
}

fn main() {}
