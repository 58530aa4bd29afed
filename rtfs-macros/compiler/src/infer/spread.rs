//! `(apply f a… coll)`: a call whose last arguments are the elements of a sequence.
//!
//! Before: function, arguments and sequence are typed. After: where the sequence is of known length, a plain call. Where
//! `f` is a function of the library that does one thing with argument after argument, and the elements have a type, the
//! walk over them that gives the same value and the same error: `(apply str xs)` is `(join xs)`, `(apply dissoc m ks)`
//! is `(reduce dissoc m ks)`. Else a call of a function value, whose result is dynamic.

use super::access::runtime;
use super::lambda::{Arg, with_hoisted};
use super::*;
use crate::hir::LibArg;

impl<'p> Infer<'p> {
    /// A call with the elements of the last of `args` as arguments.
    pub(super) fn spread(&mut self, cx: &mut Cx, mut args: Vec<Hir>, span: Span) -> Hir {
        let Some(last) = args.pop() else {
            return literal(Lit::Nil, span);
        };
        let f = args.remove(0);
        if let Ty::Tuple(types) = last.ty.clone() {
            return self.spread_known(cx, f, args, (last, types), span);
        }
        let name = match &f.ty {
            Ty::Closure(c) => match **c {
                Closure::Library(name) => name,
                _ => "",
            },
            _ => "",
        };
        match name {
            // Of one operand these give the operand: a fold.
            "+" | "*" | "max" | "min" | "bit-and" | "bit-or" | "bit-xor" => {
                let all = self.before(cx, args, last, span);
                self.library(cx, "reduce", vec![Arg::Value(f), Arg::Value(all)], span)
            }
            "str" => {
                let last = self.to_vector(cx, last, "apply");
                let all = self.before(cx, args, last, span);
                self.library(cx, "join", vec![Arg::Value(all)], span)
            }
            _ if !matches!(last.ty, Ty::Vector(_) | Ty::List(_)) => {
                self.spread_dynamic(f, args, last, span)
            }
            "concat" if args.is_empty() && is_vectors(&last.ty) => {
                let identity = known_function(Closure::Library("identity"), span);
                let args = vec![Arg::Value(identity), Arg::Value(last)];
                self.library(cx, "mapcat", args, span)
            }
            "union" if args.is_empty() && is_sets(&last.ty) => {
                let none = Hir::new(HirKind::Set(Vec::new()), Ty::set(Ty::Never), span);
                let args = vec![Arg::Value(f), Arg::Value(none), Arg::Value(last)];
                self.library(cx, "reduce", args, span)
            }
            "conj" | "disj" | "dissoc" | "union" | "intersection" | "difference"
                if args.first().is_some_and(|h| is_collection(&h.ty)) =>
            {
                let first = args.remove(0);
                let all = self.before(cx, args, last, span);
                let args = vec![Arg::Value(f), Arg::Value(first), Arg::Value(all)];
                self.library(cx, "reduce", args, span)
            }
            "max-key" | "min-key" if !args.is_empty() => {
                let key = args.remove(0);
                let all = self.before(cx, args, last, span);
                let better = self.combinator("partial", vec![f, key], span);
                let args = vec![Arg::Value(better), Arg::Value(all)];
                self.library(cx, "reduce", args, span)
            }
            _ => self.spread_dynamic(f, args, last, span),
        }
    }

    /// A call with the parts of a tuple: their number is known.
    fn spread_known(
        &mut self,
        cx: &mut Cx,
        f: Hir,
        mut args: Vec<Hir>,
        (last, types): (Hir, Rc<[Ty]>),
        span: Span,
    ) -> Hir {
        let mut hoisted = Vec::new();
        match last.kind {
            HirKind::Tuple(items) => args.extend(items),
            kind => {
                let last = self.held(cx, Hir::new(kind, last.ty, span), &mut hoisted);
                for (i, t) in types.iter().enumerate() {
                    let part = HirKind::Field(Box::new(last.clone()), i);
                    args.push(Hir::new(part, t.clone(), span));
                }
            }
        }
        let body = self.apply(cx, f, args, span, false);
        with_hoisted(hoisted, body)
    }

    /// The sequence with `items` before it.
    fn before(&mut self, cx: &mut Cx, items: Vec<Hir>, coll: Hir, span: Span) -> Hir {
        items
            .into_iter()
            .rev()
            .fold(coll, |coll, item| self.cons(cx, item, coll, span))
    }

    /// A call of a function value.
    fn spread_dynamic(&mut self, f: Hir, args: Vec<Hir>, last: Hir, span: Span) -> Hir {
        let f = self.coerce(f, &Ty::Any);
        let first = args.into_iter().map(|h| self.coerce(h, &Ty::Any)).collect();
        let last = self.coerce(last, &Ty::Any);
        let args = vec![
            LibArg::Own(f),
            LibArg::Slice(first, Ty::Any),
            LibArg::Own(last),
        ];
        runtime("access::apply", args, true, Ty::Any, span)
    }
}

fn is_vectors(t: &Ty) -> bool {
    matches!(t, Ty::Vector(element) if matches!(**element, Ty::Vector(_)))
}

fn is_sets(t: &Ty) -> bool {
    t.element()
        .is_some_and(|element| matches!(element, Ty::Set(_)))
}

fn is_collection(t: &Ty) -> bool {
    matches!(t, Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..))
}
