//! Crates that the bench writes below the target directory, and compiles as a user would.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A crate that is compiled again and again.
pub(crate) struct Fixture {
    name: &'static str,
    directory: PathBuf,
    /// The file that the source is in: `lib.rs` or `main.rs`.
    file: &'static str,
    pub(crate) source: String,
}

impl Fixture {
    /// A library or a program in Rust alone, or with RTFS.
    pub(crate) fn new(
        name: &'static str,
        file: &'static str,
        source: String,
        has_rtfs: bool,
    ) -> io::Result<Fixture> {
        let root = env!("CARGO_MANIFEST_DIR");
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(directory.join("src"))?;
        let dependency = match has_rtfs {
            true => format!("rtfs = {{ path = {root:?} }}\n"),
            false => String::new(),
        };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependency}\n[workspace]\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // The versions of the workspace, so that nothing is looked up.
        fs::copy(
            Path::new(root).join("Cargo.lock"),
            directory.join("Cargo.lock"),
        )?;
        Ok(Fixture {
            name,
            directory,
            file,
            source,
        })
    }

    /// Changes the source, and compiles it.
    pub(crate) fn compile(&self, command: &[&str], change: usize) -> io::Result<Duration> {
        let text = format!(
            "{}\n/// A change.\npub const CHANGE: usize = {change};\n",
            self.source
        );
        fs::write(self.directory.join("src").join(self.file), text)?;
        let start = Instant::now();
        let output = Command::new(env!("CARGO"))
            .args(command)
            .arg("--offline")
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_INCREMENTAL", "0")
            .stdout(Stdio::null())
            .output()?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(message));
        }
        Ok(start.elapsed())
    }

    /// The program that a release build gave.
    pub(crate) fn executable(&self) -> PathBuf {
        let file = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        target().join("release").join(file)
    }
}

/// Where all crates are built, so that what several depend on is built once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-time")
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
