use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (if (recur n) 1 2))
    (defn g [n]
      (parallel (recur n) 1))
}

fn main() {}
