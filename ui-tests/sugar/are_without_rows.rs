use rtfs::rtfs;

rtfs! {
    (deftest t (are [x] (= x 1)))
}

fn main() {}
