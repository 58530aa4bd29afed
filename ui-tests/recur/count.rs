use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (loop [i n acc 1]
        (if (= i 0) acc (recur (dec i)))))
    (defn g [x y] (recur x))
}

fn main() {}
