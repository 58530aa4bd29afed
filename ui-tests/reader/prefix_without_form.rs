use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (f (a ~))
    };
}
