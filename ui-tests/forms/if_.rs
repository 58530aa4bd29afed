use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (if)
          (if true)
          (if true 1 2 3))
    };
}
