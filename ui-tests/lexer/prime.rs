use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (let [x' 1] x')
    };
}
