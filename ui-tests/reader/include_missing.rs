use rtfs::include_rtfs;

include_rtfs!("no-such-plan.rtfs");

fn main() {}
