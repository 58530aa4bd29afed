use rtfs::rtfs;

rtfs! {
    (def n :int "one")
    (defn f [x] :string (+ 1 2))
    (defn g [] (let [x :float 1] x))
    (defn h [] (let [x :int nil] x))
    (defn i [] (let [x : string 5] x))
}

fn main() {}
