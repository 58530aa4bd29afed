use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (f 1x)
        (g ::k [:a:])
        (h #foo (i))
    };
}
