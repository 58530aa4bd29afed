use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (for)
          (for x x)
          (for [x] x)
          (for [x [1]])
          (for [x [1]] x x)
          (for [x [1] :until x] x)
          (for [:when true] 1))
    };
}
