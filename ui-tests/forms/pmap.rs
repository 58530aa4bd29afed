use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (pmap)
          (pmap inc)
          (pfilter even?)
          (preduce +))
    };
}
