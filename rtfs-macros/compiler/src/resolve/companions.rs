//! Sequences without an end beside others that have one: `(map vector xs (range))`, `(zipmap ks (repeat 0))`.
//!
//! Such a call ends with the shortest of its sequences, so that it takes of the endless ones as many elements as that
//! has: `(let [a xs] (map vector a (take (count a) (range))))`. The rest of an endless one is a stage of its chain, like
//! `drop`. Everything after sees chains that have a bound, or are reported.

use rtfs_rt::reader::Span;

use super::pattern::Bindings;
use super::special::wrap;
use super::{Expr, ExprKind, Lit, LocalId, Resolver};
use crate::eval::is_endless;

/// The functions that walk several sequences side by side, with the position of the first of these.
fn first_sequence(name: &str) -> Option<usize> {
    match name {
        "map" | "mapv" | "mapcat" => Some(1),
        "zipmap" | "interleave" => Some(0),
        _ => None,
    }
}

impl Resolver<'_> {
    /// The call of a function of the library, where it walks what has no end beside what has one, or is a rest of what
    /// has none; else the arguments.
    pub(super) fn beside_endless(
        &mut self,
        name: &'static str,
        mut args: Vec<Expr>,
        span: Span,
    ) -> Result<Expr, Vec<Expr>> {
        let call = |name, args| {
            let callee = Box::new(Expr {
                kind: ExprKind::Library(name),
                span,
            });
            let kind = ExprKind::Call(callee, args);
            Expr { kind, span }
        };
        if matches!(name, "rest" | "next" | "second") && args.iter().any(is_endless) {
            let one = ExprKind::Lit(Lit::Int(1.into()));
            args.insert(0, Expr { kind: one, span });
            let rest = call("drop", args);
            return Ok(match name {
                "second" => call("first", vec![rest]),
                _ => rest,
            });
        }
        let from = first_sequence(name).unwrap_or(args.len()).min(args.len());
        let endless = args[from..].iter().filter(|arg| is_endless(arg)).count();
        if endless == 0 || endless == args.len() - from {
            return Err(args);
        }
        // All that the call evaluates is bound in the order in which it stands; what has an end is counted.
        let mut bindings = Bindings::new();
        let mut counts = Vec::new();
        for (at, arg) in args.iter_mut().enumerate() {
            if at < from || is_endless(arg) {
                self.bind_operands(arg, &mut bindings);
            } else {
                let kind = ExprKind::Local(self.bound(arg, &mut bindings));
                let span = arg.span;
                counts.push(call("count", vec![Expr { kind, span }]));
            }
        }
        let count = match counts.len() {
            1 => counts.remove(0),
            _ => call("min", counts),
        };
        let shortest = self.new_local("count", span, false);
        bindings.push((shortest, count));
        for arg in &mut args[from..] {
            if is_endless(arg) {
                let all = replaced(arg, ExprKind::Lit(Lit::Nil));
                let kind = ExprKind::Local(shortest);
                *arg = call("take", vec![Expr { kind, span }, all]);
            }
        }
        Ok(wrap(bindings, call(name, args)))
    }

    /// Binds what a function operand evaluates, or, of a chain without an end, the operands of its calls.
    fn bind_operands(&mut self, e: &mut Expr, bindings: &mut Bindings) {
        let is_endless = is_endless(e);
        match &mut e.kind {
            ExprKind::Lit(_)
            | ExprKind::Local(_)
            | ExprKind::Library(_)
            | ExprKind::Fn(_)
            | ExprKind::FnRef(_) => {}
            ExprKind::Call(_, args) if is_endless => {
                for arg in args {
                    self.bind_operands(arg, bindings);
                }
            }
            _ => {
                self.bound(e, bindings);
            }
        }
    }

    /// Binds a value: the local that stands in its place.
    fn bound(&mut self, e: &mut Expr, bindings: &mut Bindings) -> LocalId {
        if let ExprKind::Local(local) = e.kind {
            return local;
        }
        let local = self.new_local("operand", e.span, false);
        bindings.push((local, replaced(e, ExprKind::Local(local))));
        local
    }
}

/// Puts another expression into the place of one.
fn replaced(place: &mut Expr, kind: ExprKind) -> Expr {
    let span = place.span;
    std::mem::replace(place, Expr { kind, span })
}
