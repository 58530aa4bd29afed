//! Chains: a value handed from step to step, each a call that it becomes an argument of.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::sugar::{Fresh, at_least, usage};
use super::{library, list, nil, symbol, vector};
use crate::diagnostic::Diagnostic;

/// Which argument of its step the value becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Last,
}

/// `(-> x (f a) g)` is `(g (f x a))`, `(->> x (f a) g)` is `(g (f a x))`.
pub(super) fn thread(items: &[Form], span: Span, place: Place) -> Result<Form, Diagnostic> {
    let shape = match place {
        Place::First => "(-> value (step args…) …)",
        Place::Last => "(->> value (step args…) …)",
    };
    at_least(items, span, 1, shape)?;
    let steps = items[2..].iter();
    steps.clone().try_fold(items[1].clone(), |value, step| {
        call(step, value, place, shape)
    })
}

/// A step with the value as an argument.
fn call(step: &Form, value: Form, place: Place, shape: &str) -> Result<Form, Diagnostic> {
    let whole = Span {
        start: value.span.start.min(step.span.start),
        end: step.span.end,
    };
    match &step.kind {
        FormKind::List(call) if !call.is_empty() => {
            let mut call = call.clone();
            let at = match place {
                Place::First => 1,
                Place::Last => call.len(),
            };
            call.insert(at, value);
            Ok(list(call, step.span))
        }
        FormKind::List(_) => Err(Diagnostic::error("form", "an empty step", step.span)
            .with_help(format!("write `{shape}`"))),
        _ => Ok(list(vec![step.clone(), value], whole)),
    }
}

/// `(as-> x name step…)`: each step sees the value before it under the name.
pub(super) fn thread_as(items: &[Form], span: Span) -> Result<Form, Diagnostic> {
    let shape = "(as-> value name step…)";
    at_least(items, span, 2, shape)?;
    let name = &items[2];
    if !matches!(name.kind, FormKind::Symbol(_)) {
        let message = "`as->` names the value by a symbol";
        return Err(
            Diagnostic::error("form", message, name.span).with_help(format!("write `{shape}`"))
        );
    }
    let values = std::iter::once(&items[1]).chain(&items[3..]);
    let bindings = values.flat_map(|value| [name.clone(), value.clone()]);
    let bindings = vector(bindings.collect(), span);
    Ok(list(
        vec![symbol("let", span), bindings, name.clone()],
        span,
    ))
}

/// `(some-> x step…)`: the chain ends with the first value that is nil.
pub(super) fn thread_some(
    items: &[Form],
    span: Span,
    place: Place,
    fresh: Fresh<'_>,
) -> Result<Form, Diagnostic> {
    let shape = match place {
        Place::First => "(some-> value (step args…) …)",
        Place::Last => "(some->> value (step args…) …)",
    };
    at_least(items, span, 1, shape)?;
    let names: Vec<Form> = items[1..]
        .iter()
        .map(|form| symbol(&fresh("value"), form.span))
        .collect();
    let mut values = vec![items[1].clone()];
    for (step, name) in items[2..].iter().zip(&names) {
        values.push(call(step, name.clone(), place, shape)?);
    }
    let mut steps = values.into_iter().zip(names).rev();
    let Some((mut chain, _)) = steps.next() else {
        return Err(usage(span, &items[0], shape));
    };
    for (value, name) in steps {
        let at = value.span;
        let test = list(vec![library("nil?", at), name.clone()], at);
        let choice = list(vec![symbol("if", at), test, nil(at), chain], span);
        let pair = vector(vec![name, value], at);
        chain = list(vec![symbol("let", at), pair, choice], span);
    }
    Ok(chain)
}

/// `(cond-> x test step …)`: takes the steps whose tests hold; a test does not see the value.
pub(super) fn thread_if(
    items: &[Form],
    span: Span,
    place: Place,
    fresh: Fresh<'_>,
) -> Result<Form, Diagnostic> {
    let shape = match place {
        Place::First => "(cond-> value test (step args…) …)",
        Place::Last => "(cond->> value test (step args…) …)",
    };
    at_least(items, span, 1, shape)?;
    let clauses = items[2..].chunks_exact(2);
    if let [test] = clauses.remainder() {
        let message = "this test has no step to take where it holds";
        return Err(
            Diagnostic::error("form", message, test.span).with_help(format!("write `{shape}`"))
        );
    }
    let mut name = symbol(&fresh("value"), items[1].span);
    let mut bindings = vec![name.clone(), items[1].clone()];
    for clause in clauses {
        let (test, step) = (&clause[0], &clause[1]);
        let taken = call(step, name.clone(), place, shape)?;
        let choice = vec![symbol("if", step.span), test.clone(), taken, name];
        name = symbol(&fresh("value"), step.span);
        bindings.extend([name.clone(), list(choice, test.span.to(step.span))]);
    }
    let bindings = vector(bindings, span);
    Ok(list(vec![symbol("let", span), bindings, name], span))
}
