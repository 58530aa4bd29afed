use rtfs::rtfs;

rtfs! {
    (defn f [] (match {:a 1} {:b b} b {:a a} a))
}

fn main() {}
