use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (dotimes)
          (dotimes i 5)
          (dotimes [i] i))
    };
}
