use rtfs::rtfs;

rtfs! {
    (deftest t (are [x y] (= (+ x 1) y) 1 2 "a" 3))
}

fn main() {}
