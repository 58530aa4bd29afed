//! Plans of authors who are not trusted: whatever they try is an error here.

fn secret() -> &'static str {
    "secret"
}

mod rust_paths {
    rtfs::include_rtfs!("rust_paths.rtfs", capabilities = [], extern = false);
}

mod attributes {
    rtfs::include_rtfs!("attributes.rtfs", capabilities = [], extern = false);
}

mod grants {
    rtfs::include_rtfs!("grants.rtfs", capabilities = ["fs.read"], extern = false);
}

mod bombs {
    rtfs::include_rtfs!("bombs.rtfs", capabilities = [], extern = false);
}

mod spins {
    rtfs::include_rtfs!("spins.rtfs", capabilities = [], extern = false);
}

mod large {
    rtfs::include_rtfs!("large.rtfs", capabilities = [], extern = false);
}

mod deep {
    rtfs::include_rtfs!("deep.rtfs", capabilities = [], extern = false);
}

mod outside {
    rtfs::include_rtfs!("outside.rtfs", capabilities = [], extern = false);
}

mod way {
    rtfs::include_rtfs!("way.rtfs", capabilities = ["fs.read"], extern = false);
}

mod lookalikes {
    rtfs::include_rtfs!("lookalikes.rtfs", capabilities = ["fs.read"], extern = false);
}

mod shadows {
    rtfs::include_rtfs!("shadows.rtfs", capabilities = ["fs.read"], extern = false);
}

mod widens {
    rtfs::include_rtfs!("widens.rtfs", capabilities = ["fs.read"], extern = false);
}

mod metadata {
    rtfs::include_rtfs!("metadata.rtfs", capabilities = ["fs.read"], extern = false);
}

mod literals {
    rtfs::include_rtfs!("literals.rtfs", capabilities = [], extern = false);
}

mod regexes {
    rtfs::include_rtfs!("regexes.rtfs", capabilities = [], extern = false);
}

mod absolute {
    rtfs::include_rtfs!("absolute.rtfs", capabilities = [], extern = false);
}

fn main() {
    let password = "p";
    let read_password = || "p";
    let _ = rtfs::include_rtfs!("expression.rtfs", capabilities = [], extern = false);
    println!("{}{}{password}", secret(), read_password());
}
