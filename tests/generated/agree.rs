//! Whether the engines agree on a program: compiled with its types, without those of its arguments, without any, and evaluated.

use rtfs::ErrorKind;
use rtfs::reader::{Form, read_all};
use rtfs_compiler::eval::{Budget, evaluate};
use rtfs_compiler::source::{Options, Source};

use crate::rustc::Outcomes;

/// Steps that a program may take; what takes more is not compared.
const STEPS: u64 = 300_000;

/// How deep its calls may nest.
const DEEP: u64 = 2_000;

/// What the evaluator makes of `typed` and of `dynamic`, in the words of the compiled programs; `None` where it is too
/// much for it.
pub(crate) fn evaluated(text: &str) -> Option<[String; 2]> {
    Some([
        evaluated_call(text, "(typed)")?,
        evaluated_call(text, "(dynamic)")?,
    ])
}

fn evaluated_call(text: &str, call: &str) -> Option<String> {
    let text = format!("{} {call}", text.replace('\n', " "));
    let source = Source::new(&text, "program.rtfs");
    let budget = Budget::new(STEPS, DEEP);
    let result = evaluate(&source, &Options::default(), budget).ok()?;
    let text = match result {
        Ok(value) => value.to_string(),
        Err(failure) => {
            let error = failure.error;
            if matches!(
                error.kind(),
                ErrorKind::LimitExceeded | ErrorKind::StackOverflow
            ) {
                return None;
            }
            let column = error.place().map_or(0, |place| place.column);
            let data = error.data().cloned().unwrap_or_default();
            format!("{} at {column} {data}", error.kind())
        }
    };
    Some(text.escape_debug().to_string())
}

/// How the outcomes of a program differ, if they do.
pub(crate) fn difference(
    text: &str,
    evaluated: &[String; 2],
    compiled: &Outcomes,
) -> Option<String> {
    let [by_types, without] = evaluated;
    let [typed, dynamic, erased] = compiled;
    let text = text.replace('\n', " ");
    let pairs = [(by_types, typed), (by_types, erased), (without, dynamic)];
    let agree = |(one, other): (&String, &String)| one == other || are_near(&text, one, other);
    (!pairs.into_iter().all(agree)).then(|| {
        format!(
            "evaluated: {by_types}\ntyped:     {typed}\nerased:    {erased}\nevaluated: {without}\ndynamic:   {dynamic}"
        )
    })
}

/// Whether two errors are the same but for their place, and one place is within the other: who knows which argument of
/// a call is at fault names the argument, who does not names the call. In `(->> x (map f))`, `x` is within the step.
fn are_near(text: &str, one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (parts(one), parts(other)) else {
        return false;
    };
    let (forms, _) = read_all(text, &Default::default());
    one.0 == other.0
        && one.2 == other.2
        && forms
            .iter()
            .any(|form| are_nested(text, form, [one.1, other.1]))
}

/// An error's kind, column and data.
fn parts(outcome: &str) -> Option<(&str, usize, &str)> {
    let (kind, rest) = outcome.split_once(" at ")?;
    let (column, data) = rest.split_once(' ')?;
    Some((kind, column.parse().ok()?, data))
}

/// Whether forms at both columns are below the form, one within the other or as steps of one chain.
fn are_nested(text: &str, form: &Form, columns: [usize; 2]) -> bool {
    let column = |offset: usize| text[..offset].chars().count() + 1;
    let (start, end) = (
        column(form.span.range().start),
        column(form.span.range().end),
    );
    if !columns.iter().all(|c| (start..end).contains(c)) {
        return false;
    }
    let is_chain = text[form.span.range()].starts_with("(->");
    let is_one = columns.contains(&start) && columns[0] != columns[1];
    let mut parts = form.kind.children().iter();
    is_one || is_chain || parts.any(|part| are_nested(text, part, columns))
}
