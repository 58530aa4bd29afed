//! Calls of the library with odd arguments, and forms at their edges, against what Clojure's documentation says.
//!
//! The evaluator gives the value; inference has to accept each program, unless it proves the error that the program
//! ends with.

use rtfs_compiler::eval::{Budget, evaluate};
use rtfs_compiler::source::{Options, Source};
use rtfs_rt::reader::{self, Form, FormKind};

const CASES: &str = include_str!("clojure.rtfs");

/// The forms between one `=>` with its value and the next.
fn cases() -> Vec<(&'static str, &'static str)> {
    let (forms, errors) = reader::read_all(CASES, &reader::Options::default());
    assert!(errors.is_empty(), "{errors:?}");
    let is_arrow = |form: &Form| matches!(&form.kind, FormKind::Symbol(s) if s.as_str() == "=>");
    let mut cases = Vec::new();
    let mut rest = &forms[..];
    while let Some(arrow) = rest.iter().position(is_arrow) {
        let (first, last, expected) = (&rest[0], &rest[arrow - 1], &rest[arrow + 1]);
        let program = first.span.range().start..last.span.range().end;
        cases.push((&CASES[program], &CASES[expected.span.range()]));
        rest = &rest[arrow + 2..];
    }
    assert!(rest.is_empty(), "the last case is not complete");
    cases
}

fn evaluated(program: &str) -> String {
    let source = Source::new(program, "clojure.rtfs");
    match evaluate(&source, &Options::default(), Budget::default()) {
        Ok(Ok(value)) => value.to_string(),
        Ok(Err(failure)) => format!("(fails {})", failure.error.kind()),
        Err(diagnostics) => format!("{diagnostics:?}"),
    }
}

#[test]
fn odd_arguments_give_what_clojure_gives() {
    let wrong: Vec<String> = cases()
        .into_iter()
        .map(|(program, expected)| (program, expected, evaluated(program)))
        .filter(|(_, expected, found)| expected != found)
        .map(|(program, expected, found)| format!("{program}: {expected}, but it is {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn inference_refuses_only_what_fails() {
    for (program, expected) in cases() {
        let source = Source::new(program, "clojure.rtfs");
        if let Err(diagnostics) = rtfs_compiler::show_hir(&source, &Options::default()) {
            let message = &diagnostics[0].message;
            assert!(expected.starts_with("(fails "), "{program}: {message}");
        }
    }
}

#[test]
fn there_are_enough_cases() {
    assert!(cases().len() >= 500, "{} cases", cases().len());
}
