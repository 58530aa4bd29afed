use rtfs::rtfs;

rtfs! {
    (deftype A [:and :int [:in-range 9 1]])
}

fn main() {}
