use rtfs::rtfs;

rtfs! {
    (deftype A [:and :int [:= "a"]])
    (deftype B [:and :string [:!= :a]])
}

fn main() {}
