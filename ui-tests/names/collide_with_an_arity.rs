use rtfs::rtfs;

rtfs! {
    (defn f ([] 1) ([x] x))
    (defn f-0 [] 2)
    (deftest a-test (is true))
    (defn a_test [] 1)
}

fn main() {}
