use rtfs::include_rtfs;

include_rtfs!("include_bytes.rtfs");

fn main() {}
