use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (recur 1)
    };
}
