use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (re-find r"\d+" s)
    };
}
