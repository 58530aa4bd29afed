use rtfs::rtfs;

rtfs! {
    (deftest t (is (thrown? :thrown)))
}

fn main() {}
