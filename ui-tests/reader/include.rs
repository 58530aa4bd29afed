use rtfs::include_rtfs;

include_rtfs!("include.rtfs");

fn main() {}
