use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (let [5 1
              a/b 2
              "s" 3]
          1)
    };
}
