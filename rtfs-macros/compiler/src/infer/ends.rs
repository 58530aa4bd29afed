//! The ends of walks: what takes one value out of all the elements, `reduce`, `some` and their like, and `iterate`.

use super::associative::library_name;
use super::lambda::Applied;
use super::numeric::negate;
use super::sequence::{Walk, is_dear, is_walk, walked};
use super::*;
use crate::hir::{Combine, Pipe, Sink, Source};

impl<'p> Infer<'p> {
    /// `(reduce f init? coll)`: the accumulator's type grows to a fixed point.
    pub(super) fn reduce(
        &mut self,
        cx: &mut Cx,
        f: Applied,
        init: Option<Hir>,
        coll: Hir,
        associative: bool,
        span: Span,
    ) -> Hir {
        // What the fold begins with is evaluated before the sequence.
        let init = match (init, &f) {
            (Some(init), Applied::Value(h)) if init.ty.is_never() => {
                return sequence(vec![h.clone(), init], span);
            }
            (Some(init), _) if init.ty.is_never() => return init,
            (init, _) => init,
        };
        let may = match &f {
            Applied::Value(h) => {
                !matches!(&h.ty, Ty::Closure(c) if matches!(**c, Closure::Library(_)))
            }
            Applied::Inline(_) => true,
        };
        let walk = match self.walk(cx, coll, "reduce", !may) {
            Ok(walk) => walk,
            Err(stopped) => return stopped,
        };
        // Where the fold itself cannot be cut, dear stages before it can.
        let walk = if walk.parallel.is_some() && !associative && walk.clauses.iter().any(is_dear) {
            let stages = self.collect(walk, &Ty::vector(Ty::Any), span);
            self.over(cx, stages)
        } else {
            walk
        };
        let Walk {
            clauses,
            element,
            parallel,
        } = walk;
        let mut acc_ty = match &init {
            Some(init) => init.ty.settled_unless_tuple(),
            None => element.ty.settled(),
        };
        if acc_ty.is_never() {
            // No element arrives, and the function says what it makes of none.
            let nothing = match init {
                Some(init) => init,
                None => self.applied_to_nothing(cx, &f, span),
            };
            return walked(clauses, element, nothing, span);
        }
        let associative = associative && parallel.is_some();
        for round in 0.. {
            let marks = (cx.faults.len(), cx.passed.len());
            let acc = cx.new_var("acc", span, acc_ty.clone());
            let args = vec![cx.var(acc, span), element.clone()];
            let next = self.applied(cx, &f, args, span);
            let new = join(&acc_ty, &next.ty.settled_unless_tuple()).bounded();
            if new != acc_ty {
                cx.faults.truncate(marks.0);
                cx.passed.truncate(marks.1);
                acc_ty = if round < MAX_ROUNDS { new } else { Ty::Any };
                continue;
            }
            let next = Box::new(self.of_type(next, &acc_ty));
            let combine = if associative {
                let first = init.is_some().then_some(&element);
                self.combine(cx, &f, first, &acc_ty, span)
            } else {
                None
            };
            if associative && combine.is_none() && clauses.iter().any(is_dear) {
                let walk = Walk {
                    clauses,
                    element,
                    parallel,
                };
                let coll = self.collect(walk, &Ty::vector(Ty::Any), span);
                return self.reduce(cx, f, init, coll, false, span);
            }
            let pipe = match init {
                Some(init) => {
                    let init = Box::new(self.coerce(init, &acc_ty));
                    Pipe {
                        clauses,
                        sink: Sink::Fold {
                            acc,
                            init,
                            next,
                            combine,
                        },
                        parallel,
                    }
                }
                None => {
                    let first = Box::new(self.coerce(element.clone(), &acc_ty));
                    let empty = self.applied_to_nothing(cx, &f, span);
                    let whole = join(&acc_ty, &empty.ty);
                    let empty = Box::new(self.coerce(empty, &whole));
                    let pipe = Pipe {
                        clauses,
                        sink: Sink::Fold1 {
                            acc,
                            first,
                            next,
                            empty,
                            combine,
                        },
                        parallel,
                    };
                    return Hir::new(HirKind::Pipe(Box::new(pipe)), whole, span);
                }
            };
            return Hir::new(HirKind::Pipe(Box::new(pipe)), acc_ty, span);
        }
        literal(Lit::Nil, span)
    }

