use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do
          (->)
          (->>)
          (-> 1 ())
          (->> [1] (map) (reduce +)))
    };
}
