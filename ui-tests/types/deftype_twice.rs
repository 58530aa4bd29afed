use rtfs::rtfs;

rtfs! {
    (deftype Age :int)
    (deftype Age :string)
    (deftype Point :int)
    (defstruct Point :x :int)
}

fn main() {}
