use rtfs::rtfs;

rtfs! {
    (deftype A [:and :int [:>]])
    (deftype B [:and :int [:> 1 2]])
    (deftype C [:and :int [:> "a"]])
    (deftype D [:and :string [:max-length -1]])
    (deftype E [:and :int [:in-range 5]])
    (deftype F [:and :map [:required-keys :a]])
}

fn main() {}
