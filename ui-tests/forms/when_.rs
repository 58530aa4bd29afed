use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (when)
          (when-not))
    };
}
