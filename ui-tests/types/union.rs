use rtfs::rtfs;

rtfs! {
    (deftype A [:union])
    (defn f [x [:union :int :strng]] x)
    (defn g [] (let [x [:union :int :string] :a] x))
}

fn main() {}
