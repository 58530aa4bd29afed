mod negative {
    rtfs::include_rtfs!("harmless.rtfs", fuel = -1);
}

mod word {
    rtfs::include_rtfs!("harmless.rtfs", fuel = "much");
}

mod large {
    rtfs::include_rtfs!("harmless.rtfs", fuel = 100_000_000_000_000_000_000);
}

mod twice {
    rtfs::include_rtfs!("harmless.rtfs", fuel = 1, fuel = 2);
}

fn main() {}
