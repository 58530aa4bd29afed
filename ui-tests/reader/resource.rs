use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (read resource://handle
        )
    };
}
