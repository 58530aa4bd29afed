//! The suite: programs beside what they give, and what the compiler makes of them.
//!
//! A file `*.rtfs` beside this crate's manifest is a row of cases: the forms of a program, `=>`, and
//! the value as `pr-str` shows it, or `(fails :kind)`. The tests compare three engines with what
//! stands there: compiled code with types, compiled code with types erased, and the compile-time
//! evaluator. The programs of `11-*.rtfs` call a host, which the evaluator has none of.

#![allow(
    unreachable_code,
    clippy::all,
    reason = "rustc sees what the suite's programs say, which nobody would write"
)]

mod host;

use rtfs::{Data, Error};

/// A program and what it gives.
#[derive(Debug)]
pub struct Case {
    /// File and line.
    pub place: &'static str,
    /// The forms.
    pub program: &'static str,
    /// The value as `pr-str` shows it, or `(fails :kind)`.
    pub expected: &'static str,
}

impl Case {
    /// Whether the case calls the host, so that only compiled code can run it.
    pub fn calls_host(&self) -> bool {
        self.place.starts_with("11-")
    }
}

/// What an engine made of a case, in the words of [`Case::expected`].
pub type Outcome = String;

/// The outcome of a compiled program.
pub fn outcome<T: Data>(result: Result<T, Error>) -> Outcome {
    match result {
        Ok(value) => value.into_value().to_string(),
        Err(error) => format!("(fails {})", error.kind()),
    }
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
