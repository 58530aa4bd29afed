//! How long rustc takes for a program of 2,000 lines of RTFS, against the same program in Rust, and how long a
//! compiled program takes to start.
//!
//! `cargo bench --bench compile_time` writes crates below the target directory, builds what they depend
//! on, and then measures the crates alone: `cargo check` and `cargo build --release`, in turns, each after
//! a change of the source. Behind `--`, `compile` or `start` selects one of the two. Plain `cargo bench` leaves this out,
//! since it takes minutes.

mod fixture;
mod program;
mod start;

use std::io;

use fixture::{Fixture, median};

/// How often each is measured.
const ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|a| a == "--bench") {
        return Ok(());
    }
    let is_chosen = |part: &str| {
        let mut names = arguments.iter().filter(|a| !a.starts_with('-')).peekable();
        names.peek().is_none() || names.any(|name| name == part)
    };
    if is_chosen("compile") {
        compile()?;
    }
    if is_chosen("start") {
        start::measure()?;
    }
    Ok(())
}

/// Measures both commands of both programs.
fn compile() -> io::Result<()> {
    let rust = Fixture::new("compile-time-rust", "lib.rs", program::rust(), false)?;
    let rtfs = Fixture::new("compile-time-rtfs", "lib.rs", program::rtfs(), true)?;
    println!(
        "{} lines of RTFS, {} lines of Rust",
        rtfs.source.lines().count(),
        rust.source.lines().count()
    );
    println!(
        "{:<24} {:>10} {:>10} {:>6}",
        "command", "Rust", "RTFS", "ratio"
    );
    let mut change = 0;
    for command in [&["check"][..], &["build", "--release"]] {
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..=ROUNDS {
            for (fixture, times) in [&rust, &rtfs].into_iter().zip(&mut times) {
                change += 1;
                let time = fixture.compile(command, change)?;
                // The first time builds the dependencies too.
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let [rust, rtfs] = times.map(median);
        println!(
            "{:<24} {:>10} {:>10} {:>6.2}",
            format!("cargo {}", command.join(" ")),
            format!("{rust:.2?}"),
            format!("{rtfs:.2?}"),
            rtfs.as_secs_f64() / rust.as_secs_f64()
        );
    }
    Ok(())
}
