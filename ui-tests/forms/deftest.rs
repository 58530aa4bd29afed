use rtfs::rtfs;

rtfs! {
    (deftest)
    (deftest "name" (is true))
    (deftest fine (is))
    (deftest also-fine (is 1 2 3))
    (deftest testing-nothing (testing))
}

fn main() {}
