use rtfs::rtfs;

rtfs! {
    (defn f [] (map (fn [s] (+ s 1)) ["a" "b"]))
    (defn g [] (reduce (fn [acc s] (* acc s)) 1 ["a"]))
}

fn main() {}
