//! Quasiquote: a template becomes the expression that builds the form.
//!
//! A symbol of a template means what it means where the template is written, whatever is bound where the
//! form ends up: a library function is `rtfs/name`, a definition `user/name` or, of a module, `user/a.b/name`, and no
//! local is called so. `x#` is a new name for each time that the template is filled in. Other symbols stay as they
//! are. In a template inside a template, only what is unquoted as often as quoted is computed.

use rtfs_rt::library;
use rtfs_rt::reader::{Form, FormKind, Span};

use super::super::special::{self, is_special};
use super::super::{Resolved, Resolver};
use super::data;
use crate::ast::{Expr, ExprKind, Lit, LocalId};
use crate::diagnostic::Diagnostic;
use crate::expand;

/// Before the name of a library function.
pub(in crate::resolve) const LIBRARY: &str = "rtfs/";
/// Before the name that a definition has in the whole program.
pub(in crate::resolve) const BLOCK: &str = "user/";

/// The names `x#` of one template.
type Names = Vec<(String, ExprKind)>;

/// A part of a template.
enum Piece {
    One(Expr),
    /// The elements of a sequence.
    Splice(Expr),
}

impl Resolver<'_> {
    /// `(quasiquote form)`.
    pub(in crate::resolve) fn quasiquote(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let [form] = args else {
            return Err(Self::error(span, "`quasiquote` takes one form")
                .with_help("write `(quasiquote form)`, or a backtick before the form"));
        };
        let mut names = Names::new();
        let tail = self.tail.take();
        let filled = self.piece(form, 1, &mut names);
        self.tail = tail;
        let filled = match filled? {
            Piece::One(expr) => expr,
            Piece::Splice(expr) => {
                return Err(Self::error(
                    expr.span,
                    "`~@` splices into a list, a vector, a map or a set",
                )
                .with_help("write `~` for the value itself"));
            }
        };
        if !self.macros.is_inside {
            return Ok(filled);
        }
        let place = [span.start, span.end].map(|at| int(at, span));
        let filled = self.own(
            "template\u{1}",
            [filled].into_iter().chain(place).collect(),
            span,
        );
        let bind = |body: Expr, (name, kind): (String, ExprKind)| match kind {
            ExprKind::Local(local) => self.with_name(local, &name, body),
            _ => body,
        };
        Ok(names.into_iter().rev().fold(filled, bind))
    }

    /// A body that sees a new name.
    fn with_name(&self, local: LocalId, name: &str, body: Expr) -> Expr {
        let span = body.span;
        let prefix = Expr {
            kind: ExprKind::Lit(Lit::Str(name.into())),
            span,
        };
        let value = self.own("gensym", vec![prefix], span);
        let kind = ExprKind::Let(local, Box::new(value), Box::new(body));
        Expr { kind, span }
    }

    /// A call of what only macros can call.
    fn own(&self, name: &'static str, args: Vec<Expr>, span: Span) -> Expr {
        let callee = Expr {
            kind: ExprKind::Library(name),
            span,
        };
        let kind = ExprKind::Call(Box::new(callee), args);
        Expr { kind, span }
    }

    fn piece(&mut self, form: &Form, depth: usize, names: &mut Names) -> Resolved<Piece> {
        let span = form.span;
        let kind = match &form.kind {
            FormKind::List(items) => match (special::head_of(form), depth) {
                (Some("unquote"), 1) => {
                    let [inner] = &items[1..] else {
                        return Err(unquote_usage(form, "unquote"));
                    };
                    return Ok(Piece::One(self.inner(inner)));
                }
                (Some("unquote-splicing"), 1) => {
                    let [inner] = &items[1..] else {
                        return Err(unquote_usage(form, "unquote-splicing"));
                    };
                    let mut spliced = self.inner(inner);
                    spliced.span = span;
                    return Ok(Piece::Splice(spliced));
                }
                (Some("unquote" | "unquote-splicing"), _) => {
                    let pieces = self.pieces(items, depth - 1, names)?;
                    gathered(pieces, ExprKind::List, "list", span)
                }
                (Some("quasiquote"), _) => {
                    let pieces = self.pieces(items, depth + 1, names)?;
                    gathered(pieces, ExprKind::List, "list", span)
                }
                _ => {
                    let pieces = self.pieces(items, depth, names)?;
                    gathered(pieces, ExprKind::List, "list", span)
                }
            },
            FormKind::Vector(items) => {
                let pieces = self.pieces(items, depth, names)?;
                gathered(pieces, ExprKind::Vector, "vector", span)
            }
            FormKind::Set(items) => {
                let pieces = self.pieces(items, depth, names)?;
                gathered(pieces, ExprKind::Set, "hash-set", span)
            }
            FormKind::Map(items) => {
                let pieces = self.pieces(items, depth, names)?;
                gathered(pieces, pairs, "hash-map", span)
            }
            FormKind::AnonFn(items) => {
                let mut counter = self.fresh;
                let function = expand::anonymous(items, span, &mut |base| {
                    counter += 1;
                    format!("{base}\u{1}{counter}")
                });
                self.fresh = counter;
                return self.piece(&function?, depth, names);
            }
            FormKind::Symbol(name) => self.template_symbol(name, span, depth, names),
            leaf => match data::literal_symbol(leaf) {
                Some(text) => ExprKind::Lit(Lit::Symbol(text.into())),
                None => self.inner(form).kind,
            },
        };
        let value = Expr { kind, span };
        match &form.meta {
            Some(meta) if self.macros.is_inside => {
                let Piece::One(meta) = self.piece(meta, depth, names)? else {
                    return Ok(Piece::One(value));
                };
                Ok(Piece::One(self.own(
                    "annotate\u{1}",
                    vec![value, meta],
                    span,
                )))
            }
            _ => Ok(Piece::One(value)),
        }
    }

    fn pieces(&mut self, items: &[Form], depth: usize, names: &mut Names) -> Resolved<Vec<Piece>> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            out.push(self.piece(item, depth, names)?);
        }
        Ok(out)
    }

    /// What a symbol of a template stands for.
    fn template_symbol(
        &mut self,
        name: &str,
        span: Span,
        depth: usize,
        names: &mut Names,
    ) -> ExprKind {
        if let Some(base) = name.strip_suffix('#').filter(|b| !b.is_empty())
            && depth == 1
        {
            return self.template_name(base, span, names);
        }
        ExprKind::Lit(Lit::Symbol(self.qualified(name).into()))
    }

    /// `x#`: the same name in the whole template.
    fn template_name(&mut self, base: &str, span: Span, names: &mut Names) -> ExprKind {
        let known = names.iter().find(|(name, _)| name == base);
        if let Some((_, kind)) = known {
            return match kind {
                ExprKind::Local(local) => {
                    let local = *local;
                    self.capture_local(local);
                    ExprKind::Local(local)
                }
                ExprKind::Lit(lit) => ExprKind::Lit(lit.clone()),
                _ => ExprKind::Error,
            };
        }
        if self.macros.is_inside {
            let local = self.new_local(base, span, false);
            names.push((base.to_owned(), ExprKind::Local(local)));
            return ExprKind::Local(local);
        }
        self.fresh += 1;
        let symbol = Lit::Symbol(format!("{base}\u{1}{}", self.fresh).into());
        names.push((base.to_owned(), ExprKind::Lit(symbol.clone())));
        ExprKind::Lit(symbol)
    }

    /// A symbol that means the same wherever it ends up.
    fn qualified(&self, name: &str) -> String {
        if is_special(name) || name.starts_with(BLOCK) || name.starts_with(LIBRARY) {
            return name.to_owned();
        }
        let key = self.macros.key(name);
        if self.macros.has(&key) {
            return format!("{BLOCK}{key}");
        }
        match library::lookup(name) {
            Some(_) => format!("{LIBRARY}{name}"),
            None => name.to_owned(),
        }
    }

    /// `unquote` and `unquote-splicing` outside of a template.
    pub(in crate::resolve) fn unquote_outside(form: &Form, name: &str) -> Diagnostic {
        let sign = if name == "unquote" { "~" } else { "~@" };
        let message = format!("`{sign}` stands outside of a template");
        Self::error(form.span, message)
            .with_help("a template begins with a backtick, or is written `(quasiquote form)`")
    }
}

