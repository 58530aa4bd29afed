//! `loop`, `recur`, `for`, `doseq` and `dotimes`.

use super::pattern::{Bindings, is_keyword};
use super::special::wrap;
use super::{Resolved, Resolver, arity_words};
use crate::ast::*;
use crate::diagnostic::Diagnostic;
use rtfs_rt::reader::{Form, FormKind, Span};

impl Resolver<'_> {
    pub(super) fn loop_form(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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

    pub(super) fn recur(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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

    pub(super) fn for_form(&mut self, span: Span, args: &[Form], is_for: bool) -> Resolved<Expr> {
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

    pub(super) fn dotimes(&mut self, span: Span, args: &[Form]) -> Resolved<Expr> {
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
}
