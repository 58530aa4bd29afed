//! `condp`: clauses that share one predicate and one operand.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::sugar::{Fresh, usage};
use super::{list, symbol, vector};
use crate::diagnostic::Diagnostic;

const SHAPE: &str = "(condp predicate value test result … default)";

/// `(condp pred x test result … test :>> f … default?)`: the first clause for which `(pred test x)` is
/// true; behind `:>>` stands a function of what the predicate gave.
pub(super) fn condp(items: &[Form], span: Span, fresh: Fresh<'_>) -> Result<Form, Diagnostic> {
    let [head, predicate, value, clauses @ ..] = items else {
        return Err(usage(span, &items[0], SHAPE));
    };
    let (clauses, default) = divided(clauses)?;
    if clauses.is_empty() && default.is_none() {
        return Err(usage(span, head, SHAPE));
    }
    let operand = symbol(&fresh("value"), value.span);
    let mut bindings = Vec::new();
    // A name is as good as a name for it.
    let predicate = if matches!(predicate.kind, FormKind::Symbol(_)) {
        predicate.clone()
    } else {
        let name = symbol(&fresh("predicate"), predicate.span);
        bindings.extend([name.clone(), predicate.clone()]);
        name
    };
    bindings.extend([operand.clone(), value.clone()]);
    let mut result = match default {
        Some(default) => default.clone(),
        None => list(vec![symbol(super::NO_CLAUSE, span), operand.clone()], span),
    };
    for clause in clauses.into_iter().rev() {
        let whole = clause.test.span.to(clause.result.span);
        let test = vec![predicate.clone(), clause.test.clone(), operand.clone()];
        let test = list(test, clause.test.span);
        let choice = |test, then| list(vec![symbol("if", whole), test, then, result], whole);
        result = if clause.takes_test {
            let name = symbol(&fresh("test"), clause.test.span);
            let then = list(
                vec![clause.result.clone(), name.clone()],
                clause.result.span,
            );
            let pair = vector(vec![name.clone(), test], clause.test.span);
            list(vec![symbol("let", whole), pair, choice(name, then)], whole)
        } else {
            choice(test, clause.result.clone())
        };
    }
    Ok(list(
        vec![symbol("let", span), vector(bindings, span), result],
        span,
    ))
}

struct Clause<'f> {
    test: &'f Form,
    result: &'f Form,
    /// Whether the result is a function of what the predicate gave.
    takes_test: bool,
}

/// The clauses, and the default behind them.
fn divided(mut forms: &[Form]) -> Result<(Vec<Clause<'_>>, Option<&Form>), Diagnostic> {
    let is_arrow = |f: &Form| matches!(&f.kind, FormKind::Keyword(k) if k.as_str() == ">>");
    let mut clauses = Vec::new();
    loop {
        let clause = match forms {
            [] => return Ok((clauses, None)),
            [default] => return Ok((clauses, Some(default))),
            [_, arrow] if is_arrow(arrow) => {
                let message = "a function is expected after `:>>`";
                return Err(Diagnostic::error("form", message, arrow.span)
                    .with_help("write `test :>> function`: it gets what the predicate gave"));
            }
            [test, arrow, result, rest @ ..] if is_arrow(arrow) => {
                forms = rest;
                Clause {
                    test,
                    result,
                    takes_test: true,
                }
            }
            [test, result, rest @ ..] => {
                forms = rest;
                Clause {
                    test,
                    result,
                    takes_test: false,
                }
            }
        };
        clauses.push(clause);
    }
}
