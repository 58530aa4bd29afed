use rtfs::include_rtfs;

mod broken {
    rtfs::include_rtfs!("broken.rtfs");
}

mod circle {
    rtfs::include_rtfs!("circle.rtfs");
}

fn main() {
    let _ = include_rtfs!("missing.rtfs");
    // The names of a broken module are there.
    let _ = broken::broken::types::sound(1.0);
}
