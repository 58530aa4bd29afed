use rtfs::rtfs;

rtfs! {
    (defn f [s :string] (some-> s inc))
}

fn main() {}
