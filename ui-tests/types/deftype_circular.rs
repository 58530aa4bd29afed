use rtfs::rtfs;

rtfs! {
    (deftype A A)
    (deftype B [:union :int C])
    (deftype C [:and B [:= 1]])
    (deftype Tree [:union :nil [:tuple :int Tree Tree]])
}

fn main() {}
