mod unread {
    rtfs::include_rtfs!("unread.rtfs");
}

fn main() {}
