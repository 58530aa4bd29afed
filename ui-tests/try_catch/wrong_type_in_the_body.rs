use rtfs::rtfs;

rtfs! {
    (defn f [x :int] (try (+ x "a") (catch :type-error e 0)))
}

fn main() {}
