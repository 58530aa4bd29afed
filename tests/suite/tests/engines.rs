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
            if case.calls_host() {
                return case.expected.to_owned();
            }
            let source = Source::new(case.program, case.place);
            match evaluate(&source, &Options::default(), Budget::default()) {
                Ok(result) => outcome(result.map_err(|failure| failure.error)),
                Err(diagnostics) => format!("{diagnostics:?}"),
            }
        })
        .collect();
    compare("evaluated", &outcomes);
}

/// The sections that say what programs mean: §2 to §13.
const SECTIONS: std::ops::RangeInclusive<u32> = 2..=13;

#[test]
fn every_section_has_cases() {
    let has_cases = |section: &u32| {
        let prefix = format!("{section:02}-");
        CASES.iter().any(|case| case.place.starts_with(&prefix))
    };
    let without: Vec<u32> = SECTIONS.filter(|section| !has_cases(section)).collect();
    assert!(without.is_empty(), "no cases for the sections {without:?}");
}

#[test]
fn the_suite_is_large() {
    assert!(CASES.len() >= 1300, "{} cases", CASES.len());
}
