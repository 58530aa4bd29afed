//! The sugar that the language itself offers, each a rewriting of a list by its head.

use rtfs_rt::Str;
use rtfs_rt::reader::{Form, FormKind, Span};

use super::chains::{self, Place};
use super::{choices, library, list, nil, symbol, vector};
use crate::diagnostic::Diagnostic;

/// Makes a name that no program can have.
pub(super) type Fresh<'f> = &'f mut dyn FnMut(&str) -> String;

/// What became of a list.
pub enum Expansion {
    /// It is no sugar.
    None,
    /// It stands for this form.
    Form(Form),
    /// It is sugar, written wrongly.
    Error(Diagnostic),
}

/// Expands a list whose head is the symbol `head`; `fresh` makes a name that no program can have.
pub fn expand(
    head: &str,
    items: &[Form],
    span: Span,
    fresh: &mut dyn FnMut(&str) -> String,
) -> Expansion {
    let args = &items[1..];
    let result = match head {
        "when" => when(items, span),
        "when-not" => at_least(items, span, 1, "(when-not condition body…)").map(|()| {
            list(
                vec![
                    symbol("if", span),
                    args[0].clone(),
                    nil(span),
                    body(&args[1..], span),
                ],
                span,
            )
        }),
        "if-not" => if_not(items, span),
        "if-let" => if_let(items, span, fresh, false),
        "when-let" => if_let(items, span, fresh, true),
        "cond" => cond(items, span),
        "and" => Ok(and(args, span, fresh)),
        "or" => Ok(or(args, span, fresh)),
        "if-some" => if_some(items, span, fresh, false),
        "when-some" => if_some(items, span, fresh, true),
        "condp" => choices::condp(items, span, fresh),
        "->" => chains::thread(items, span, Place::First),
        "->>" => chains::thread(items, span, Place::Last),
        "as->" => chains::thread_as(items, span),
        "some->" => chains::thread_some(items, span, Place::First, fresh),
        "some->>" => chains::thread_some(items, span, Place::Last, fresh),
        "cond->" => chains::thread_if(items, span, Place::First, fresh),
        "cond->>" => chains::thread_if(items, span, Place::Last, fresh),
        _ => return Expansion::None,
    };
    match result {
        Ok(form) => Expansion::Form(form),
        Err(diagnostic) => Expansion::Error(diagnostic),
    }
}

pub(super) fn usage(span: Span, head: &Form, shape: &str) -> Diagnostic {
    let name = match &head.kind {
        FormKind::Symbol(s) => s.to_string(),
        _ => String::new(),
    };
    Diagnostic::error("form", format!("`{name}` is not complete"), span)
        .with_help(format!("write `{shape}`"))
}

pub(super) fn at_least(
    items: &[Form],
    span: Span,
    n: usize,
    shape: &str,
) -> Result<(), Diagnostic> {
    if items.len() > n {
        Ok(())
    } else {
        Err(usage(span, &items[0], shape))
    }
}

fn body(forms: &[Form], span: Span) -> Form {
    let mut items = vec![symbol("do", span)];
    items.extend(forms.iter().cloned());
    list(items, span)
}

fn when(items: &[Form], span: Span) -> Result<Form, Diagnostic> {
    at_least(items, span, 1, "(when condition body…)")?;
    Ok(list(
        vec![
            symbol("if", span),
            items[1].clone(),
            body(&items[2..], span),
            nil(span),
        ],
        span,
    ))
}

fn if_not(items: &[Form], span: Span) -> Result<Form, Diagnostic> {
    if !(3..=4).contains(&items.len()) {
        return Err(usage(span, &items[0], "(if-not condition then else)"));
    }
    let other = items.get(3).cloned().unwrap_or_else(|| nil(span));
    Ok(list(
        vec![
            symbol("if", span),
            items[1].clone(),
            other,
            items[2].clone(),
        ],
        span,
    ))
}

