use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        "\uD83D\uDE00"
    };
}
