use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (letfn)
          (letfn [f [x] x] (f 1))
          (letfn [(f)] (f 1)))
    };
}
