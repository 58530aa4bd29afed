//! Walks without an end, and what takes one element of them.
//!
//! `(range)`, `(repeat x)`, `(iterate f x)` and `(cycle coll)` are never collected: the stage or the search that
//! bounds them is a part of their walk. `first` and `nth` are such searches, which take what comes first after the
//! elements that they drop. What nothing bounds is an error, found after inference.

use super::access::runtime;
use super::lambda::{Arg, with_hoisted};
use super::sequence::Walk;
use super::*;
use crate::hir::{Clause, LibArg, Pipe, Sink, Source};

impl<'p> Infer<'p> {
    /// `(first walk)`: nil of `(cycle [])`, which is the only one without an element.
    pub(super) fn first_of_endless(&mut self, cx: &mut Cx, coll: Hir, span: Span) -> Hir {
        self.after(cx, coll, None, literal(Lit::Nil, span), span)
    }

    /// `(nth walk index default?)`.
    pub(super) fn nth_of_endless(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        index: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let mut hoisted = Vec::new();
        let default = default.map(|default| self.held(cx, default, &mut hoisted));
        let index = self.held(cx, index, &mut hoisted);
        let otherwise = match default {
            Some(default) => default,
            None => {
                let args = vec![LibArg::Index(index.clone())];
                runtime("access::no_element", args, true, Ty::Never, span)
            }
        };
        let is_before = self.library(cx, "neg?", vec![Arg::Value(index.clone())], span);
        let found = self.after(cx, coll, Some(index), otherwise.clone(), span);
        let body = self.join_branches(is_before, otherwise, found, span);
        with_hoisted(hoisted, body)
    }

    /// The first element after those that are dropped, or what stands in for it.
    fn after(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        dropped: Option<Hir>,
        otherwise: Hir,
        span: Span,
    ) -> Hir {
        let Walk {
            mut clauses,
            element,
            ..
        } = match self.walk(cx, coll, "nth", true) {
            Ok(walk) => walk,
            Err(stopped) => return stopped,
        };
        clauses.extend(dropped.map(|count| Clause::Drop(count, 0)));
        let var = cx.new_var("found", span, element.ty.clone());
        let ty = join(&element.ty, &otherwise.ty);
        let found = cx.var(var, span);
        let sink = Sink::Find {
            var,
            value: Box::new(element),
            test: Box::new(literal(Lit::Bool(true), span)),
            found: Box::new(self.coerce(found, &ty)),
            default: Box::new(self.coerce(otherwise, &ty)),
        };
        // A search ends early: it stays sequential.
        let pipe = Pipe {
            clauses,
            sink,
            parallel: None,
        };
        Hir::new(HirKind::Pipe(Box::new(pipe)), ty, span)
    }
}

/// The variable over a source that never ends and that nothing in the walk bounds, and what makes it.
pub(super) fn endless_source(clauses: &[Clause]) -> Option<(VarId, &'static str)> {
    clauses.iter().enumerate().find_map(|(i, clause)| {
        let Clause::Each(var, source) = clause else {
            return None;
        };
        let name = match source {
            Source::Range(_, None, _) => "range",
            Source::Repeat(_, None) => "repeat",
            Source::Iterate { .. } => "iterate",
            Source::Cycle(_) => "cycle",
            _ => return None,
        };
        let is_bounded = clauses[i + 1..].iter().any(|c| match c {
            Clause::Take(_, from) | Clause::While(_, from) => *from <= i,
            _ => false,
        });
        (!is_bounded).then_some((*var, name))
    })
}

/// Like `endless_source`, of a node that is a walk; a search ends by itself.
pub(super) fn endless(h: &Hir) -> Option<(VarId, &'static str)> {
    match &h.kind {
        HirKind::Pipe(pipe) if !matches!(pipe.sink, Sink::Find { .. }) => {
            endless_source(&pipe.clauses)
        }
        _ => None,
    }
}

/// Whether a value is a walk without an end that a further stage may bound.
pub(super) fn is_endless_walk(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Coerce(inner) => is_endless_walk(inner),
        HirKind::LikeKind { vector, .. } => is_endless_walk(vector),
        HirKind::Let(_, _, body) => is_endless_walk(body),
        _ => endless(h).is_some(),
    }
}
