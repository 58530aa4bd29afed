use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (dbg)
          (dbg 1 2))
    };
}
