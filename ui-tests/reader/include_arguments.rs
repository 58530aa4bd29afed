use rtfs::include_rtfs;

include_rtfs!("include.rtfs", capability = ["fs.read"]);

fn main() {}
