use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (:parallel)
          (parallel)
          (parallel [a 1] [a 2]))
    };
}
