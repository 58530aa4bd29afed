use rtfs::include_rtfs;

include_rtfs!("wrong_closer.rtfs");

fn main() {}
