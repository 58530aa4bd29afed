use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (do unknown/name)
          (and 1 (or)  (unknown/name)))
    };
}
