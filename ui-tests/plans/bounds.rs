mod negative {
    rtfs::include_rtfs!("harmless.rtfs", fuel = -1);
}

mod word {
    rtfs::include_rtfs!("harmless.rtfs", fuel = "much");
}

mod large {
    rtfs::include_rtfs!("harmless.rtfs", fuel = 100_000_000_000_000_000_000);
}

mod depth {
    rtfs::include_rtfs!("harmless.rtfs", max_depth = 1.5);
}

mod alloc {
    rtfs::include_rtfs!("harmless.rtfs", max_alloc = "1 MB");
}

mod twice {
    rtfs::include_rtfs!("harmless.rtfs", fuel = 1, fuel = 2);
}

fn main() {
    let _ = rtfs::rtfs! { fuel = -1; (+ 1 2) };
    let _ = rtfs::rtfs! { max_alloc = much; (+ 1 2) };
    let _ = rtfs::rtfs! { fuel = 1; max_depth = 2; fuel = 3; (+ 1 2) };
    let _ = rtfs::rtfs! { max_depth = 1 2; (+ 1 2) };
}
