use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch e (:data e))))
}

fn main() {}
