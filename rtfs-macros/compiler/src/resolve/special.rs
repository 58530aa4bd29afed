//! Special forms: what a list means by its head (language.md §5).

use std::rc::Rc;

use rtfs_rt::library::{self, sig::SigTy};
use rtfs_rt::reader::{Form, FormKind, Span};

use super::pattern::{Bindings, is_keyword};
use super::scope::Meaning;
use super::top::not_granted;
use super::{Resolved, Resolver, arity_words, check_library_arity, nil};
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

    fn body_from(&mut self, forms: &[Form], span: Span) -> Expr {
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

    fn letfn(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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
            Some(FormKind::Symbol(name)) => (Some(name.clone()), &args[1..]),
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

    fn loop_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        const USAGE: &str = "(loop [name start …] body…)";
        let Some((bindings, body)) = args.split_first() else {
            return Err(
                Self::error(span, "`loop` has no bindings").with_help(format!("write `{USAGE}`"))
            );
        };
        let pairs = self.binding_pairs(bindings, USAGE)?;
        let mark = self.scopes.mark();
        // The bindings as those of a `let`, and the places among them of what the loop's variables begin with.
        let mut begin = Bindings::new();
        let mut firsts = Vec::new();
        let mut is_sequential = false;
        for (pattern, ty, value) in &pairs {
            let value = self.inner(value);
            let value = self.annotated(value, ty, pattern);
            is_sequential |= self.uses_any_of(&value, &begin);
            let local = self.pattern_local(pattern);
            firsts.push(begin.len());
            begin.push((local, value));
            self.unpack(pattern, local, &mut begin);
        }
        let (mut vars, mut taken_apart) = (Bindings::new(), Bindings::new());
        if is_sequential {
            // What a variable begins with is made of those before it: all are bound before the loop.
            for ((pattern, ..), first) in pairs.iter().zip(firsts) {
                let (local, Expr { span, .. }) = begin[first];
                let kind = ExprKind::Local(local);
                let var = self.pattern_local(pattern);
                vars.push((var, Expr { kind, span }));
                self.unpack(pattern, var, &mut taken_apart);
            }
        } else {
            for (at, binding) in std::mem::take(&mut begin).into_iter().enumerate() {
                match firsts.contains(&at) {
                    true => vars.push(binding),
                    false => taken_apart.push(binding),
                }
            }
        }
        let id = self.new_loop();
        self.loops.push((id, vars.len(), true));
        let tail = self.tail.replace(id);
        let body = self.body_from(body, span);
        self.tail = tail;
        self.loops.pop();
        self.scopes.reset(mark);
        let body = Box::new(wrap(taken_apart, body));
        let kind = ExprKind::Loop { id, vars, body };
        Ok(wrap(begin, Expr { kind, span }))
    }

    /// Whether a value is made of what these bind.
    fn uses_any_of(&self, value: &Expr, bindings: &Bindings) -> bool {
        let binds = |local: &LocalId| bindings.iter().any(|(bound, _)| bound == local);
        let mut found = false;
        value.walk(&mut |e| match &e.kind {
            ExprKind::Local(local) => found |= binds(local),
            ExprKind::Fn(id) => found |= self.program.fns[id.index()].captures.iter().any(binds),
            _ => {}
        });
        found
    }

    fn recur(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let Some(&(target, takes, is_loop)) = self.loops.last() else {
            return Err(Diagnostic::error(
                "recur",
                "`recur` stands outside of any `loop` or function",
                span,
            )
            .with_help("write `(loop [name start …] … (recur next …))`"));
        };
        if self.tail != Some(target) {
            let what = if is_loop { "loop" } else { "function" };
            if let Some((form, around)) = self.tries.last()
                && *around == self.loops.len()
            {
                let message = format!("`recur` cannot leave a `{form}` for its {what}");
                return Err(Diagnostic::error("recur", message, span)
                    .with_help(format!("give the loop what the `{form}` is the value of, or let the `{form}` stand around the loop")));
            }
            return Err(Diagnostic::error("recur", "`recur` is not in tail position", span)
                .with_help(format!("nothing may follow it in the {what}: call the function by its name, or carry the pending work in an accumulator")));
        }
        if args.len() != takes {
            let plural = if takes == 1 { "" } else { "s" };
            let (what, of) = match is_loop {
                true => ("loop", "variable"),
                false => ("function", "parameter"),
            };
            let message = format!(
                "`recur` has {}, but the {what} has {takes} {of}{plural}",
                arity_words(args.len(), Some(args.len()))
            );
            return Err(Diagnostic::error("arity", message, span).with_help(format!(
                "`recur` gives every {of} of the {what} its next value, in order"
            )));
        }
        let args = args.iter().map(|a| self.inner(a)).collect();
        if let Some(f) = self.scopes.current_fn().filter(|_| !is_loop)
            && let Some(arity) = self.program.fns[f.index()]
                .arities
                .iter_mut()
                .find(|a| a.loop_id == target)
        {
            arity.recurs = true;
        }
        Ok(Expr {
            kind: ExprKind::Recur { target, args },
            span,
        })
    }

    fn for_form(&mut self, span: Span, args: &[Form], is_for: bool) -> Resolved<Expr> {
        let name = if is_for { "for" } else { "doseq" };
        let usage = |span| {
            Self::error(span, format!("`{name}` is not complete")).with_help(format!(
                "write `({name} [name coll … :let […] :when c :while c] body)`"
            ))
        };
        let Some((head, body)) = args.split_first() else {
            return Err(usage(span));
        };
        let FormKind::Vector(items) = &head.kind else {
            return Err(usage(head.span));
        };
        if is_for && body.len() != 1 {
            return Err(Self::error(
                span,
                match body.len() {
                    0 => "`for` has no body".to_owned(),
                    n => format!("`for` has one body, but here are {n}"),
                },
            )
            .with_help("write `(for [name coll …] body)`; `(do …)` makes several forms one"));
        }
        let mark = self.scopes.mark();
        let tail = self.tail.take();
        let mut clauses = Vec::new();
        let mut rest = &items[..];
        while let [key, value, more @ ..] = rest {
            if is_keyword(key, "let") {
                for (pattern, ty, value) in self.binding_pairs(value, ":let [name value …]")? {
                    let value = self.inner(value);
                    let value = self.annotated(value, ty, pattern);
                    self.clause_let(pattern, value, &mut clauses);
                }
            } else if is_keyword(key, "when") {
                clauses.push(Clause::When(self.inner(value)));
            } else if is_keyword(key, "while") {
                clauses.push(Clause::While(self.inner(value)));
            } else if matches!(key.kind, FormKind::Keyword(_)) {
                self.report(
                    Self::error(key.span, format!("`{}` is no modifier of `{name}`", self.text(key.span)))
                        .with_help("the modifiers are `:let [name value …]`, `:when condition` and `:while condition`"),
                );
            } else {
                let value = self.inner(value);
                let local = self.pattern_local(key);
                clauses.push(Clause::Each(local, value));
                let mut parts = Bindings::new();
                self.unpack(key, local, &mut parts);
                clauses.extend(
                    parts
                        .into_iter()
                        .map(|(local, value)| Clause::Let(local, value)),
                );
            }
            rest = more;
        }
        if let [last] = rest {
            return Err(Self::error(
                last.span,
                "every name needs a collection: this one has none",
            )
            .with_help(format!("write `({name} [name coll …] body)`")));
        }
        if !matches!(clauses.first(), Some(Clause::Each(..))) {
            self.tail = tail;
            return Err(usage(head.span));
        }
        let body = Box::new(self.body_from(body, span));
        self.tail = tail;
        self.scopes.reset(mark);
        Ok(Expr {
            kind: ExprKind::For {
                clauses,
                body,
                is_for,
            },
            span,
        })
    }

    fn clause_let(&mut self, pattern: &Form, value: Expr, clauses: &mut Vec<Clause>) {
        let mut parts = Bindings::new();
        self.bind(pattern, value, &mut parts);
        clauses.extend(
            parts
                .into_iter()
                .map(|(local, value)| Clause::Let(local, value)),
        );
    }

    fn dotimes(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
        let usage = || {
            Self::error(span, "`dotimes` is not complete")
                .with_help("write `(dotimes [i n] body…)`")
        };
        let Some((head, body)) = args.split_first() else {
            return Err(usage());
        };
        let FormKind::Vector(items) = &head.kind else {
            return Err(usage());
        };
        let [name, count] = &items[..] else {
            return Err(usage());
        };
        let count_span = count.span;
        let count = self.inner(count);
        let range = Expr {
            kind: ExprKind::Library("range"),
            span: count_span,
        };
        let range = Expr {
            kind: ExprKind::Call(Box::new(range), vec![count]),
            span: count_span,
        };
        let mark = self.scopes.mark();
        let tail = self.tail.take();
        let local = self.pattern_local(name);
        let mut clauses = vec![Clause::Each(local, range)];
        let mut parts = Bindings::new();
        self.unpack(name, local, &mut parts);
        clauses.extend(
            parts
                .into_iter()
                .map(|(local, value)| Clause::Let(local, value)),
        );
        let body = Box::new(self.body_from(body, span));
        self.tail = tail;
        self.scopes.reset(mark);
        Ok(Expr {
            kind: ExprKind::For {
                clauses,
                body,
                is_for: false,
            },
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

    fn case(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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

    fn parallel(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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

    fn with_parallel(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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
fn is_grain(form: &Form) -> bool {
    matches!(&form.kind, FormKind::Map(pair) if pair.len() == 2 && is_keyword(&pair[0], "grain"))
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
