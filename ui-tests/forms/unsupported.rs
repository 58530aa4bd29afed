use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x 1 2))
    (defn g [x] (try x))
    (defn h [x] (cond-> x true inc))
    (defmacro m [x] x)
}

fn main() {}
