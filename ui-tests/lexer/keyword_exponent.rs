use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        :a:1e/x
    };
}
