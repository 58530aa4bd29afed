use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (f {:a 1 :b})
    };
}