fn unquote_usage(form: &Form, name: &str) -> Diagnostic {
    Diagnostic::error("form", format!("`{name}` takes one form"), form.span)
        .with_help(format!("write `({name} form)`"))
}

fn int(at: u32, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Lit(Lit::Int(i64::from(at).into())),
        span,
    }
}

fn pairs(items: Vec<Expr>) -> ExprKind {
    let mut items = items.into_iter();
    let mut pairs = Vec::new();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        pairs.push((key, value));
    }
    ExprKind::Map(pairs)
}

/// A collection of pieces: built at once, or by `(apply make (concat …))` if something is spliced.
fn gathered(
    pieces: Vec<Piece>,
    at_once: fn(Vec<Expr>) -> ExprKind,
    make: &'static str,
    span: Span,
) -> ExprKind {
    let is_spliced = pieces.iter().any(|p| matches!(p, Piece::Splice(_)));
    if !is_spliced {
        let items = pieces.into_iter().map(|p| match p {
            Piece::One(expr) | Piece::Splice(expr) => expr,
        });
        return at_once(items.collect());
    }
    let expr = |kind| Expr { kind, span };
    let mut parts: Vec<Expr> = vec![expr(ExprKind::Vector(Vec::new()))];
    for piece in pieces {
        match piece {
            Piece::Splice(spliced) => parts.push(spliced),
            Piece::One(one) => match parts.last_mut().map(|p| &mut p.kind) {
                Some(ExprKind::Vector(items)) => items.push(one),
                _ => parts.push(expr(ExprKind::Vector(vec![one]))),
            },
        }
    }
    let callee = |name| Box::new(expr(ExprKind::Library(name)));
    let all = expr(ExprKind::Call(callee("concat"), parts));
    ExprKind::Call(callee("apply"), vec![expr(ExprKind::Library(make)), all])
}
