use rtfs::rtfs;

rtfs! {
    (defn f [n] (loop [i n] (try (if (= i 0) :done (recur (dec i))) (catch _ e :failed))))
}

fn main() {}