/// `(if-let [pattern e] then else)`: the pattern is taken apart only where the value is true.
fn if_let(items: &[Form], span: Span, fresh: Fresh<'_>, is_when: bool) -> Result<Form, Diagnostic> {
    let shape = if is_when {
        "(when-let [name value] body…)"
    } else {
        "(if-let [name value] then else)"
    };
    let (binding, then, other) = bound_choice(items, span, is_when, shape)?;
    let name = symbol(&fresh("value"), binding.pattern.span);
    let then = binding.around(&name, then, span);
    let choice = list(vec![symbol("if", span), name.clone(), then, other], span);
    Ok(binding.of_value(name, choice, span))
}

/// `(if-some [pattern e] then else)`: the same where the value is not nil.
fn if_some(
    items: &[Form],
    span: Span,
    fresh: Fresh<'_>,
    is_when: bool,
) -> Result<Form, Diagnostic> {
    let shape = if is_when {
        "(when-some [name value] body…)"
    } else {
        "(if-some [name value] then else)"
    };
    let (binding, then, other) = bound_choice(items, span, is_when, shape)?;
    let name = symbol(&fresh("value"), binding.pattern.span);
    let then = binding.around(&name, then, span);
    let test = list(vec![library("nil?", span), name.clone()], span);
    let choice = list(vec![symbol("if", span), test, other, then], span);
    Ok(binding.of_value(name, choice, span))
}

/// The one binding of a choice.
struct Binding<'f> {
    whole: &'f Form,
    pattern: &'f Form,
    value: &'f Form,
}

impl Binding<'_> {
    /// The pattern taken apart around a body.
    fn around(&self, name: &Form, body: Form, span: Span) -> Form {
        let pair = vec![self.pattern.clone(), name.clone()];
        let pair = vector(pair, self.pattern.span);
        list(vec![symbol("let", span), pair, body], span)
    }

    /// A name for the value around a choice.
    fn of_value(&self, name: Form, choice: Form, span: Span) -> Form {
        let pair = vector(vec![name, self.value.clone()], self.whole.span);
        list(vec![symbol("let", span), pair, choice], span)
    }
}

/// The parts of a choice that binds: its binding, and what comes of it or of the other case.
fn bound_choice<'f>(
    items: &'f [Form],
    span: Span,
    is_when: bool,
    shape: &str,
) -> Result<(Binding<'f>, Form, Form), Diagnostic> {
    let bad = || usage(span, &items[0], shape);
    let FormKind::Vector(binding) = &items.get(1).ok_or_else(bad)?.kind else {
        return Err(bad());
    };
    let [pattern, value] = &binding[..] else {
        return Err(Diagnostic::error(
            "form",
            "one name and one value are expected here",
            items[1].span,
        )
        .with_help(format!("write `{shape}`")));
    };
    if !is_when && !(3..=4).contains(&items.len()) {
        return Err(bad());
    }
    let then = if is_when {
        body(&items[2..], span)
    } else {
        items[2].clone()
    };
    let other = if is_when {
        nil(span)
    } else {
        items.get(3).cloned().unwrap_or_else(|| nil(span))
    };
    let binding = Binding {
        whole: &items[1],
        pattern,
        value,
    };
    Ok((binding, then, other))
}

fn cond(items: &[Form], span: Span) -> Result<Form, Diagnostic> {
    let clauses = &items[1..];
    if !clauses.len().is_multiple_of(2) {
        let last = &clauses[clauses.len() - 1];
        return Err(Diagnostic::error(
            "form",
            "this clause of `cond` has a condition but no value",
            last.span,
        )
        .with_help("`cond` takes pairs: `(cond test value … :else value)`"));
    }
    let mut result = nil(span);
    for pair in clauses.chunks(2).rev() {
        let is_else = matches!(&pair[0].kind, FormKind::Keyword(k) if k.as_str() == "else");
        result = if is_else {
            pair[1].clone()
        } else {
            list(
                vec![symbol("if", span), pair[0].clone(), pair[1].clone(), result],
                Span {
                    start: pair[0].span.start,
                    end: pair[1].span.end,
                },
            )
        };
    }
    Ok(result)
}

