use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch _ e (+ 1 (:message e)))))
}

fn main() {}
