use rtfs::rtfs;

rtfs! {
    (defn f [n] (try (quot 1 n) (catch _ e (recur (inc n)))))
}

fn main() {}
