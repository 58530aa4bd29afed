use rtfs::rtfs;

rtfs! {
    (deftype A [:and :int [:positive]])
    (deftype B [:and :string [:max-lenght 3]])
    (deftype C [:and :int 3])
    (deftype D [:and :int :string])
    (deftype E [:and])
}

fn main() {}
