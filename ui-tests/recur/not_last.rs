use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (loop [i n]
        (recur (dec i))
        i))
}

fn main() {}
