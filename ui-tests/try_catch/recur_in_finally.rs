use rtfs::rtfs;

rtfs! {
    (defn f [n] (loop [i n] (try i (finally (recur (dec i))))))
}

fn main() {}
