//! `try` with its handlers (language.md §7).

use rtfs_rt::ErrorKind;
use rtfs_rt::reader::{Form, FormKind, Span};

use super::pattern::Bindings;
use super::special::{head_of, wrap};
use super::{Resolved, Resolver};
use crate::ast::*;
use crate::names;

const TRY: &str = "(try body… (catch selector name body…) (finally body…))";
const CATCH: &str = "(catch selector name body…)";

impl Resolver<'_> {
    /// `(try body… (catch selector pattern body…)… (finally body…)?)`. Nothing in it is in tail position.
    pub(super) fn try_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let is_clause = |f: &Form| matches!(head_of(f), Some("catch" | "finally"));
        let (body, clauses) = args.split_at(args.iter().position(is_clause).unwrap_or(args.len()));
        let (handlers, last) = match clauses.split_last() {
            Some((last, before)) if head_of(last) == Some("finally") => (before, Some(last)),
            _ => (clauses, None),
        };
        let tail = self.tail.take();
        self.tries.push(("try", self.loops.len()));
        let body = Box::new(self.body(body, span));
        let mut catches: Vec<Catch> = Vec::new();
        for form in handlers {
            match self.catch(form) {
                Ok(catch) => {
                    if catches.iter().any(|c| c.selector.covers(catch.selector)) {
                        let message = "an earlier `catch` takes all that this one would take";
                        let diagnostic = Self::error(form.span, message)
                            .with_help("the first that fits wins: put the more special one first");
                        self.report(diagnostic);
                    }
                    catches.push(catch);
                }
                Err(diagnostic) => self.report(diagnostic),
            }
        }
        let finally = last.map(|form| {
            let body = match &form.kind {
                FormKind::List(items) => &items[1..],
                _ => &[],
            };
            Box::new(self.body(body, form.span))
        });
        self.tries.pop();
        self.tail = tail;
        let kind = ExprKind::Try {
            body,
            catches,
            finally,
            gives_way: false,
        };
        Ok(Expr { kind, span })
    }

    fn catch(&mut self, form: &Form) -> Resolved<Catch> {
        let items = match &form.kind {
            FormKind::List(items) if head_of(form) == Some("catch") => &items[1..],
            _ => {
                let message = match head_of(form) {
                    Some("finally") => "`finally` is the last clause of a `try`",
                    _ => "only `catch` and `finally` can follow a `catch`",
                };
                return Err(Self::error(form.span, message).with_help(format!("write `{TRY}`")));
            }
        };
        let [selector, pattern, body @ ..] = items else {
            return Err(
                Self::error(form.span, "`catch` is not complete").with_help(format!(
                    "write `{CATCH}`; the selector `_` takes every error"
                )),
            );
        };
        let selector = self.selector(selector)?;
        let mark = self.scopes.mark();
        let local = self.pattern_local(pattern);
        let mut parts = Bindings::new();
        self.unpack(pattern, local, &mut parts);
        let body = self.body(body, form.span);
        self.scopes.reset(mark);
        Ok(Catch {
            selector,
            local,
            body: wrap(parts, body),
        })
    }

    /// The errors that a selector means.
    pub(super) fn selector(&self, form: &Form) -> Resolved<Selector> {
        let help = "a selector is the keyword of a kind, `RuntimeError`, `HostError`, `ValidationError`, or `_` for every error";
        match &form.kind {
            FormKind::Symbol(name) => match name.as_str() {
                "_" | "Exception" | "Error" => Ok(Selector::All),
                "RuntimeError" => Ok(Selector::Runtime),
                "HostError" => Ok(Selector::Host),
                "ValidationError" => Ok(Selector::Kind(ErrorKind::ValidationError)),
                name => {
                    let message = format!("`{name}` selects no errors");
                    let diagnostic = Self::error(form.span, message);
                    // A name where the selector should be: the selector was left out.
                    let is_name = name.starts_with(char::is_lowercase);
                    Err(match is_name {
                        true => diagnostic.with_help(format!(
                            "a selector stands before the name: write `(catch _ {name} body…)` for every error"
                        )),
                        false => diagnostic.with_help(help),
                    })
                }
            },
            FormKind::Keyword(name) => ErrorKind::from_name(name.as_str())
                .map(Selector::Kind)
                .ok_or_else(|| {
                    let message = format!("there is no kind of error `:{name}`");
                    let kinds = ErrorKind::ALL.iter().map(|k| &k.as_str()[1..]);
                    let close = names::closest(name.as_str(), kinds);
                    let close: Vec<String> = close.iter().map(|k| format!("`:{k}`")).collect();
                    Self::error(form.span, message).with_help(match close.is_empty() {
                        true => "what a program throws is of the kind `:thrown`".to_owned(),
                        false => format!("did you mean {}?", close.join(" or ")),
                    })
                }),
            _ => Err(Self::error(form.span, "this selects no errors").with_help(help)),
        }
    }
}
