//! Every engine gives what the suite says.

use rtfs_compiler::eval::{Budget, evaluate};
use rtfs_compiler::source::{Options, Source};
use rtfs_suite::{CASES, Outcome, outcome};

/// All differences at once.
fn compare(engine: &str, outcomes: &[Outcome]) {
    assert_eq!(outcomes.len(), CASES.len());
    let wrong: Vec<String> = CASES
        .iter()
        .zip(outcomes)
        .filter(|(case, outcome)| case.expected != **outcome)
        .map(|(case, outcome)| {
            format!(
                "{}: {}\n    expected {}\n    {engine} {outcome}",
                case.place, case.program, case.expected
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases differ\n{}",
        wrong.len(),
        CASES.len(),
        wrong.join("\n")
    );
}

#[test]
fn compiled_code_agrees() {
    let mut outcomes = Vec::new();
    rtfs_suite::typed(&mut outcomes);
    compare("compiled", &outcomes);
}

#[test]
fn compiled_code_without_types_agrees() {
    let mut outcomes = Vec::new();
    rtfs_suite::erased(&mut outcomes);
    compare("erased", &outcomes);
}

#[test]
fn the_evaluator_agrees() {
    let outcomes: Vec<Outcome> = CASES
        .iter()
        .map(|case| {
            let source = Source::new(case.program, case.place);
            match evaluate(&source, &Options::default(), Budget::default()) {
                Ok(result) => outcome(result.map_err(|failure| failure.error)),
                Err(diagnostics) => format!("{diagnostics:?}"),
            }
        })
        .collect();
    compare("evaluated", &outcomes);
}

#[test]
fn the_suite_is_large() {
    assert!(CASES.len() >= 600, "{} cases", CASES.len());
}
