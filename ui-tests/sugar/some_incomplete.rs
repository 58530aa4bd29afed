use rtfs::rtfs;

rtfs! {
    (defn f [] (some->))
}

fn main() {}
