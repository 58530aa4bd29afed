use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (let [[a &] [1]
              [b :as] [1]
              [c :as 5] [1]]
          a)
    };
}
