use rtfs::include_rtfs;

include_rtfs!("refined_in_a_file.rtfs");

fn main() {}
