//! Walks: the sequence functions that fuse, `for`, `doseq` and `dotimes`.
//!
//! A chain such as `(reduce + (map f (filter p xs)))` is one walk: each stage adds a clause to the walk
//! of its argument, and no stage is ever materialised. Eager evaluation would run the stages one after
//! the other; the fused walk gives the same values, and the same error as long as at most one stage
//! can fail. So a stage that can fail is not fused onto one that can fail: the earlier one is then
//! collected first.

use super::endless::{endless_source, is_endless_walk};
use super::lambda::{Applied, Arg, with_hoisted};
use super::numeric::{negate, prim};
use super::*;
use crate::hir::{Clause, Pipe, Sink, Source};

/// A walk under construction: what arrives at its end.
pub(super) struct Walk {
    pub(super) clauses: Vec<Clause>,
    pub(super) element: Hir,
    pub(super) parallel: Option<Option<Box<Hir>>>,
}

/// The functions of the library that are walks.
pub(super) const FUSED: &[&str] = &[
    "map",
    "mapv",
    "filter",
    "filterv",
    "remove",
    "keep",
    "mapcat",
    "map-indexed",
    "keep-indexed",
    "take",
    "drop",
    "take-while",
    "drop-while",
    "reduce",
    "some",
    "every?",
    "not-any?",
    "not-every?",
    "range",
    "numbers",
    "repeat",
    "iterate",
    "cycle",
    "into",
    "sum",
    "product",
    "vec",
    "first",
];

