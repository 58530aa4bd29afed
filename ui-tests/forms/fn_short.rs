use rtfs::rtfs;

rtfs! {
    (defn f [xs] (map #(+ %1 %21) xs))
    (defn g [xss] (map #(map #(inc %) %) xss))
    (defn h [x] (+ % x))
}

fn main() {}
