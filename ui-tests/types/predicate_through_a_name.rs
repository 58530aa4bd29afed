use rtfs::rtfs;

rtfs! {
    (deftype Short [:and Code [:> 3]])
    (deftype Code [:and :string [:max-length 9]])
    (deftype Mixed [:and [:union :int :string] [:> 3]])
}

fn main() {}
