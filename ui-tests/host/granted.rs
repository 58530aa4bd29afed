mod plan {
    rtfs::include_rtfs!("granted.rtfs", capabilities = ["fs.read", "log.*"]);
}

mod nothing {
    rtfs::include_rtfs!("nothing.rtfs", capabilities = []);
}

fn main() {
    let host = rtfs::host::Registry::new();
    let _ = plan::copy(&host, "a", "b");
}
