//! The parallel forms.

use super::pattern::{Bindings, is_keyword};
use super::special::wrap;
use super::{Resolved, Resolver, nil};
use crate::ast::*;
use rtfs_rt::reader::{Form, FormKind, Span};
use std::rc::Rc;

impl Resolver<'_> {
    /// `(:parallel e)`, `(:parallel {:grain n} e)`, `(:parallel e1 e2 …)`.
    pub(super) fn in_parallel(&mut self, form: &Form, items: &[Form]) -> Resolved<Expr> {
        let span = form.span;
        match &items[1..] {
            [] => Err(Self::error(span, "`:parallel` has nothing to do")
                .with_help("write `(:parallel expression)`")),
            [body] => Ok(Expr {
                kind: ExprKind::InParallel {
                    body: Box::new(self.inner(body)),
                    grain: None,
                },
                span,
            }),
            [options, body] if is_grain(options) => {
                let FormKind::Map(pair) = &options.kind else {
                    return Ok(nil(span));
                };
                let grain = Some(Box::new(self.inner(&pair[1])));
                Ok(Expr {
                    kind: ExprKind::InParallel {
                        body: Box::new(self.inner(body)),
                        grain,
                    },
                    span,
                })
            }
            branches => self.parallel(span, branches),
        }
    }

    pub(super) fn parallel(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        if args.is_empty() {
            return Err(Self::error(span, "nothing is to be computed in parallel")
                .with_help("write `(parallel expression …)` or `(parallel [name expression] …)`"));
        }
        let named = |f: &Form| match &f.kind {
            FormKind::Vector(pair) => match &pair[..] {
                [name, value] => match &name.kind {
                    FormKind::Symbol(n) => Some((Rc::<str>::from(n.as_str()), value.clone())),
                    FormKind::Keyword(n) => Some((Rc::<str>::from(n.as_str()), value.clone())),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        let all: Option<Vec<(Rc<str>, Form)>> = args.iter().map(named).collect();
        let (names, branches) = match all {
            Some(pairs) if !pairs.is_empty() => {
                let (names, forms): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                for (i, name) in names.iter().enumerate() {
                    if names[..i].contains(name) {
                        self.report(
                            Self::error(args[i].span, format!("the name `{name}` stands twice"))
                                .with_help(
                                    "the result is a map from the names: rename one of the two",
                                ),
                        );
                    }
                }
                (Some(names), forms)
            }
            _ => (None, args.to_vec()),
        };
        let branches = branches.iter().map(|b| self.inner(b)).collect();
        Ok(Expr {
            kind: ExprKind::Parallel { branches, names },
            span,
        })
    }

    pub(super) fn with_parallel(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        const USAGE: &str = "(with-parallel [name value …] body…)";
        let Some((bindings, body)) = args.split_first() else {
            return Err(Self::error(span, "`with-parallel` has no bindings")
                .with_help(format!("write `{USAGE}`")));
        };
        let pairs = self.binding_pairs(bindings, USAGE)?;
        let mut values = Vec::new();
        for (pattern, ty, value) in &pairs {
            let value = self.inner(value);
            values.push(self.annotated(value, ty, pattern));
        }
        let mark = self.scopes.mark();
        let mut bindings = Vec::new();
        let mut parts = Bindings::new();
        for ((pattern, _, _), value) in pairs.iter().zip(values) {
            let local = self.pattern_local(pattern);
            bindings.push((local, value));
            self.unpack(pattern, local, &mut parts);
        }
        let body = self.body_from(body, span);
        self.scopes.reset(mark);
        Ok(Expr {
            kind: ExprKind::WithParallel {
                bindings,
                body: Box::new(wrap(parts, body)),
            },
            span,
        })
    }
}

/// `{:grain n}`.
pub(super) fn is_grain(form: &Form) -> bool {
    matches!(&form.kind, FormKind::Map(pair) if pair.len() == 2 && is_keyword(&pair[0], "grain"))
}
