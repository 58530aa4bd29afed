mod once {
    rtfs::include_rtfs!("harmless.rtfs", extern = false, extern = true);
}

mod truth {
    rtfs::include_rtfs!("harmless.rtfs", extern = "no");
}

mod other {
    rtfs::include_rtfs!("harmless.rtfs", trusted = false);
}

fn main() {}
