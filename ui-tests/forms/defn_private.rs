use rtfs::rtfs;

rtfs! {
    (defn-)
    (defn- f)
}

fn main() {}
