use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (with-parallel)
          (with-parallel x x)
          (with-parallel [a] a))
    };
}
