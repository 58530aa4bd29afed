//! `(range …)`: its elements are ints if its start and its step are; the end, of whatever kind, only bounds them.

use super::access::runtime;
use super::*;
use crate::hir::{LibArg, Source};

impl Infer<'_> {
    /// A walk over ints, or the vector of a range whose elements may be floats.
    pub(super) fn range(&mut self, cx: &mut Cx, bounds: Vec<Hir>, span: Span) -> Hir {
        if let Some(stop) = bounds.iter().position(|h| h.ty.is_never()) {
            return sequence(bounds.into_iter().take(stop + 1).collect(), span);
        }
        let end_at = bounds.len().min(2).saturating_sub(1);
        let steps_up = match bounds.get(2).map(|h| &h.kind) {
            None => Some(true),
            Some(HirKind::Lit(Lit::Int(step))) => Some(!step.is_negative()),
            _ => None,
        };
        let may_be_float =
            |(at, h): (usize, &Hir)| h.ty.may_be_float() && !(at == end_at && steps_up.is_some());
        if bounds.iter().enumerate().any(may_be_float) {
            return self.number_range(bounds, span);
        }
        let mut ints = Vec::new();
        for (at, bound) in bounds.into_iter().enumerate() {
            let int = if at == end_at && bound.ty.may_be_float() {
                self.int_end(bound, steps_up != Some(false))
            } else {
                self.to_int(cx, bound, "range")
            };
            let is_wrong = int.ty.is_never();
            ints.push(int);
            if is_wrong {
                return sequence(ints, span);
            }
        }
        let mut ints = ints.into_iter().map(Box::new);
        let zero = || Box::new(literal(Lit::Int(0.into()), span));
        let source = match (ints.next(), ints.next(), ints.next()) {
            (None, ..) => Source::Range(zero(), None, None),
            (Some(end), None, _) => Source::Range(zero(), Some(end), None),
            (Some(start), Some(end), step) => Source::Range(start, Some(end), step),
        };
        self.produce(cx, source, Ty::Int, span)
    }

    /// The end of a range of ints, which may be a float, as the int that bounds the same ints.
    fn int_end(&mut self, end: Hir, steps_up: bool) -> Hir {
        let span = end.span;
        let end = self.coerce(end, &Ty::Any);
        let path = match steps_up {
            true => "access::range_end",
            false => "access::range_end_down",
        };
        runtime(path, vec![LibArg::Ref(end)], true, Ty::Int, span)
    }

    fn number_range(&mut self, bounds: Vec<Hir>, span: Span) -> Hir {
        let bounds = bounds
            .into_iter()
            .map(|h| self.coerce(h, &Ty::Any))
            .collect();
        let args = vec![LibArg::Slice(bounds, Ty::Any)];
        runtime(
            "access::range_any",
            args,
            true,
            Ty::vector(Ty::Number),
            span,
        )
    }
}
