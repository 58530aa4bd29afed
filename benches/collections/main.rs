//! The collections beside `Vec`, `HashMap` and rpds: `cargo bench --bench collections`.
//!
//! Each line is a median of interleaved rounds, in nanoseconds per operation, or the bytes that a version takes, with its
//! ratio to the first column. `-- WORD` measures the lines whose titles contain the word. What was measured is in `benches/README.md`.
//! `benches/imbl` measures the same with imbl in a further column.

mod lists;
mod maps;
mod memory;
mod rounds;
mod vectors;

/// What stands in further columns: nothing.
mod beside {
    use crate::rounds::{Job, Versions};

    pub(crate) fn jobs(_title: &str) -> Vec<Job<'static>> {
        Vec::new()
    }

    pub(crate) fn versions(_title: &str) -> Vec<Versions<'static>> {
        Vec::new()
    }
}

fn main() {
    vectors::vectors();
    lists::lists();
    maps::maps(1000);
    maps::maps(100_000);
    maps::small_maps();
    maps::words();
    maps::chosen();
}
