use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (do (fn) (fn name) (fn x y))
    };
}
