//! Generated programs: what the compiler accepts, rustc has to accept without a word, and every engine has to make the same
//! of it, the same value or the same error at the same place: compiled code with types, without the types of what comes in,
//! without any, and the evaluator.
//!
//! Here a few hundred programs are looked at, the same ones each time. To look at others:
//! `RTFS_SEEDS=1000..3000 cargo test --test generated -- --nocapture`.

#[path = "generated/agree.rs"]
mod agree;
#[path = "../rtfs-macros/compiler/tests/generate/mod.rs"]
mod generate;
#[path = "generated/rustc.rs"]
mod rustc;
#[path = "generated/smaller.rs"]
mod smaller;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use agree::{difference, evaluated};
use rtfs_compiler::source::{Options, Source};
use rustc::Rustc;

/// As many programs at once as rustc is given.
const BATCH: usize = 300;

/// How often a failing program is made smaller before it is shown.
const REDUCTIONS: usize = 40;

/// How many ways to make a program smaller are tried at once.
const STEPS: usize = 40;

/// How many failing programs are made smaller, or those of `RTFS_REDUCE`.
fn shown() -> usize {
    let wanted = std::env::var("RTFS_REDUCE").unwrap_or_default();
    wanted.parse().unwrap_or(1)
}

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

/// What the compiler says with the program's types. A branch that they rule out has no errors; without
/// them it may have some, and then the program is refused.
fn answer(text: &str) -> Answer {
    match answer_with(text, false) {
        Answer::Accepted => answer_with(text, true),
        other => other,
    }
}

fn answer_with(text: &str, is_erased: bool) -> Answer {
    let compile = || {
        let source = Source::new(text, "program.rtfs");
        let at = |_| proc_macro2::Span::call_site();
        let options = Options {
            is_erased,
            ..Options::default()
        };
        let output = rtfs_compiler::compile(&source, &options, &at);
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

/// What is wrong with a program.
struct Failure {
    /// What makes it the same failure in a smaller program.
    headline: String,
    report: String,
}

/// The programs of a batch that fail, and how many of the others were compared.
fn failures(rustc: &Rustc, batch: &[(u64, String)]) -> (BTreeMap<u64, Failure>, usize) {
    // What is too much for the evaluator might not end.
    let evaluated: Vec<_> = batch.iter().map(|(_, text)| evaluated(text)).collect();
    let ending = batch.iter().zip(&evaluated);
    let ending = ending.filter_map(|((n, _), e)| e.as_ref().map(|_| *n));
    let (complaints, outcomes) = rustc.run(batch, &ending.collect());
    let (mut failures, mut compared) = (BTreeMap::new(), 0);
    for ((number, text), evaluated) in batch.iter().zip(evaluated) {
        if let Some(complaints) = complaints.get(number) {
            let failure = Failure {
                headline: complaints[0].lines().next().unwrap_or_default().to_owned(),
                report: complaints[0].clone(),
            };
            failures.insert(*number, failure);
        } else if let (Some(evaluated), Some(outcomes)) = (evaluated, outcomes.get(number)) {
            compared += 1;
            if let Some(report) = difference(text, &evaluated, outcomes) {
                let headline = "the engines differ".to_owned();
                failures.insert(*number, Failure { headline, report });
            }
        }
    }
    (failures, compared)
}

/// A program that fails, as small as it gets with the same failure, and what is wrong with it.
fn reduced(rustc: &Rustc, text: &str, failure: &Failure) -> String {
    let (mut text, mut report) = (text.to_owned(), failure.report.clone());
    for _ in 0..REDUCTIONS {
        let mut steps = smaller::smaller(&text);
        steps.retain(|step| step.len() < text.len() && is_whole(step) && accepts(step));
        let steps: Vec<(u64, String)> = (0..).zip(steps).collect();
        let same = steps.chunks(STEPS).find_map(|steps| {
            let (found, _) = failures(rustc, steps);
            let mut found = found.into_iter();
            found.find(|(_, f)| f.headline == failure.headline)
        });
        let Some((number, failure)) = same else { break };
        text = steps
            .into_iter()
            .find_map(|(n, step)| (n == number).then_some(step))
            .expect("it is a step");
        report = failure.report;
    }
    format!("{text}\n{report}")
}

/// Whether the functions that are compared are there.
fn is_whole(text: &str) -> bool {
    ["(defn typed [] (pr-str ", "(defn dynamic [] (pr-str "]
        .iter()
        .all(|head| text.contains(head))
}

#[test]
fn what_once_failed_is_the_same_in_every_engine() {
    let text = include_str!("generated/found.rtfs");
    let programs = text
        .split("\n\n")
        .skip(1)
        .map(|text| text.trim().to_owned());
    let programs: Vec<(u64, String)> = (1..).zip(programs).collect();
    for (number, text) in &programs {
        assert!(is_whole(text) && accepts(text), "program {number}\n{text}");
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("found");
    let (failing, compared) = failures(&Rustc::new(&scratch), &programs);
    for (number, failure) in &failing {
        println!("program {number}: {}", failure.report);
    }
    assert_eq!((failing.len(), compared), (0, programs.len()));
}

#[test]
fn every_engine_takes_and_gives_the_same() {
    let seeds = seeds();
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let rustc = Rustc::new(&scratch);
    let count = seeds.clone().count();
    let (programs, broken) = accepted(seeds);
    println!("{count} programs, {} accepted", programs.len());
    let (mut failing, mut compared) = (0, 0);
    for batch in programs.chunks(BATCH) {
        let (found, count) = failures(&rustc, batch);
        compared += count;
        for (number, failure) in found {
            let (_, text) = batch
                .iter()
                .find(|(n, _)| *n == number)
                .expect("it is of the batch");
            let shown = match failing < shown() {
                true => reduced(&rustc, text, &failure),
                false => format!("{text}\n{}", failure.report),
            };
            println!("seed {number}: {shown}\n");
            failing += 1;
        }
    }
    println!("{compared} compared, {failing} fail, {broken} in the compiler");
    assert_eq!((failing, broken), (0, 0));
}
