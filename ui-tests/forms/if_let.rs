use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (if-let)
          (if-let x 1)
          (if-let [x] 1)
          (if-let [x 1 y 2] x)
          (if-let [x 1]))
    };
}
