use rtfs::rtfs;

rtfs! {
    (defn f [n] [(recur n)])
    (defn g [n] {:a (recur n)})
    (defn h [n] (let [x (recur n)] x))
}

fn main() {}
