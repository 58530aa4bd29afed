//! How long rustc takes for a program of 2,000 lines of RTFS, against the same program in Rust.
//!
//! `cargo bench --bench compile_time` writes two crates below the target directory, builds what they
//! depend on, and then measures the crates alone: `cargo check` and `cargo build --release`, in turns,
//! each after a change of the source. Plain `cargo bench` leaves this out, since it takes minutes.

mod program;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each is measured.
const ROUNDS: usize = 5;

/// A crate that is compiled again and again.
struct Fixture {
    directory: PathBuf,
    source: String,
}

impl Fixture {
    fn new(name: &str, source: String, dependencies: &str) -> io::Result<Fixture> {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n[workspace]\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // The versions of the workspace, so that nothing is looked up.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        fs::copy(lock, directory.join("Cargo.lock"))?;
        Ok(Fixture { directory, source })
    }

    /// Changes the source, and compiles it.
    fn compile(&self, command: &[&str], change: usize) -> io::Result<Duration> {
        let text = format!(
            "{}\n/// A change.\npub const CHANGE: usize = {change};\n",
            self.source
        );
        fs::write(self.directory.join("src/lib.rs"), text)?;
        let start = Instant::now();
        let output = Command::new(env!("CARGO"))
            .args(command)
            .arg("--offline")
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", self.directory.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stdout(Stdio::null())
            .output()?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(message));
        }
        Ok(start.elapsed())
    }
}

fn main() -> io::Result<()> {
    if !std::env::args().any(|a| a == "--bench") {
        return Ok(());
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let rust = Fixture::new("compile-time-rust", program::rust(), "")?;
    let dependency = format!("rtfs = {{ path = {root:?} }}\n");
    let rtfs = Fixture::new("compile-time-rtfs", program::rtfs(), &dependency)?;
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

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
