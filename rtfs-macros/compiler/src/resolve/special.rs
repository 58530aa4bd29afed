//! Special forms: what a list means by its head (language.md §5).

use rtfs_rt::library::{self, sig::SigTy};
use rtfs_rt::reader::{Form, FormKind, Span};

use super::external::not_granted;
use super::pattern::Bindings;
use super::scope::Meaning;
use super::{Resolved, Resolver, check_library_arity, nil};
use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::expand;

/// Core forms and sugar, which nothing can shadow.
const SPECIAL: &[&str] = &[
    "def",
    "defn",
    "defn-",
    "defmacro",
    "defstruct",
    "deftype",
    "deftest",
    "module",
    "import",
    "extern",
    "declare",
    "fn",
    "λ",
    "lambda",
    "let",
    "letfn",
    "if",
    "do",
    "loop",
    "recur",
    "for",
    "doseq",
    "dotimes",
    "quote",
    "quasiquote",
    "unquote",
    "unquote-splicing",
    "case",
    "match",
    "try",
    "catch",
    "finally",
    "dbg",
    "is",
    "are",
    "testing",
    "thrown?",
    "assert",
    "comment",
    "parallel",
    "step-parallel",
    "with-parallel",
    "pmap",
    "pfilter",
    "preduce",
    "pfor",
    "when",
    "when-not",
    "when-let",
    "when-some",
    "if-not",
    "if-let",
    "if-some",
    "cond",
    "condp",
    "and",
    "or",
    "->",
    "->>",
    "as->",
    "some->",
    "some->>",
    "cond->",
    "cond->>",
    "with-resource",
    "call",
    "capabilities",
    "defcapability",
    "macroexpand",
    "macroexpand-1",
];

pub(super) fn is_special(name: &str) -> bool {
    SPECIAL.contains(&name)
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SPECIAL.iter().copied()
}

/// Whether a library function takes a function as this argument.
pub(super) fn takes_function(name: &str, index: usize) -> bool {
    library::lookup(name).is_some_and(|f| {
        f.shapes()
            .iter()
            .any(|sig| matches!(sig.params.get(index).map(|p| &p.ty), Some(SigTy::Fn { .. })))
    })
}

