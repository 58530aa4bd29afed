//! `is`, `are`, `testing` and `assert`: what is checked while a program or a test runs.

use rtfs_rt::reader::{Form, FormKind, Span};

use super::special::head_of;
use super::{Resolved, Resolver, nil};
use crate::ast::*;

impl Resolver<'_> {
    /// `(is c message?)`, `(assert c message?)`.
    pub(super) fn check(&mut self, span: Span, is_test: bool, args: &[Form]) -> Resolved<Expr> {
        let (form, message) = match args {
            [form] => (form, None),
            [form, message] => (form, Some(message)),
            _ => {
                let name = if is_test { "is" } else { "assert" };
                return Err(Self::error(
                    span,
                    format!("`{name}` takes a condition and perhaps a message"),
                )
                .with_help(format!("write `({name} condition \"message\")`")));
            }
        };
        let text = match is_test {
            true => self.tested(self.text(form.span)),
            false => self.text(form.span),
        };
        let message = message.map(|m| Box::new(self.inner(m)));
        let form = Box::new(self.condition(form, is_test)?);
        let kind = if is_test {
            ExprKind::Is {
                form,
                message,
                text,
            }
        } else {
            ExprKind::Assert {
                form,
                message,
                text,
            }
        };
        Ok(Expr { kind, span })
    }

    /// What an `is` checks: a condition, or that something fails.
    fn condition(&mut self, form: &Form, is_test: bool) -> Resolved<Expr> {
        match &form.kind {
            FormKind::List(items) if is_test && head_of(form) == Some("thrown?") => {
                self.thrown(form.span, &items[1..])
            }
            _ => Ok(self.inner(form)),
        }
    }

    /// `(thrown? selector body…)`: whether the body fails with such an error; another one goes on.
    fn thrown(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let usage = "write `(is (thrown? selector body…))`; the selector `_` takes every error";
        let Some((selector, body)) = args.split_first().filter(|(_, body)| !body.is_empty()) else {
            return Err(Self::error(span, "`thrown?` is not complete").with_help(usage));
        };
        let selector = self.selector(selector)?;
        let answer = |b| Expr {
            kind: ExprKind::Lit(Lit::Bool(b)),
            span,
        };
        let tail = self.tail.take();
        self.tries.push(("try", self.loops.len()));
        let body = self.body(body, span);
        self.tries.pop();
        self.tail = tail;
        let body = Expr {
            kind: ExprKind::Do(vec![body, answer(false)]),
            span,
        };
        let catch = Catch {
            selector,
            local: self.new_local("error", span, true),
            body: answer(true),
        };
        let kind = ExprKind::Try {
            body: Box::new(body),
            catches: vec![catch],
            finally: None,
            gives_way: false,
        };
        Ok(Expr { kind, span })
    }

    /// `(are [x y] template row…)`: an `is` for each row, whose forms stand in the template for the names.
    pub(super) fn are(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let usage = "write `(are [x y] (= x y) 1 1 2 2)`: names, a condition, and rows of one form for each name";
        let [names, template, rows @ ..] = args else {
            return Err(Self::error(span, "`are` is not complete").with_help(usage));
        };
        let FormKind::Vector(names) = &names.kind else {
            return Err(Self::error(names.span, "`are` takes a vector of names").with_help(usage));
        };
        if let Some(other) = names
            .iter()
            .find(|n| !matches!(n.kind, FormKind::Symbol(_)))
        {
            return Err(Self::error(other.span, "a name is expected here").with_help(usage));
        }
        let Some(last) = rows.last().filter(|_| !names.is_empty()) else {
            return Err(Self::error(span, "`are` has no rows").with_help(usage));
        };
        if !rows.len().is_multiple_of(names.len()) {
            let message = format!(
                "the last row has {} of {} forms",
                rows.len() % names.len(),
                names.len()
            );
            return Err(Self::error(last.span, message).with_help(usage));
        }
        let mut checks = Vec::new();
        for row in rows.chunks_exact(names.len()) {
            let place = row[0].span.to(row[row.len() - 1].span);
            let form = substituted(template, names, row);
            let pairs: Vec<String> = names
                .iter()
                .zip(row)
                .map(|(n, f)| format!("{} = {}", self.text(n.span), self.text(f.span)))
                .collect();
            let text = format!("{} where {}", self.text(template.span), pairs.join(", "));
            let text = self.tested(text);
            let kind = ExprKind::Is {
                form: Box::new(self.condition(&form, true)?),
                message: None,
                text,
            };
            checks.push(Expr { kind, span: place });
        }
        checks.push(nil(span));
        Ok(Expr {
            kind: ExprKind::Do(checks),
            span,
        })
    }

    /// What is checked, behind what the `testing` forms around it say.
    fn tested(&self, text: String) -> String {
        let parts = self.tested.iter().chain([&text]);
        parts.map(String::as_str).collect::<Vec<_>>().join(": ")
    }

    /// `(testing "what" body…)`: a failed `is` in the body says what.
    pub(super) fn testing(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let [message, body @ ..] = args else {
            return Err(Self::error(span, "`testing` is not complete")
                .with_help("write `(testing \"what\" body…)`"));
        };
        self.tested.push(match &message.kind {
            FormKind::Str(text) => text.to_string(),
            _ => self.text(message.span),
        });
        let message = Box::new(self.inner(message));
        let tail = self.tail.take();
        let body = Box::new(self.body(body, span));
        self.tail = tail;
        self.tested.pop();
        Ok(Expr {
            kind: ExprKind::Testing(message, body),
            span,
        })
    }
}

/// A template with forms in place of names.
fn substituted(template: &Form, names: &[Form], row: &[Form]) -> Form {
    if let Some((_, form)) = names.iter().zip(row).find(|(name, _)| name.same(template)) {
        return form.clone();
    }
    let many = |items: &[Form]| items.iter().map(|f| substituted(f, names, row)).collect();
    let kind = match &template.kind {
        FormKind::List(items) => FormKind::List(many(items)),
        FormKind::Vector(items) => FormKind::Vector(many(items)),
        FormKind::Map(items) => FormKind::Map(many(items)),
        FormKind::Set(items) => FormKind::Set(many(items)),
        FormKind::AnonFn(items) => FormKind::AnonFn(many(items)),
        _ => return template.clone(),
    };
    Form {
        kind,
        span: template.span,
        meta: template.meta.clone(),
    }
}
