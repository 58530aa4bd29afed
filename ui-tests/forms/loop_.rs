use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (loop)
          (loop [x] x)
          (loop x x))
    };
}
