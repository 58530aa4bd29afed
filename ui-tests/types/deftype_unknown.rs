use rtfs::rtfs;

rtfs! {
    (deftype Age [:and :int [:>= 0]])
    (deftype Ages [:vector Agee])
    (defn f [xs [:vector Agge]] xs)
}

fn main() {}
