use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (let x 1)
          (let [x] x)
          (let [x 1 y] x))
    };
}
