use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (quote)
          (quote a b)
          (quote #(a)))
    };
}