impl Resolver<'_> {
    /// Resolves a list whose head is a special form; `None` when it is none.
    pub(super) fn special(
        &mut self,
        name: &str,
        form: &Form,
        items: &[Form],
    ) -> Option<Resolved<Expr>> {
        let span = form.span;
        let args = &items[1..];
        Some(match name {
            "if" => self.if_form(span, args),
            "do" => Ok(self.body(args, span)),
            "let" => self.let_form(span, args),
            "letfn" => self.letfn(span, args),
            "fn" | "λ" | "lambda" => self.fn_form(form, args),
            "loop" => self.loop_form(span, args),
            "recur" => self.recur(span, args),
            "for" => self.for_form(span, args, true),
            "doseq" => self.for_form(span, args, false),
            "dotimes" => self.dotimes(span, args),
            "quote" => match args {
                [form] => self.quoted(form),
                _ => Err(Self::error(span, "`quote` takes one form")
                    .with_help("write `(quote form)`; `(quote (a b))` quotes a list")),
            },
            "quasiquote" => self.quasiquote(span, args),
            "unquote" | "unquote-splicing" => Err(Self::unquote_outside(form, name)),
            "macroexpand" | "macroexpand-1" => self.macroexpand(name, form, args),
            "case" => self.case(span, args),
            "comment" => Ok(nil(span)),
            "dbg" if !self.allows_rust => {
                Err(not_granted(span, "`dbg` prints to the standard error"))
            }
            "dbg" => match args {
                [form] => {
                    let text = self.text(form.span);
                    Ok(Expr {
                        kind: ExprKind::Dbg(Box::new(self.inner(form)), text),
                        span,
                    })
                }
                _ => Err(Self::error(span, "`dbg` takes one form").with_help("write `(dbg form)`")),
            },
            "is" | "assert" => self.check(span, name == "is", args),
            "are" => self.are(span, args),
            "testing" => self.testing(span, args),
            "match" => self.match_form(span, args),
            "try" => self.try_form(span, args),
            "catch" | "finally" => Err(Self::error(
                span,
                format!("`{name}` stands only at the end of a `try`"),
            )
            .with_help("write `(try body… (catch selector name body…) (finally body…))`")),
            "thrown?" => Err(Self::error(span, "`thrown?` stands only in an `is`")
                .with_help("write `(is (thrown? selector body…))`")),
            expand::NO_CLAUSE => match args {
                [value] => Ok(Expr {
                    kind: ExprKind::NoClause(Box::new(self.inner(value)), "condp"),
                    span,
                }),
                _ => return None,
            },
            "call" => self.host_call(form, args),
            "with-resource" => self.with_resource(span, args),
            "parallel" | "step-parallel" => self.parallel(span, args),
            "with-parallel" => self.with_parallel(span, args),
            "pmap" | "pfilter" | "preduce" => {
                if let Err(diagnostic) = check_library_arity(&name[1..], name, args.len(), span) {
                    return Some(Err(diagnostic));
                }
                let mut call = items.to_vec();
                call[0] = expand::symbol(&name[1..], items[0].span);
                let call = expand::list(call, span);
                Ok(Expr {
                    kind: ExprKind::InParallel {
                        body: Box::new(self.inner(&call)),
                        grain: None,
                    },
                    span,
                })
            }
            "pfor" => {
                let tail = self.tail.take();
                let body = self.for_form(span, args, true);
                self.tail = tail;
                body.map(|body| Expr {
                    kind: ExprKind::InParallel {
                        body: Box::new(body),
                        grain: None,
                    },
                    span,
                })
            }
            "def" | "defn" | "defn-" => Err(Self::error(
                span,
                format!("`{name}` stands at the top, or in a body before its last form"),
            )
            .with_help("a body ends in the form that is its value: write that form behind it")),
            "defmacro" | "defstruct" | "deftype" | "deftest" | "module" | "import" | "extern"
            | "declare" | "capabilities" | "defcapability" => Err(Self::error(
                span,
                format!("`{name}` stands only at the top of a block"),
            )
            .with_help("move it out of the form around it")),
            _ => return None,
        })
    }

    fn if_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let (condition, then, other) = match args {
            [c, t] => (c, t, None),
            [c, t, e] => (c, t, Some(e)),
            _ => {
                let message = format!(
                    "`if` takes a condition and one or two branches, but has {} form{}",
                    args.len(),
                    if args.len() == 1 { "" } else { "s" }
                );
                return Err(
                    Self::error(span, message).with_help("write `(if condition then else)`")
                );
            }
        };
        let condition = Box::new(self.inner(condition));
        let then = Box::new(self.expr(then));
        let other = Box::new(other.map_or_else(|| nil(span), |e| self.expr(e)));
        Ok(Expr {
            kind: ExprKind::If(condition, then, other),
            span,
        })
    }

    /// A body: the value of its last form; `def` and `defn` in it bind to its end.
    pub(super) fn body(&mut self, forms: &[Form], span: Span) -> Expr {
        let mark = self.scopes.mark();
        let expr = self.body_from(forms, span);
        self.scopes.reset(mark);
        expr
    }

    pub(super) fn body_from(&mut self, forms: &[Form], span: Span) -> Expr {
        let mut done = Vec::new();
        for (i, form) in forms.iter().enumerate() {
            let is_last = i + 1 == forms.len();
            match head_of(form) {
                Some("def") if !is_last => {
                    let rest = self.inner_def(form, &forms[i + 1..], span);
                    done.push(rest);
                    return sequence(done, span);
                }
                Some("defn" | "defn-") if !is_last => {
                    if let Err(diagnostic) = self.inner_defn(form) {
                        self.report(diagnostic);
                    }
                }
                // A macro may define something for the rest of the body.
                _ if !is_last && self.is_macro_call(form) => {
                    let rest = self.body_from_macro(form, &forms[i + 1..], span);
                    done.extend(rest);
                    return sequence(done, span);
                }
                _ if is_last => done.push(self.expr(form)),
                _ => done.push(self.inner(form)),
            }
        }
        if done.is_empty() {
            nil(span)
        } else {
            sequence(done, span)
        }
    }

    /// A body that begins with a use of a macro: what it gives as `(do …)` stands there form by form.
    fn body_from_macro(&mut self, form: &Form, rest: &[Form], span: Span) -> Option<Expr> {
        let tail = self.tail.take();
        let expansion = self.expanded(form);
        self.tail = tail;
        let expansion = match expansion {
            Ok(expansion) => expansion,
            Err(diagnostic) => {
                self.report(diagnostic);
                None
            }
        };
        let mut forms = match expansion {
            Some(made) if head_of(&made) == Some("do") => made.kind.children()[1..].to_vec(),
            made => made.into_iter().collect(),
        };
        forms.extend(rest.iter().cloned());
        self.enter_expansion(form);
        let body = self.body_from(&forms, span);
        self.leave_expansion();
        Some(body)
    }

    fn inner_def(&mut self, form: &Form, rest: &[Form], span: Span) -> Expr {
        let mut bindings = Bindings::new();
        self.check_definition_meta(form, true);
        match self.def_parts(form) {
            Ok(def) => {
                let value = self.inner(def.value);
                let value = self.cast(value, def.annotation, &def.name);
                let local = self.new_local(&def.name, def.span, false);
                bindings.push((local, value));
                self.scopes.bind(&def.name, Meaning::Local(local));
            }
            Err(diagnostic) => self.report(diagnostic),
        }
        let body = self.body_from(rest, span);
        wrap(bindings, body)
    }

    fn inner_defn(&mut self, form: &Form) -> Resolved<()> {
        let FormKind::List(items) = &form.kind else {
            return Ok(());
        };
        let [_, name, ..] = &items[..] else {
            return Err(Self::error(form.span, "a function needs a name")
                .with_help("write `(defn name [params] body…)`"));
        };
        let FormKind::Symbol(text) = &name.kind else {
            return Err(Self::error(name.span, "a function is named by a symbol")
                .with_help("write `(defn name [params] body…)`"));
        };
        self.check_definition_meta(form, true);
        let id = self.declare_fn(text, name.span, false);
        let is_associative = self.definition_meta(form).is_associative;
        self.program.fns[id.index()].is_associative = is_associative;
        self.scopes.bind(text, Meaning::Fn(id));
        self.define_fn(id, &items[2..], form.span)
    }

    /// A cast to an annotation, if there is one.
    pub(super) fn cast(&self, value: Expr, annotation: Option<Annotation>, name: &str) -> Expr {
        match annotation {
            Some(annotation) => {
                let span = value.span;
                Expr {
                    kind: ExprKind::Cast(Box::new(value), annotation, name.into()),
                    span,
                }
            }
            None => value,
        }
    }

    fn let_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        const USAGE: &str = "(let [name value …] body…)";
        let Some((bindings, body)) = args.split_first() else {
            return Err(
                Self::error(span, "`let` has no bindings").with_help(format!("write `{USAGE}`"))
            );
        };
        let pairs = self.binding_pairs(bindings, USAGE)?;
        let mark = self.scopes.mark();
        let mut out = Bindings::new();
        for (pattern, ty, value) in pairs {
            let value = self.inner(value);
            let value = self.annotated(value, ty, pattern);
            self.bind(pattern, value, &mut out);
        }
        let body = self.body_from(body, span);
        self.scopes.reset(mark);
        Ok(wrap(out, body))
    }

    pub(super) fn annotated(&mut self, value: Expr, ty: &[Form], pattern: &Form) -> Expr {
        if ty.is_empty() {
            return value;
        }
        match self.annotation(ty) {
            Ok(annotation) => self.cast(value, Some(annotation), &self.text(pattern.span)),
            Err(diagnostic) => {
                self.report(diagnostic);
                value
            }
        }
    }

    pub(super) fn letfn(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        const USAGE: &str = "(letfn [(name [params] body…) …] body…)";
        let usage = |span| {
            Self::error(span, "`letfn` takes a vector of functions")
                .with_help(format!("write `{USAGE}`"))
        };
        let Some((fns, body)) = args.split_first() else {
            return Err(usage(span));
        };
        let FormKind::Vector(fns) = &fns.kind else {
            return Err(usage(fns.span));
        };
        let mark = self.scopes.mark();
        let mut ids = Vec::new();
        for f in fns {
            let FormKind::List(items) = &f.kind else {
                return Err(usage(f.span));
            };
            let Some(FormKind::Symbol(name)) = items.first().map(|n| &n.kind) else {
                return Err(usage(f.span));
            };
            self.check_bound(name, items[0].span);
            let id = self.declare_fn(name, items[0].span, false);
            self.scopes.bind(name, Meaning::Fn(id));
            ids.push((id, items, f.span));
        }
        for (id, items, span) in ids {
            if let Err(diagnostic) = self.define_fn(id, &items[1..], span) {
                self.report(diagnostic);
            }
        }
        let body = self.body_from(body, span);
        self.scopes.reset(mark);
        Ok(body)
    }

    fn fn_form(&mut self, form: &Form, args: &[Form]) -> Resolved<Expr> {
        let span = form.span;
        let (name, rest) = match args.first().map(|f| &f.kind) {
            Some(FormKind::Symbol(name)) => {
                self.check_bound(name, args[0].span);
                (Some(name.clone()), &args[1..])
            }
            _ => (None, args),
        };
        let mark = self.scopes.mark();
        let id = self.declare_fn(name.as_deref().unwrap_or("fn"), span, false);
        if let Some(name) = name {
            self.scopes.bind(&name, Meaning::Fn(id));
        }
        let is_associative = self.function_meta(form).is_associative;
        self.program.fns[id.index()].is_associative = is_associative;
        let result = self.define_fn(id, rest, span);
        self.scopes.reset(mark);
        result?;
        Ok(Expr {
            kind: ExprKind::Fn(id),
            span,
        })
    }

    /// Quoted data.
    pub(super) fn quoted(&mut self, form: &Form) -> Resolved<Expr> {
        let span = form.span;
        let many = |this: &mut Self, items: &[Form]| {
            items
                .iter()
                .map(|f| this.quoted(f))
                .collect::<Resolved<Vec<_>>>()
        };
        let kind = match &form.kind {
            FormKind::Symbol(s) => ExprKind::Lit(Lit::Symbol(s.as_str().into())),
            FormKind::List(items) => ExprKind::List(many(self, items)?),
            FormKind::Vector(items) => ExprKind::Vector(many(self, items)?),
            FormKind::Set(items) => ExprKind::Set(many(self, items)?),
            FormKind::Map(items) => {
                let mut items = many(self, items)?.into_iter();
                let mut pairs = Vec::new();
                while let (Some(k), Some(v)) = (items.next(), items.next()) {
                    pairs.push((k, v));
                }
                ExprKind::Map(pairs)
            }
            FormKind::AnonFn(_) | FormKind::Colon => {
                return Err(Self::error(span, "this cannot be quoted"));
            }
            _ => return self.try_expr(form),
        };
        Ok(Expr { kind, span })
    }

    pub(super) fn case(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let Some((value, clauses)) = args.split_first() else {
            return Err(Self::error(span, "`case` is not complete")
                .with_help("write `(case value constant result … default)`"));
        };
        let value = Box::new(self.inner(value));
        let mut arms: Vec<(Vec<Expr>, Expr)> = Vec::new();
        let mut seen: Vec<&Form> = Vec::new();
        if clauses.is_empty() {
            return Err(Self::error(span, "`case` has no clauses")
                .with_help("write `(case value constant result … default)`"));
        }
        let pairs = clauses.chunks_exact(2);
        let default = pairs.remainder().first();
        for pair in pairs {
            let constants = match &pair[0].kind {
                FormKind::List(items) if !is_quote(items) => &items[..],
                _ => std::slice::from_ref(&pair[0]),
            };
            let mut keys = Vec::new();
            for constant in constants {
                if seen.iter().any(|s| s.same(constant)) {
                    self.report(
                        Diagnostic::error(
                            "form",
                            "this constant stands in an earlier clause already",
                            constant.span,
                        )
                        .with_help("the first clause wins, so this one can never be reached"),
                    );
                }
                seen.push(constant);
                match self.quoted(constant) {
                    Ok(expr) => keys.push(expr),
                    Err(diagnostic) => self.report(diagnostic),
                }
            }
            let result = self.expr(&pair[1]);
            arms.push((keys, result));
        }
        let default = default.map(|d| Box::new(self.expr(d)));
        Ok(Expr {
            kind: ExprKind::Case {
                value,
                arms,
                default,
            },
            span,
        })
    }
}

fn is_quote(items: &[Form]) -> bool {
    matches!(items.first().map(|f| &f.kind), Some(FormKind::Symbol(s)) if s.as_str() == "quote")
}

/// The head symbol of a list.
pub(super) fn head_of(form: &Form) -> Option<&str> {
    match &form.kind {
        FormKind::List(items) => match items.first().map(|f| &f.kind) {
            Some(FormKind::Symbol(name)) => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    }
}

fn sequence(mut done: Vec<Expr>, span: Span) -> Expr {
    match done.len() {
        1 => done.remove(0),
        _ => Expr {
            kind: ExprKind::Do(done),
            span,
        },
    }
}

/// Bindings in order around a body.
pub(super) fn wrap(bindings: Bindings, body: Expr) -> Expr {
    bindings
        .into_iter()
        .rev()
        .fold(body, |body, (local, value)| {
            let span = body.span;
            Expr {
                kind: ExprKind::Let(local, Box::new(value), Box::new(body)),
                span,
            }
        })
}
