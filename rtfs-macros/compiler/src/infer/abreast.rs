//! `(map f xs ys …)`: a walk over several sequences abreast.
//!
//! The walk is over the indices that all of them have. The sequences are computed before it, in order, as eager
//! evaluation does; what follows joins the walk like that of a `map` over one sequence, and `:parallel` can cut it.

use super::access::runtime;
use super::endless::is_endless_walk;
use super::lambda::{Arg, Hoisted, with_hoisted};
use super::numeric::prim;
use super::sequence::Walk;
use super::*;
use crate::hir::{Clause, LibArg, Source};

impl<'p> Infer<'p> {
    /// The walk of `map` or `mapv` over typed sequences; the library has all others.
    pub(super) fn abreast(
        &mut self,
        cx: &mut Cx,
        name: &'static str,
        args: &[Arg<'_>],
        span: Span,
    ) -> Option<Hir> {
        let (function, sequences) = args.split_first()?;
        let colls: Vec<Hir> = sequences.iter().map(|a| self.arg(cx, a.clone())).collect();
        if !colls.iter().all(is_typed_sequence) {
            let library = rtfs_rt::library::lookup(name)?;
            let values = colls.into_iter().map(Arg::Value);
            let all = std::iter::once(function.clone()).chain(values).collect();
            return Some(self.by_signature(cx, library, all, span));
        }
        let mut hoisted = Hoisted::new();
        let kind = match name {
            "map" => colls[0].ty.clone(),
            _ => Ty::vector(Ty::Any),
        };
        let f = self.function(cx, function.clone(), &mut hoisted);
        let mut vectors = Vec::new();
        for coll in colls {
            let vector = self.to_vector(cx, coll, name);
            vectors.push(self.held(cx, vector, &mut hoisted));
        }
        let counts: Vec<Hir> = vectors
            .iter()
            .map(|vector| self.library(cx, "count", vec![Arg::Value(vector.clone())], span))
            .collect();
        let all = counts
            .into_iter()
            .reduce(|a, b| prim(Prim::Min, vec![a, b], Ty::Int, span))?;
        let index = cx.new_var("i", span, Ty::Int);
        let zero = literal(Lit::Int(0.into()), span);
        let source = Source::Range(Box::new(zero), Some(Box::new(all)), None);
        let mut clauses = vec![Clause::Each(index, source)];
        let mut elements = Vec::new();
        for vector in vectors {
            let element = vector.ty.element().unwrap_or(Ty::Any);
            let at = LibArg::Index(cx.var(index, span));
            let args = vec![LibArg::Ref(vector), at];
            let value = runtime("access::at_index", args, false, element.clone(), span);
            let var = cx.new_var("x", span, element);
            clauses.push(Clause::Let(var, value));
            elements.push(cx.var(var, span));
        }
        let element = self.applied(cx, &f, elements, span);
        let walk = Walk {
            clauses,
            element,
            parallel: cx.parallel.clone().map(|grain| grain.map(Box::new)),
        };
        let walked = self.mapped(cx, walk, &kind, span);
        Some(with_hoisted(hoisted, walked))
    }
}

/// Whether a value is a sequence whose elements have a type and are there before the walk.
fn is_typed_sequence(coll: &Hir) -> bool {
    let is_sequence = match &coll.ty {
        Ty::Vector(_) | Ty::List(_) => true,
        Ty::Tuple(items) => !items.is_empty(),
        _ => false,
    };
    let has_elements = coll
        .ty
        .element()
        .is_some_and(|ty| !ty.is_never() && ty != Ty::Any);
    is_sequence && has_elements && !is_endless_walk(coll)
}
