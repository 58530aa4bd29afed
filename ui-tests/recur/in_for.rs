use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (loop [i n]
        (for [x [1 2]] (recur x))))
}

fn main() {}
