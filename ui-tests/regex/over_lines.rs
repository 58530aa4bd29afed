use rtfs::include_rtfs;

include_rtfs!("over_lines.rtfs");

fn main() {}
