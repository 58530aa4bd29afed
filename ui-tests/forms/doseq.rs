use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (doseq)
          (doseq [x] x))
    };
}
