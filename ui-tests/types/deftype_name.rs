use rtfs::rtfs;

rtfs! {
    (deftype age :int)
    (deftype)
    (deftype "Age" :int)
    (deftype Age)
    (deftype Both :int :string)
    (deftype Many "doc" :int :string)
}

fn main() {}