impl<'p> Infer<'p> {
    /// A call of a function that is a walk; `None` when this shape is not, and the library has it.
    pub(super) fn fused(
        &mut self,
        cx: &mut Cx,
        name: &'static str,
        args: &[Arg<'_>],
        span: Span,
    ) -> Option<Hir> {
        let mut hoisted = Vec::new();
        let n = args.len();
        let arg = |i: usize| args[i].clone();
        let body = match (name, n) {
            (
                "map" | "mapv" | "filter" | "filterv" | "remove" | "keep" | "mapcat"
                | "map-indexed" | "keep-indexed" | "take-while" | "drop-while",
                2,
            ) => {
                let f = self.function(cx, arg(0), &mut hoisted);
                let coll = self.arg(cx, arg(1));
                self.stage(cx, name, f, coll, span)
            }
            ("map" | "mapv", 3..) => return self.abreast(cx, name, args, span),
            ("take" | "drop", 2) => {
                let count = self.arg(cx, arg(0));
                let count = self.to_int(cx, count, name);
                let count = self.held(cx, count, &mut hoisted);
                let coll = self.arg(cx, arg(1));
                if !is_walk(&coll) {
                    // Without a walk to join, the runtime's slice is cheaper.
                    let rest = vec![Arg::Value(count), Arg::Value(coll)];
                    let f = rtfs_rt::library::lookup(name)?;
                    let body = self.by_signature(cx, f, rest, span);
                    return Some(with_hoisted(hoisted, body));
                }
                let kind = coll.ty.clone();
                let Ok(mut walk) = self.walk(cx, coll, name, true) else {
                    return None;
                };
                walk.clauses.push(if name == "take" {
                    Clause::Take(count, 0)
                } else {
                    Clause::Drop(count, 0)
                });
                self.collect(walk, &kind, span)
            }
            ("reduce", 2 | 3) => {
                let f = self.function(cx, arg(0), &mut hoisted);
                let init = if n == 3 {
                    Some(self.arg(cx, arg(1)))
                } else {
                    None
                };
                let coll = self.arg(cx, arg(n - 1));
                let associative = self.is_associative(&args[0]);
                self.reduce(cx, f, init, coll, associative, span)
            }
            ("sum" | "product", 1) => {
                let (op, init) = if name == "sum" { ("+", 0) } else { ("*", 1) };
                let f = Applied::Value(known_function(Closure::Library(op), span));
                let coll = self.arg(cx, arg(0));
                self.reduce(
                    cx,
                    f,
                    Some(literal(Lit::Int(init.into()), span)),
                    coll,
                    true,
                    span,
                )
            }
            ("some" | "every?" | "not-any?" | "not-every?", 2) => {
                let f = self.function(cx, arg(0), &mut hoisted);
                let coll = self.arg(cx, arg(1));
                self.search(cx, name, f, coll, span)
            }
            ("first", 1) => {
                let coll = self.arg(cx, arg(0));
                if is_endless_walk(&coll) {
                    self.first_of_endless(cx, coll, span)
                } else {
                    self.end(cx, name, coll, span)
                }
            }
            ("vec", 1) => {
                let coll = self.arg(cx, arg(0));
                self.to_vector(cx, coll, name)
            }
            ("range" | "numbers", 0..=3) => {
                let bounds: Vec<Hir> = args.iter().map(|a| self.arg(cx, a.clone())).collect();
                self.range(cx, bounds, span)
            }
            ("repeat", 1 | 2) => {
                let count = if n == 2 {
                    let count = self.arg(cx, arg(0));
                    Some(self.to_int(cx, count, name))
                } else {
                    None
                };
                let value = self.arg(cx, arg(n - 1));
                if value.ty.is_never() {
                    return Some(sequence(count.into_iter().chain([value]).collect(), span));
                }
                let settled = value.ty.settled();
                let value = self.coerce(value, &settled);
                let source = Source::Repeat(Box::new(value), count.map(Box::new));
                self.produce(cx, source, settled, span)
            }
            ("iterate", 2) => {
                let f = self.function(cx, arg(0), &mut hoisted);
                let start = self.arg(cx, arg(1));
                match start.ty.is_never() {
                    true => start,
                    false => self.iterate(cx, f, start, span),
                }
            }
            ("cycle", 1) => {
                let coll = self.arg(cx, arg(0));
                let coll = self.to_vector(cx, coll, name);
                let element = coll.ty.element().unwrap_or(Ty::Never);
                if coll.ty.is_never() {
                    coll
                } else {
                    self.produce(cx, Source::Cycle(Box::new(coll)), element, span)
                }
            }
            ("into", 2) => {
                let to = self.arg(cx, arg(0));
                let from = self.arg(cx, arg(1));
                self.into(cx, to, from, span)
            }
            _ => return None,
        };
        Some(with_hoisted(hoisted, body))
    }

    // ---- walks

    /// The walk over a sequence: its own, if it is one, else over its elements. `may_fail` says that a
    /// stage which can fail follows.
    pub(super) fn walk(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        name: &str,
        total: bool,
    ) -> Result<Walk, Hir> {
        let span = coll.span;
        let coll = match coll.kind {
            HirKind::LikeKind { vector, .. } if is_walk(&vector) => *vector,
            HirKind::Coerce(inner) if is_walk(&inner) && matches!(coll.ty, Ty::List(_)) => *inner,
            kind => Hir::new(kind, coll.ty, span),
        };
        if let HirKind::Let(var, value, body) = coll.kind {
            // A walk behind bindings: they are made before it.
            let walk = match self.walk(cx, *body, name, total) {
                Ok(walk) => walk,
                Err(stopped) => return Err(bind(var, *value, stopped)),
            };
            let mut clauses = vec![Clause::Let(var, *value)];
            append(&mut clauses, walk.clauses);
            return Ok(Walk { clauses, ..walk });
        }
        if let HirKind::Pipe(pipe) = coll.kind {
            let Pipe {
                clauses,
                sink,
                parallel,
            } = *pipe;
            if let Sink::Collect(element) = sink {
                let earlier_fails = clauses.iter().any(clause_may_fail) || may_fail(&element);
                // What never ends has no stage before the next.
                if total || !earlier_fails || endless_source(&clauses).is_some() {
                    return Ok(Walk {
                        clauses,
                        element: *element,
                        parallel,
                    });
                }
                let ty = Ty::vector(element.ty.clone());
                let pipe = Pipe {
                    clauses,
                    sink: Sink::Collect(element),
                    parallel,
                };
                let coll = Hir::new(HirKind::Pipe(Box::new(pipe)), ty, span);
                return Ok(self.over(cx, coll));
            }
            let pipe = Pipe {
                clauses,
                sink,
                parallel,
            };
            return self.walk_plain(
                cx,
                Hir::new(HirKind::Pipe(Box::new(pipe)), coll.ty, span),
                name,
            );
        }
        self.walk_plain(cx, coll, name)
    }

    fn walk_plain(&mut self, cx: &mut Cx, coll: Hir, name: &str) -> Result<Walk, Hir> {
        let direct = matches!(
            coll.ty,
            Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Str
        );
        let coll = if direct {
            self.pass(cx, coll.span);
            coll
        } else {
            self.to_vector(cx, coll, name)
        };
        if coll.ty.is_never() {
            return Err(coll);
        }
        Ok(self.over(cx, coll))
    }

    pub(super) fn over(&mut self, cx: &mut Cx, coll: Hir) -> Walk {
        let span = coll.span;
        let element = coll.ty.element().unwrap_or(Ty::Any);
        let by_ref = matches!(coll.ty, Ty::Vector(_) | Ty::List(_) | Ty::Set(_));
        let var = if by_ref {
            cx.new_ref("x", span, element)
        } else {
            cx.new_var("x", span, element)
        };
        cx.vars[var.0 as usize].known = self.known_element(cx, &coll);
        let parallel = cx.parallel.clone().map(|g| g.map(Box::new));
        Walk {
            clauses: vec![Clause::Each(var, Source::Coll(coll))],
            element: cx.var(var, span),
            parallel,
        }
    }

    pub(super) fn produce(&mut self, cx: &mut Cx, source: Source, element: Ty, span: Span) -> Hir {
        let by_ref = matches!(source, Source::Cycle(_) | Source::Repeat(..));
        let var = if by_ref {
            cx.new_ref("x", span, element.clone())
        } else {
            cx.new_var("i", span, element.clone())
        };
        let parallel = cx.parallel.clone().map(|g| g.map(Box::new));
        let pipe = Pipe {
            clauses: vec![Clause::Each(var, source)],
            sink: Sink::Collect(Box::new(cx.var(var, span))),
            parallel,
        };
        Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::vector(element), span)
    }

