//! The programs of `examples/programs`, called from Rust and compared with known results, or with the same in Rust.

mod builds;
mod calculator;
mod ledger;
mod life;
mod paths;
mod pi;
mod quakes;
mod report;
mod rsa;
mod sudoku;
mod templates;
mod text;
mod vending;
mod weather;