fn and(args: &[Form], span: Span, fresh: &mut dyn FnMut(&str) -> String) -> Form {
    match args {
        [] => Form::new(FormKind::Bool(true), span),
        [one] => one.clone(),
        [first, rest @ ..] => {
            let name = symbol(&fresh("and"), first.span);
            let rest = and(rest, span, fresh);
            let choice = list(
                vec![symbol("if", span), name.clone(), rest, name.clone()],
                span,
            );
            list(
                vec![
                    symbol("let", span),
                    vector(vec![name, first.clone()], first.span),
                    choice,
                ],
                span,
            )
        }
    }
}

fn or(args: &[Form], span: Span, fresh: &mut dyn FnMut(&str) -> String) -> Form {
    match args {
        [] => nil(span),
        [one] => one.clone(),
        [first, rest @ ..] => {
            let name = symbol(&fresh("or"), first.span);
            let rest = or(rest, span, fresh);
            let choice = list(
                vec![symbol("if", span), name.clone(), name.clone(), rest],
                span,
            );
            list(
                vec![
                    symbol("let", span),
                    vector(vec![name, first.clone()], first.span),
                    choice,
                ],
                span,
            )
        }
    }
}

/// `#(… % %2 %&)` as `(fn [%1 %2 & %&] (…))`.
pub fn anonymous(
    items: &[Form],
    span: Span,
    fresh: &mut dyn FnMut(&str) -> String,
) -> Result<Form, Diagnostic> {
    let mut highest = 0;
    let mut has_rest = false;
    let names: Vec<String> = (0..20).map(|_| fresh("arg")).collect();
    let rest = fresh("rest");
    let mut work = Arguments {
        names: &names,
        rest: &rest,
        highest: &mut highest,
        has_rest: &mut has_rest,
        error: None,
    };
    let call: Vec<Form> = items.iter().map(|f| work.replace(f)).collect();
    if let Some(error) = work.error {
        return Err(error);
    }
    let mut params: Vec<Form> = names[..highest].iter().map(|n| symbol(n, span)).collect();
    if has_rest {
        params.push(symbol("&", span));
        params.push(symbol(&rest, span));
    }
    Ok(list(
        vec![symbol("fn", span), vector(params, span), list(call, span)],
        span,
    ))
}

struct Arguments<'a> {
    names: &'a [String],
    rest: &'a str,
    highest: &'a mut usize,
    has_rest: &'a mut bool,
    error: Option<Diagnostic>,
}

impl Arguments<'_> {
    fn replace(&mut self, form: &Form) -> Form {
        let many = |this: &mut Self, items: &[Form]| -> Vec<Form> {
            items.iter().map(|f| this.replace(f)).collect()
        };
        let kind = match &form.kind {
            FormKind::Symbol(name) => match self.argument(name, form.span) {
                Some(name) => FormKind::Symbol(Str::from(name.as_str())),
                None => return form.clone(),
            },
            FormKind::List(items) => FormKind::List(many(self, items)),
            FormKind::Vector(items) => FormKind::Vector(many(self, items)),
            FormKind::Map(items) => FormKind::Map(many(self, items)),
            FormKind::Set(items) => FormKind::Set(many(self, items)),
            FormKind::AnonFn(_) => {
                self.error = Some(
                    Diagnostic::error("form", "`#(…)` inside `#(…)`", form.span)
                        .with_help("write the inner one as `(fn [x] …)`"),
                );
                return form.clone();
            }
            _ => return form.clone(),
        };
        Form {
            kind,
            span: form.span,
            meta: form.meta.clone(),
        }
    }

    fn argument(&mut self, name: &str, span: Span) -> Option<String> {
        let number = name.strip_prefix('%')?;
        if number == "&" {
            *self.has_rest = true;
            return Some(self.rest.to_string());
        }
        let n = if number.is_empty() {
            1
        } else {
            number.parse::<usize>().ok()?
        };
        if n == 0 || n > self.names.len() {
            self.error = Some(
                Diagnostic::error("form", "`#(…)` takes `%1` to `%20`", span)
                    .with_help("write `(fn [x y …] …)`, whose parameters have names"),
            );
            return None;
        }
        *self.highest = (*self.highest).max(n);
        Some(self.names[n - 1].clone())
    }
}
