use rtfs::rtfs;

rtfs! {
    (defn f [x]
      (cond
        (< x 0) :negative
        (= x 0)))
}

fn main() {}
