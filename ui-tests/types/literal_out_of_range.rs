use rtfs::rtfs;

rtfs! {
    (deftype Age [:and :int [:>= 0] [:< 150]])
    (defn f [age Age] age)
    (defn too-old [] (f 150))
    (defn negative [] (f -1))
    (defn in-let [] (let [age Age 200] age))
    (def limit Age 151)
}

fn main() {}