    /// How an associative function joins the accumulators of parts of a walk, `first` being the element
    /// that begins a part where the fold has an initial value; `None` if the types do not allow it.
    pub(super) fn combine(
        &mut self,
        cx: &mut Cx,
        f: &Applied,
        first: Option<&Hir>,
        acc_ty: &Ty,
        span: Span,
    ) -> Option<Box<Combine>> {
        let Some(name) = library_name(f) else {
            return self.combine_marked(cx, f, first, acc_ty, span);
        };
        let numbers = matches!(acc_ty, Ty::Float | Ty::Number | Ty::Any);
        let one_kind = matches!(
            acc_ty,
            Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..)
        );
        if name == "into" && !one_kind {
            // A set forgets what a vector before it would keep.
            return None;
        }
        let marks = (cx.faults.len(), cx.passed.len());
        let first = match first {
            None => None,
            Some(element) if element.ty.settled() == *acc_ty && *acc_ty != Ty::Any => {
                Some(self.coerce(element.clone(), acc_ty))
            }
            Some(element) => {
                // Of one operand, these functions make what begins their fold; of a number they make a float beside a
                // float that changes nothing.
                let mut operands = vec![element.clone()];
                if *acc_ty == Ty::Float && element.ty.settled() == Ty::Number {
                    let neutral = if name == "*" { 1.0 } else { -0.0 };
                    operands.insert(0, literal(Lit::Float(neutral), span));
                }
                let begun = self.applied(cx, f, operands, span);
                let ty = begun.ty.settled();
                let fits = ty == *acc_ty
                    || (numbers && matches!(ty, Ty::Int | Ty::Float | Ty::Number))
                    || (*acc_ty == Ty::Any && matches!(name, "+" | "*" | "max" | "min"));
                cx.faults.truncate(marks.0);
                cx.passed.truncate(marks.1);
                if !fits {
                    return None;
                }
                Some(self.coerce(begun, acc_ty))
            }
        };
        let left = cx.new_var("left", span, acc_ty.clone());
        let right = cx.new_var("right", span, acc_ty.clone());
        let both = self.applied(cx, f, vec![cx.var(left, span), cx.var(right, span)], span);
        cx.faults.truncate(marks.0);
        cx.passed.truncate(marks.1);
        if both.ty.is_never() || join(acc_ty, &both.ty.settled()) != *acc_ty {
            return None;
        }
        Some(Box::new(Combine {
            first,
            left,
            right,
            both: self.coerce(both, acc_ty),
            is_exact: !(numbers && matches!(name, "+" | "*")),
        }))
    }

    /// What `(reduce f [])` is: `(f)`, or an error where `f` cannot be called without arguments.
    fn applied_to_nothing(&mut self, cx: &mut Cx, f: &Applied, span: Span) -> Hir {
        let takes_none = match f {
            Applied::Inline(id) => self.program.fns[id.index()]
                .arities
                .iter()
                .any(|a| a.params.is_empty()),
            Applied::Value(h) => self.takes_none(&h.ty),
        };
        if takes_none {
            return self.applied(cx, f, Vec::new(), span);
        }
        let message = "`reduce` of an empty collection needs an initial value".to_string();
        Hir::new(
            HirKind::Raise {
                kind: "ArityError",
                message,
            },
            Ty::Never,
            span,
        )
    }

    /// Whether a function can be called without arguments; what is no function cannot be called in any way.
    fn takes_none(&self, f: &Ty) -> bool {
        let Ty::Closure(closure) = f else {
            return true;
        };
        match &**closure {
            Closure::Constantly(_) => true,
            Closure::Complement(f) => self.takes_none(f),
            Closure::Comp(fs) => fs.last().is_some_and(|f| self.takes_none(f)),
            Closure::Juxt(fs) => fs.iter().all(|f| self.takes_none(f)),
            Closure::Partial { f, args } => self.arities_of(f).is_none_or(|arities| {
                let takes =
                    |(n, more): &(usize, bool)| *n == args.len() || (*more && *n <= args.len());
                arities.iter().any(takes)
            }),
            _ => self
                .arities_of(f)
                .is_some_and(|arities| arities.iter().any(|(least, _)| *least == 0)),
        }
    }

    pub(super) fn search(
        &mut self,
        cx: &mut Cx,
        name: &str,
        f: Applied,
        coll: Hir,
        span: Span,
    ) -> Hir {
        let walk = match self.walk(cx, coll, name, false) {
            Ok(walk) => walk,
            Err(stopped) => return stopped,
        };
        let Walk {
            clauses, element, ..
        } = walk;
        if element.ty.is_never() {
            let answer = match name {
                "some" => Lit::Nil,
                "every?" | "not-any?" => Lit::Bool(true),
                _ => Lit::Bool(false),
            };
            return walked(clauses, element, literal(answer, span), span);
        }
        let value = self.applied(cx, &f, vec![element], span);
        let bool_lit = |b: bool| Box::new(literal(Lit::Bool(b), span));
        let var = cx.new_var("found", span, value.ty.clone());
        let test = self.truthy(cx.var(var, span));
        let (test, found, default, ty) = match name {
            "every?" => (negate(test), bool_lit(false), bool_lit(true), Ty::Bool),
            "not-every?" => (negate(test), bool_lit(true), bool_lit(false), Ty::Bool),
            "not-any?" => (test, bool_lit(false), bool_lit(true), Ty::Bool),
            _ => {
                let ty = Ty::option(value.ty.clone());
                let found = cx.var(var, span);
                let found = self.coerce(found, &ty);
                let nil = literal(Lit::Nil, span);
                (test, Box::new(found), Box::new(self.coerce(nil, &ty)), ty)
            }
        };
        if value.ty.is_never() {
            return walked(clauses, value, *default, span);
        }
        let sink = Sink::Find {
            var,
            value: Box::new(value),
            test: Box::new(test),
            found,
            default,
        };
        // A search ends early: it stays sequential.
        let pipe = Pipe {
            clauses,
            sink,
            parallel: None,
        };
        Hir::new(HirKind::Pipe(Box::new(pipe)), ty, span)
    }

    pub(super) fn iterate(&mut self, cx: &mut Cx, f: Applied, start: Hir, span: Span) -> Hir {
        let mut ty = start.ty.settled();
        for _ in 0..MAX_ROUNDS {
            let marks = (cx.faults.len(), cx.passed.len());
            let var = cx.new_var("x", span, ty.clone());
            let next = self.applied(cx, &f, vec![cx.var(var, span)], span);
            let new = join(&ty, &next.ty.settled()).bounded();
            if new == ty {
                let next = Box::new(self.of_type(next, &ty));
                let start = Box::new(self.coerce(start, &ty));
                return self.produce(cx, Source::Iterate { start, var, next }, ty, span);
            }
            cx.faults.truncate(marks.0);
            cx.passed.truncate(marks.1);
            ty = new;
        }
        let start = self.coerce(start, &Ty::Any);
        self.iterate(cx, f, start, span)
    }

    /// `(into to from)`: a fold of `conj`.
    pub(super) fn into(&mut self, cx: &mut Cx, to: Hir, from: Hir, span: Span) -> Hir {
        if to.ty == Ty::tuple([]) && is_walk(&from) {
            return self.to_vector(cx, from, "into");
        }
        let conj = Applied::Value(known_function(Closure::Library("conj"), span));
        self.reduce(cx, conj, Some(to), from, false, span)
    }
}
