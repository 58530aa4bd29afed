use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        ; don't
    };
}