    /// A walk whose element is what a function makes of it, collected.
    pub(super) fn mapped(&mut self, cx: &mut Cx, mut walk: Walk, kind: &Ty, span: Span) -> Hir {
        let y = std::mem::replace(&mut walk.element, literal(Lit::Nil, Span::default()));
        if y.ty.is_never() {
            walk.element = y;
            return self.collect(walk, kind, span);
        }
        let settled = y.ty.settled();
        let y = self.coerce(y, &settled);
        let var = cx.new_var("y", span, settled);
        walk.clauses.push(Clause::Let(var, y));
        walk.element = cx.var(var, span);
        self.collect(walk, kind, span)
    }

    /// The elements of a walk, in the kind of the sequence that it began with.
    pub(super) fn collect(&mut self, walk: Walk, kind: &Ty, span: Span) -> Hir {
        let settled = walk.element.ty.settled();
        let element = self.coerce(walk.element, &settled);
        let pipe = Pipe {
            clauses: walk.clauses,
            sink: Sink::Collect(Box::new(element)),
            parallel: walk.parallel,
        };
        let h = Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::vector(settled), span);
        match kind {
            Ty::List(_) => {
                let ty = Ty::list(h.ty.element().unwrap_or(Ty::Any));
                Hir::new(HirKind::Coerce(Box::new(h)), ty, span)
            }
            _ => h,
        }
    }

    /// The element of a walk as a variable, so that it can be used more than once.
    pub(super) fn named(&mut self, cx: &mut Cx, walk: &mut Walk) -> Hir {
        if !matches!(walk.element.kind, HirKind::Var(..)) {
            let element = std::mem::replace(&mut walk.element, literal(Lit::Nil, Span::default()));
            let span = element.span;
            let var = cx.new_var("y", span, element.ty.clone());
            walk.clauses.push(Clause::Let(var, element));
            walk.element = cx.var(var, span);
        }
        walk.element.clone()
    }

    pub(super) fn stage(
        &mut self,
        cx: &mut Cx,
        name: &str,
        f: Applied,
        coll: Hir,
        span: Span,
    ) -> Hir {
        let kind = if matches!(name, "mapv" | "filterv") {
            Ty::vector(Ty::Any)
        } else {
            coll.ty.clone()
        };
        let dynamic = matches!(kind, Ty::Any | Ty::Option(_)) && !is_walk(&coll);
        let mut hoisted = Vec::new();
        let (coll, original) = if dynamic {
            let held = self.held(cx, coll, &mut hoisted);
            (held.clone(), Some(held))
        } else {
            (coll, None)
        };
        // Whether the function can fail is known when its body is inferred: first as if it could not.
        let probe = (cx.faults.len(), cx.passed.len(), coll.clone());
        let body = match self.try_stage(cx, name, &f, coll, true, span) {
            Ok((walk, fails)) if fails && self.earlier_fails(&walk) => {
                cx.faults.truncate(probe.0);
                cx.passed.truncate(probe.1);
                self.try_stage(cx, name, &f, probe.2, false, span)
                    .map(|(w, _)| w)
            }
            other => other.map(|(w, _)| w),
        };
        let walk = match body {
            Ok(walk) => walk,
            Err(stopped) => return with_hoisted(hoisted, stopped),
        };
        let keeps_string = matches!(name, "take-while" | "drop-while");
        let h = self.collect(walk, &kind, span);
        let h = match original {
            Some(original) => self.in_kind(h, &kind, Some(original), keeps_string, span),
            None if kind == Ty::Str => self.in_kind(h, &kind, None, keeps_string, span),
            None => h,
        };
        with_hoisted(hoisted, h)
    }

    /// Whether a stage before the last of a walk can fail.
    fn earlier_fails(&self, walk: &Walk) -> bool {
        let last = walk.clauses.len().saturating_sub(1);
        walk.clauses[..last]
            .iter()
            .filter(|c| clause_may_fail(c))
            .count()
            > 0
    }

    fn try_stage(
        &mut self,
        cx: &mut Cx,
        name: &str,
        f: &Applied,
        coll: Hir,
        total: bool,
        span: Span,
    ) -> Result<(Walk, bool), Hir> {
        let mut walk = self.walk(cx, coll, name, total)?;
        let fails = |h: &Hir| may_fail(h);
        let result = match name {
            "map" | "mapv" | "map-indexed" => {
                let x = walk.element.clone();
                let args = if name == "map-indexed" {
                    let i = cx.new_var("i", span, Ty::Int);
                    walk.clauses.push(Clause::Index(i, 0));
                    vec![cx.var(i, span), x]
                } else {
                    vec![x]
                };
                let y = self.applied(cx, f, args, span);
                if y.ty.is_never() && !matches!(y.kind, HirKind::Raise { .. } | HirKind::Do(_)) {
                    // A recursive call whose result is not known yet.
                    return Ok((Walk { element: y, ..walk }, false));
                }
                let fails = fails(&y);
                let settled = y.ty.settled();
                let y = self.coerce(y, &settled);
                let var = cx.new_var("y", span, settled);
                walk.clauses.push(Clause::Let(var, y));
                walk.element = cx.var(var, span);
                fails
            }
            "filter" | "filterv" | "remove" => {
                let x = self.named(cx, &mut walk);
                let test = self.applied(cx, f, vec![x], span);
                let test = self.truthy(test);
                let test = if name == "remove" && !test.ty.is_never() {
                    negate(test)
                } else {
                    test
                };
                let fails = fails(&test);
                walk.clauses.push(Clause::When(test));
                fails
            }
            "keep" | "keep-indexed" => {
                let x = walk.element.clone();
                let args = if name == "keep-indexed" {
                    let i = cx.new_var("i", span, Ty::Int);
                    walk.clauses.push(Clause::Index(i, 0));
                    vec![cx.var(i, span), x]
                } else {
                    vec![x]
                };
                let y = self.applied(cx, f, args, span);
                let fails = fails(&y);
                let settled = y.ty.settled();
                let y = self.coerce(y, &settled);
                let var = cx.new_var("y", span, settled.clone());
                walk.clauses.push(Clause::Let(var, y));
                let found = cx.var(var, span);
                walk.element = if settled.may_be_nil() {
                    walk.clauses.push(Clause::When(prim(
                        Prim::IsSome,
                        vec![found.clone()],
                        Ty::Bool,
                        span,
                    )));
                    let unwrapped = self.present(found);
                    let value = cx.new_var("y", span, unwrapped.ty.clone());
                    walk.clauses.push(Clause::Let(value, unwrapped));
                    cx.var(value, span)
                } else {
                    found
                };
                fails
            }
            "mapcat" => {
                let x = walk.element.clone();
                let inner = self.applied(cx, f, vec![x], span);
                let fails = fails(&inner);
                let parallel = cx.parallel.take();
                let inner = self.walk(cx, inner, name, true);
                cx.parallel = parallel;
                match inner {
                    Ok(inner) => {
                        append(&mut walk.clauses, inner.clauses);
                        walk.element = inner.element;
                    }
                    Err(stopped) => walk.element = stopped,
                }
                fails
            }
            "take-while" | "drop-while" => {
                let x = self.named(cx, &mut walk);
                let test = self.applied(cx, f, vec![x], span);
                let test = self.truthy(test);
                let fails = fails(&test);
                walk.clauses.push(if name == "take-while" {
                    Clause::While(test, 0)
                } else {
                    Clause::DropWhile(test, 0)
                });
                fails
            }
            _ => false,
        };
        Ok((walk, result))
    }
}

