use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        "\u0041"
    };
}
