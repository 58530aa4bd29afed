use rtfs::rtfs;

rtfs! {
    (deftest t (are [x y] (= x y) 1 1 2))
}

fn main() {}
