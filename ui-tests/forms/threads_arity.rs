use rtfs::rtfs;

fn main() {
    let _ = rtfs! { (->> [1] (map) (reduce +)) };
}
