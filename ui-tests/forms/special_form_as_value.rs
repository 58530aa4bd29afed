use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (map if [1 2])
          loop)
    };
}
