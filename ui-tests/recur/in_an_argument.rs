use rtfs::rtfs;

rtfs! {
    (defn f [n]
      (if (= n 0) 1 (* n (recur (dec n)))))
}

fn main() {}
