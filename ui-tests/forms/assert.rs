use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (assert)
          (assert true "message" 3))
    };
}
