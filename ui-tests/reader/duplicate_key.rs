use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (f {:a 1
            :b 2
            :a 3})
    };
}
