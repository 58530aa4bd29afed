use rtfs::rtfs;

rtfs! {
    (deftest t (are x (= x 1) 1))
    (deftest u (are [1] (= 1 1) 1))
}

fn main() {}
