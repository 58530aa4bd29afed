//! The rows of `benches/collections` with imbl beside: `cargo bench --manifest-path benches/imbl/Cargo.toml`.
//!
//! `-- WORD` measures the lines whose titles contain the word. What was measured is in `benches/README.md`.

mod beside;
#[path = "../collections/maps.rs"]
mod maps;
#[path = "../collections/memory.rs"]
mod memory;
#[path = "../collections/rounds.rs"]
mod rounds;
#[path = "../collections/vectors.rs"]
mod vectors;

fn main() {
    vectors::vectors();
    maps::maps(1000);
    maps::maps(100_000);
    maps::small_maps();
    maps::words();
    maps::chosen();
}
