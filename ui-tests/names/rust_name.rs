use rtfs::rtfs;

rtfs! {
    (defn ^{:rust/name "1st"} first-one [] 1)
    (defn ^{:rust/name "a b"} two-words [] 1)
    (defn ^{:rust/name "self"} me [] 1)
    (defn ^{:rust/name other} no-string [] 1)
    (defn ^{:rust/name "a__b"} compilers [] 1)
    (defn ^{:rust/attr "inline"} raw [] 1)
    (defn ^{:associative 1} odd-mark [a b] a)
    (defstruct ^{:rust/name "point"} Point :x :float)
    (defn ^{:rust/name "fourth"} d [] 1)
    (defn fourth [] 1)
    (def ^{:rust/name "LIMIT"} bound 1)
    (def limit 2)
}

fn main() {}
