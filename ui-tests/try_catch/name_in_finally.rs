use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch _ e 1) (finally (:data e))))
}

fn main() {}
