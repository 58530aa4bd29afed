use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (when-let)
          (when-let x 1)
          (when-let [x] 1))
    };
}
