use rtfs::include_rtfs;

include_rtfs!("unclosed.rtfs");

fn main() {}
