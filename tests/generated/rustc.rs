//! rustc on many programs at once, and which of them it complains of.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// rustc, ready to compile what uses the crate `rtfs` as this test does.
pub(crate) struct Rustc {
    program: OsString,
    /// Where cargo put the crate and what it needs: beside this test.
    dependencies: PathBuf,
    library: PathBuf,
    scratch: PathBuf,
}

/// What rustc says of a program: an error or a warning.
pub(crate) type Complaint = String;

impl Rustc {
    /// Finds the crate that cargo built for this test. Of several (with other features, of other times) the
    /// newest that rustc can use is the one.
    pub(crate) fn new(scratch: &Path) -> Rustc {
        let test = std::env::current_exe().expect("a test has a file");
        let dependencies = test.parent().expect("it is in a directory").to_path_buf();
        let files = std::fs::read_dir(&dependencies).expect("cargo's directory");
        let mut found: Vec<_> = files
            .filter_map(|file| {
                let file = file.ok()?;
                let name = file.file_name().into_string().ok()?;
                let is_library = name.starts_with("librtfs-") && name.ends_with(".rlib");
                is_library.then_some((file.metadata().ok()?.modified().ok()?, file.path()))
            })
            .collect();
        found.sort();
        std::fs::create_dir_all(scratch).expect("a directory to write in");
        let usable = found.into_iter().rev().find_map(|(_, library)| {
            let rustc = Rustc {
                program: std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()),
                dependencies: dependencies.clone(),
                library,
                scratch: scratch.to_path_buf(),
            };
            let probe = rustc.check(&[(0, "(defn main [] (inc 1))".to_owned())]);
            probe.is_empty().then_some(rustc)
        });
        usable.expect("cargo built the crate before this test")
    }

    /// What rustc says of the programs, by their numbers.
    pub(crate) fn check(&self, programs: &[(u64, String)]) -> BTreeMap<u64, Vec<Complaint>> {
        let mut left: Vec<(u64, String)> = programs.to_vec();
        let mut found: BTreeMap<u64, Vec<Complaint>> = BTreeMap::new();
        // Errors of types keep rustc from looking at lives and lints: until nothing is new.
        loop {
            let modules: Vec<String> = left.iter().map(|(n, text)| module(*n, text)).collect();
            let source = format!("#![deny(warnings)]\n{}", modules.concat());
            let output = self.run(&source, &["--crate-type=lib", "--emit=metadata"]);
            let complaints = complaints(&output, &left);
            if complaints.is_empty() {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "rustc fails: {said}");
                return found;
            }
            left.retain(|(n, _)| !complaints.contains_key(n));
            found.extend(complaints);
        }
    }

    fn run(&self, source: &str, how: &[&str]) -> Output {
        let file = self.scratch.join("batch.rs");
        std::fs::write(&file, source).expect("the batch can be written");
        let mut command = Command::new(&self.program);
        command
            .args([
                "--edition=2024",
                "--error-format=json",
                "--crate-name=batch",
            ])
            .args(["-Cdebuginfo=0"])
            .args(how)
            .arg(format!("-Ldependency={}", self.dependencies.display()))
            .arg(format!("--extern=rtfs={}", self.library.display()))
            .arg(format!("--out-dir={}", self.scratch.display()))
            .arg(&file);
        command.output().expect("rustc runs")
    }
}

/// A program as a module, on one line.
fn module(number: u64, text: &str) -> String {
    let text = text.replace('\n', " ");
    format!("pub mod p{number} {{ ::rtfs::rtfs! {{ r####\"{text}\"#### }} }}\n")
}

/// What rustc says, by the program whose line it names.
fn complaints(output: &Output, programs: &[(u64, String)]) -> BTreeMap<u64, Vec<Complaint>> {
    let mut found: BTreeMap<u64, Vec<Complaint>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let spans = message["spans"].as_array().into_iter().flatten();
        let Some(line) = spans.filter_map(line_of).next() else {
            continue;
        };
        // The first line is that of the lints.
        let Some((number, _)) = line.checked_sub(2).and_then(|i| programs.get(i)) else {
            continue;
        };
        let text = message["rendered"].as_str().unwrap_or_default();
        let text = text
            .lines()
            .filter(|l| !l.contains("batch.rs") && !l.contains("r####"));
        let text: Vec<&str> = text.collect();
        found.entry(*number).or_default().push(text.join("\n"));
    }
    found
}

/// The line of the batch that a span is on, or was expanded from.
fn line_of(span: &Value) -> Option<usize> {
    if span["file_name"].as_str()?.ends_with("batch.rs") {
        return usize::try_from(span["line_start"].as_u64()?).ok();
    }
    line_of(&span["expansion"]["span"])
}
