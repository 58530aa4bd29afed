use rtfs::rtfs;

rtfs! {
    (defn f [{:keys ["a"]}] 1)
}

fn main() {}
