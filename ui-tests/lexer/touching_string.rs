use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (str a"s")
    };
}
