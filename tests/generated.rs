//! Generated programs: what the compiler accepts, rustc has to accept without a word.
//!
//! Here a few hundred programs are looked at, the same ones each time. To look at others:
//! `RTFS_SEEDS=1000..3000 cargo test --test generated -- --nocapture`.

#[path = "../rtfs-macros/compiler/tests/generate/mod.rs"]
mod generate;
#[path = "generated/rustc.rs"]
mod rustc;
#[path = "generated/smaller.rs"]
mod smaller;

use std::ops::Range;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use rtfs_compiler::source::{Options, Source};
use rustc::Rustc;

/// As many programs at once as rustc is given.
const BATCH: usize = 300;

/// How often a failing program is made smaller before it is shown.
const REDUCTIONS: usize = 40;

/// How many ways to make a program smaller are tried at once.
const STEPS: usize = 40;

/// How many failing programs are made smaller.
const SHOWN: usize = 1;

/// Longer than any of these programs takes, even in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// More Rust than any of these programs needs.
const SPACE: usize = 400_000;

/// The seeds that are looked at, or those of `RTFS_SEEDS`.
fn seeds() -> Range<u64> {
    let wanted = std::env::var("RTFS_SEEDS").unwrap_or_default();
    let range = wanted
        .split_once("..")
        .and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    range.unwrap_or(0..400)
}

/// What the compiler does with a program.
enum Answer {
    Accepted,
    Refused,
    /// It panics, contradicts itself or writes without measure.
    Broken(String),
}

/// The programs of the seeds that the compiler accepts, and how many it breaks on; it has to decide soon.
fn accepted(seeds: Range<u64>) -> (Vec<(u64, String)>, usize) {
    let (sender, receiver) = mpsc::channel();
    let compiling = seeds.clone();
    std::thread::spawn(move || {
        for seed in compiling {
            let text = generate::program(seed);
            let answer = answer(&text);
            if sender.send((seed, text, answer)).is_err() {
                return;
            }
        }
    });
    let (mut programs, mut broken) = (Vec::new(), 0);
    for seed in seeds {
        let Ok((seed, text, answer)) = receiver.recv_timeout(PATIENCE) else {
            panic!(
                "seed {seed}: the compiler does not end\n{}",
                generate::program(seed)
            );
        };
        match answer {
            Answer::Accepted => programs.push((seed, text)),
            Answer::Refused => {}
            Answer::Broken(why) => {
                println!("seed {seed}: {why}\n{text}\n");
                broken += 1;
            }
        }
    }
    (programs, broken)
}

fn answer(text: &str) -> Answer {
    let compile = || {
        let source = Source::new(text, "program.rtfs");
        let at = |_| proc_macro2::Span::call_site();
        let output = rtfs_compiler::compile(&source, &Options::default(), &at);
        (output.tokens.to_string().len(), output.diagnostics)
    };
    let Ok((size, diagnostics)) = std::panic::catch_unwind(compile) else {
        return Answer::Broken("the compiler panics".to_owned());
    };
    if let Some(internal) = diagnostics.iter().find(|d| d.code == "internal") {
        return Answer::Broken(internal.message.clone());
    }
    if size > SPACE {
        return Answer::Broken(format!("{size} bytes of Rust"));
    }
    match diagnostics.is_empty() {
        true => Answer::Accepted,
        false => Answer::Refused,
    }
}

fn accepts(text: &str) -> bool {
    matches!(answer(text), Answer::Accepted)
}

/// A program that rustc complains of, as small as it gets with the same complaint, and the complaint.
fn reduced(rustc: &Rustc, text: &str, complaint: &str) -> String {
    let headline = |complaint: &str| complaint.lines().next().unwrap_or_default().to_owned();
    let (mut text, mut said) = (text.to_owned(), complaint.to_owned());
    for _ in 0..REDUCTIONS {
        let mut steps = smaller::smaller(&text);
        steps.retain(|step| step.len() < text.len() && accepts(step));
        let steps: Vec<(u64, String)> = (0..).zip(steps).collect();
        let same = steps.chunks(STEPS).find_map(|steps| {
            rustc.check(steps).into_iter().find_map(|(n, complaints)| {
                let same = |c: &String| headline(c) == headline(complaint);
                Some((n, complaints.into_iter().find(same)?))
            })
        });
        let Some((n, complaint)) = same else { break };
        text = steps
            .into_iter()
            .find_map(|(m, step)| (m == n).then_some(step))
            .expect("it is a step");
        said = complaint;
    }
    format!("{text}\n{said}")
}

#[test]
fn rustc_accepts_what_the_compiler_accepts() {
    let seeds = seeds();
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let rustc = Rustc::new(&scratch);
    let count = seeds.clone().count();
    let (programs, broken) = accepted(seeds);
    println!("{count} programs, {} accepted", programs.len());
    let mut failing = 0;
    for batch in programs.chunks(BATCH) {
        for (number, complaints) in rustc.check(batch) {
            let (_, text) = batch
                .iter()
                .find(|(n, _)| *n == number)
                .expect("it is of the batch");
            let shown = match failing < SHOWN {
                true => reduced(&rustc, text, &complaints[0]),
                false => format!("{text}\n{}", complaints[0]),
            };
            println!("seed {number}: {shown}\n");
            failing += 1;
        }
    }
    println!("{failing} fail in rustc, {broken} in the compiler");
    assert_eq!((failing, broken), (0, 0));
}
