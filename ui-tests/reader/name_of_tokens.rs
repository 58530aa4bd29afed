use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (inc 1x-2)
    };
}