/// A walk for its errors, as nothing comes of its elements, and what is then the result.
pub(super) fn walked(clauses: Vec<Clause>, element: Hir, result: Hir, span: Span) -> Hir {
    let pipe = Pipe {
        clauses,
        sink: Sink::Each(Box::new(element)),
        parallel: None,
    };
    let walk = Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::Nil, span);
    sequence(vec![walk, result], span)
}

/// The clauses of a walk inside another.
pub(super) fn append(clauses: &mut Vec<Clause>, inner: Vec<Clause>) {
    let by = clauses.len();
    clauses.extend(inner.into_iter().map(|c| c.shifted(by)));
}

/// Whether a value is a walk that a further stage can join.
pub(super) fn is_walk(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Pipe(pipe) => matches!(pipe.sink, Sink::Collect(_)),
        HirKind::Coerce(inner) => is_walk(inner) && matches!(h.ty, Ty::List(_)),
        HirKind::LikeKind { vector, .. } => is_walk(vector),
        HirKind::Let(_, _, body) => is_walk(body),
        _ => false,
    }
}

impl Ty {
    pub(super) fn may_be_float(&self) -> bool {
        matches!(self.without_nil(), Ty::Float | Ty::Number | Ty::Any)
    }

    /// Accumulators keep tuples: `[(+ a x) (inc n)]` needs no vector in every round.
    pub(super) fn settled_unless_tuple(&self) -> Ty {
        match self {
            Ty::Tuple(items) if !items.is_empty() => self.clone(),
            t => t.settled(),
        }
    }
}

