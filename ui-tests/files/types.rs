use rtfs::include_rtfs;

include_rtfs!("types.rtfs");

fn main() {
    let _ = total([1, 2]);
}
