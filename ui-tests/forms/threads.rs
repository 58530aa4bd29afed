use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (->)
          (->>)
          (-> 1 ()))
    };
}
