rtfs::include_rtfs!("of_a_file.rtfs");

fn main() {}
