use rtfs::rtfs;

rtfs! {
    (defn unknown [x] (foo-bar x))
    (defn wrong-type [x] (+ x "a"))
    (defn wrong-count [x] (unknown x 1))
    (defn wrong-form [x] (if))
    (defn right [x] (* x 2))
    (defn wrong-recur [x] (+ 1 (recur x)))
    (defn wrong-cast [] (let [x :int "a"] x))
}

fn main() {}
