use rtfs::rtfs;

fn main() {
    let xs = vec![1_i64];
    let _ = rtfs! { (frobnicate xs 1) };
    let _ = rtfs! { (assoc xs 1) };
    let _ = rtfs! { (first xs 1 2) };
}
