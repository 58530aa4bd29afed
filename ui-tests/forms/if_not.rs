use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (if-not true)
          (if-not true 1 2 3))
    };
}
