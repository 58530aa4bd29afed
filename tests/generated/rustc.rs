//! rustc on many programs at once: which of them it complains of, and what the others come to.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

/// Longer than a batch of programs runs that all end soon.
const PATIENCE: Duration = Duration::from_secs(120);

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
        self.build(programs, "metadata")
    }

    /// Compiles programs that define `typed` and `dynamic`, and runs those that are known to end and that rustc accepts:
    /// what it says of the others, and what each one comes to, in the words of [`RUNNER`].
    pub(crate) fn run(
        &self,
        programs: &[(u64, String)],
        ending: &BTreeSet<u64>,
    ) -> (BTreeMap<u64, Vec<Complaint>>, BTreeMap<u64, Outcomes>) {
        let complaints = self.build(programs, "link");
        let sound = ending.iter().filter(|n| !complaints.contains_key(n));
        let calls: Vec<String> = sound
            .clone()
            .map(|n| format!("show({n}, p{n}::typed, p{n}::dynamic, p{n}::erased::typed);\n"))
            .collect();
        let calls = calls.concat();
        let source = format!("{RUNNER}use programs::*;\nfn main() {{\n{calls}}}\n");
        let rlib = self.scratch.join("libprograms.rlib");
        let programs_crate = format!("--extern=programs={}", rlib.display());
        let how = ["--crate-type=bin", "--emit=link", &programs_crate];
        let output = self.rustc("runner", &source, &how);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "rustc fails: {said}");
        let program = format!("runner{}", std::env::consts::EXE_SUFFIX);
        let text = output_of(&self.scratch.join(program));
        let found: BTreeMap<u64, Outcomes> = text.lines().filter_map(outcomes).collect();
        let mut sound = sound;
        let last = sound.find(|n| !found.contains_key(n));
        assert!(last.is_none(), "ends the process or does not end: {last:?}");
        (complaints, found)
    }

    /// Compiles the programs that rustc accepts into one crate, and gives what it says of the others.
    fn build(&self, programs: &[(u64, String)], what: &str) -> BTreeMap<u64, Vec<Complaint>> {
        let mut left: Vec<(u64, String)> = programs.to_vec();
        let mut found: BTreeMap<u64, Vec<Complaint>> = BTreeMap::new();
        let emit = format!("--emit={what}");
        // Errors of types keep rustc from looking at lives and lints: until nothing is new.
        loop {
            let modules: Vec<String> = left.iter().map(|(n, text)| module(*n, text)).collect();
            let source = format!("#![deny(warnings)]\n{}", modules.concat());
            let output = self.rustc("programs", &source, &["--crate-type=lib", &emit]);
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

    fn rustc(&self, name: &str, source: &str, how: &[&str]) -> Output {
        let file = self.scratch.join(format!("{name}.rs"));
        std::fs::write(&file, source).expect("the batch can be written");
        let mut command = Command::new(&self.program);
        command
            .args([
                "--edition=2024",
                "--error-format=json",
                &format!("--crate-name={name}"),
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

/// What a program comes to: with its types, without those of its arguments, without any.
pub(crate) type Outcomes = [String; 3];

/// Prints what the functions of a program come to: a value as it prints itself, or an error with its kind, its column and
/// its data.
const RUNNER: &str = r#"
type Function<T> = fn() -> rtfs::Result<T>;
fn show<A: rtfs::Data, B: rtfs::Data, C: rtfs::Data>(n: u64, a: Function<A>, b: Function<B>, c: Function<C>) {
    println!("{n}\t{}\t{}\t{}", text(a), text(b), text(c));
}
fn text<T: rtfs::Data>(f: Function<T>) -> String {
    let text = match std::panic::catch_unwind(f) {
        Ok(Ok(value)) => value.into_value().to_string(),
        Ok(Err(error)) => {
            let column = error.place().map_or(0, |place| place.column);
            let data = error.data().cloned().unwrap_or_default();
            format!("{} at {column} {data}", error.kind())
        }
        Err(_) => "panics".to_owned(),
    };
    text.escape_debug().to_string()
}
"#;

/// What a line of the runner says.
fn outcomes(line: &str) -> Option<(u64, Outcomes)> {
    let mut parts = line.split('\t').map(str::to_owned);
    let number = parts.next()?.parse().ok()?;
    Some((number, [parts.next()?, parts.next()?, parts.next()?]))
}

/// What a program prints until it ends, or until there is no more patience.
fn output_of(program: &Path) -> String {
    let mut child = Command::new(program)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the programs run");
    let mut stdout = child.stdout.take().expect("it is piped");
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stdout, &mut text);
        let _ = sender.send(());
        String::from_utf8_lossy(&text).into_owned()
    });
    if receiver.recv_timeout(PATIENCE).is_err() {
        let _ = child.kill();
    }
    let _ = child.wait();
    reader.join().expect("reading does not fail")
}

/// The lines of a module, which has its program on a line of its own: the columns are those of the program.
const LINES: usize = 5;

/// A program as a module.
fn module(number: u64, text: &str) -> String {
    let text = text.replace('\n', " ");
    let erased =
        format!("pub mod erased {{ ::rtfs::rtfs! {{ #![erased] r####\"\n{text}\n\"#### }} }}");
    format!("pub mod p{number} {{ ::rtfs::rtfs! {{ r####\"\n{text}\n\"#### }} {erased} }}\n")
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
        let Some((number, _)) = line.checked_sub(2).and_then(|i| programs.get(i / LINES)) else {
            continue;
        };
        let text = message["rendered"].as_str().unwrap_or_default();
        let text = text
            .lines()
            .filter(|l| !l.contains("programs.rs") && !l.contains("r####"));
        let text: Vec<&str> = text.collect();
        found.entry(*number).or_default().push(text.join("\n"));
    }
    found
}

/// The line of the batch that a span is on, or was expanded from.
fn line_of(span: &Value) -> Option<usize> {
    if span["file_name"].as_str()?.ends_with("programs.rs") {
        return usize::try_from(span["line_start"].as_u64()?).ok();
    }
    line_of(&span["expansion"]["span"])
}