/// Whether evaluating a node can end in an error of the language's own.
pub(crate) fn may_fail(h: &Hir) -> bool {
    let mut fails = false;
    h.walk(&mut |h| {
        fails |= match &h.kind {
            HirKind::Call { .. }
            | HirKind::CallDyn { .. }
            | HirKind::RustFn(..)
            | HirKind::HostCall { .. }
            | HirKind::Extern(..)
            | HirKind::Raise { .. }
            | HirKind::Assert { .. }
            | HirKind::Check(..)
            | HirKind::AssertEq { .. }
            | HirKind::Const(_)
            | HirKind::Dbg(..) => true,
            HirKind::Lib(call) => call.is_fallible,
            HirKind::Cast(_, subject) => !subject.is_known,
            HirKind::ToVector(inner, _) => inner.ty == Ty::Any,
            HirKind::Prim(op, args) => {
                matches!(op, Prim::Div | Prim::Quot | Prim::Rem | Prim::Mod | Prim::Shl | Prim::ToInt)
                    && args.iter().all(|a| a.ty != Ty::Float)
                    && !matches!(args.get(1).map(|a| &a.kind), Some(HirKind::Lit(Lit::Int(n))) if !n.is_zero() && *op != Prim::Shl)
            }
            _ => false,
        };
    });
    fails
}

/// Whether a stage may take long: it calls a function or loops.
pub(super) fn is_dear(clause: &Clause) -> bool {
    let (Clause::Let(_, h) | Clause::When(h)) = clause else {
        return false;
    };
    let mut dear = false;
    h.walk(&mut |h| {
        dear |= matches!(
            h.kind,
            HirKind::Call { .. }
                | HirKind::CallDyn { .. }
                | HirKind::Extern(..)
                | HirKind::RustFn(..)
                | HirKind::HostCall { .. }
                | HirKind::Loop { .. }
                | HirKind::Pipe(_)
        );
    });
    dear
}

fn clause_may_fail(clause: &Clause) -> bool {
    match clause {
        Clause::Let(_, h)
        | Clause::When(h)
        | Clause::While(h, _)
        | Clause::DropWhile(h, _)
        | Clause::Take(h, _)
        | Clause::Drop(h, _) => may_fail(h),
        Clause::Each(_, Source::Iterate { next, .. }) => may_fail(next),
        // The source itself is evaluated before the first element.
        Clause::Each(..) | Clause::Index(..) => false,
    }
}
