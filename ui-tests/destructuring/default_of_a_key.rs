use rtfs::rtfs;

rtfs! {
    (defn f [{:keys [a] :or {:a 1}}] a)
}

fn main() {}
