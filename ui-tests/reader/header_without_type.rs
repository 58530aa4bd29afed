use rtfs::rtfs;

fn main() {
    let n = 1;
    let _ = rtfs! { |n| (inc n) };
}
