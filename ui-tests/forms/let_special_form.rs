use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (let [if 1 loop 2] 3)
    };
}
