use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (loop [i n acc 0]
        (map (fn [x] (recur x 1)) [1 2])))
}

fn main() {}
