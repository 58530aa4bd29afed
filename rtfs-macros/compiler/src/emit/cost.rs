//! How long code takes, as far as that can be said without running it: what the parallel forms go by.
//!
//! Estimates are in nanoseconds, rough, and rather too low for what has a bound: an estimate that is
//! too high would send small work to other threads. Loops, walks, recursion, dynamic calls and calls
//! that leave the language have no estimate.

use std::iter::Sum;

use super::*;
use crate::hir::{Clause, Hir, LibArg, Pipe, Sink};

/// A time in nanoseconds, or unknown, which is greater than all that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cost {
    Known(u32),
    Unknown,
}

/// What making a collection or an entry of one takes.
const ALLOCATION: u32 = 20;
/// What a call of the runtime takes that does not go through a collection.
const CALL: u32 = 20;
/// Deeper calls are not followed.
const DEPTH: u32 = 8;

impl Cost {
    pub(super) const ZERO: Cost = Cost::Known(0);

    /// What the driver is told: 0 is unknown.
    pub(super) fn hint(self) -> u32 {
        match self {
            Cost::Known(nanoseconds) => nanoseconds.max(1),
            Cost::Unknown => 0,
        }
    }

    /// Without a part of it.
    pub(super) fn less(self, part: Cost) -> Cost {
        match (self, part) {
            (Cost::Known(all), Cost::Known(part)) => Cost::Known(all.saturating_sub(part)),
            _ => Cost::Unknown,
        }
    }

    pub(super) fn is_below(self, limit: u32) -> bool {
        self < Cost::Known(limit)
    }

    fn and(self, other: Cost) -> Cost {
        match (self, other) {
            (Cost::Known(a), Cost::Known(b)) => Cost::Known(a.saturating_add(b)),
            _ => Cost::Unknown,
        }
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Cost>>(costs: I) -> Cost {
        costs.fold(Cost::ZERO, Cost::and)
    }
}

impl Emitter<'_> {
    /// What a node takes.
    pub(super) fn cost(&self, h: &Hir) -> Cost {
        self.node_cost(h, DEPTH)
    }

    /// What a walk does with one element of its source, which stands at a position of its clauses.
    pub(super) fn cost_of_element(&self, pipe: &Pipe, at: usize) -> Cost {
        let clauses = pipe.clauses[at + 1..].iter().map(|clause| match clause {
            Clause::Let(_, h) | Clause::When(h) => self.cost(h),
            Clause::Index(..) => Cost::Known(1),
            _ => Cost::Unknown,
        });
        let sink = match &pipe.sink {
            Sink::Collect(h) => self.cost(h),
            Sink::Fold { next, .. } | Sink::Fold1 { next, .. } => self.cost(next),
            _ => Cost::Unknown,
        };
        clauses.sum::<Cost>().and(sink).and(Cost::Known(1))
    }

    fn node_cost(&self, h: &Hir, depth: u32) -> Cost {
        let own = match &h.kind {
            HirKind::If(c, t, e) => {
                let [c, t, e] = [c, t, e].map(|h| self.node_cost(h, depth));
                return c.and(t.max(e));
            }
            HirKind::Call { inst, .. } => {
                let callee = self.inst(*inst);
                if depth == 0
                    || callee.recursion.uses_stack
                    || !callee.recursion.tail_group.is_empty()
                {
                    return Cost::Unknown;
                }
                self.node_cost(&callee.body, depth - 1).and(Cost::Known(1))
            }
            HirKind::Lib(call) => {
                let walks = |h: &Hir| h.ty.element().is_some() || matches!(h.ty, Ty::Any | Ty::Str);
                let bounded = call.args.iter().all(|arg| match arg {
                    LibArg::Own(h)
                    | LibArg::Ref(h)
                    | LibArg::Text(h)
                    | LibArg::Key(h)
                    | LibArg::Index(h) => !walks(h),
                    LibArg::Fn(_) => false,
                    LibArg::Slice(items, _) => !items.iter().any(walks),
                });
                if !bounded && !is_step(&call.path) {
                    return Cost::Unknown;
                }
                Cost::Known(CALL)
            }
            HirKind::Extern(..)
            | HirKind::RustFn(..)
            | HirKind::HostCall { .. }
            | HirKind::CallDyn { .. }
            | HirKind::Loop { .. }
            | HirKind::Pipe(_)
            | HirKind::Parallel(_)
            | HirKind::ToVector(..)
            | HirKind::LikeKind { .. }
            | HirKind::Const(_)
            | HirKind::Dbg(..) => return Cost::Unknown,
            HirKind::Coerce(inner) if matches!(inner.ty, Ty::Closure(_)) => Cost::Known(ALLOCATION),
            HirKind::Coerce(inner) | HirKind::Cast(inner, _) => match inner.ty.element() {
                Some(_) if inner.ty != h.ty => return Cost::Unknown,
                _ => Cost::Known(1),
            },
            HirKind::Vector(items) | HirKind::List(items) | HirKind::Set(items) => {
                Cost::Known(ALLOCATION + items.len() as u32)
            }
            HirKind::Map(pairs) => Cost::Known(ALLOCATION + 4 * pairs.len() as u32),
            HirKind::Prim(..) => Cost::Known(1),
            _ => Cost::ZERO,
        };
        let mut parts = own;
        h.children(&mut |part| parts = parts.and(self.node_cost(part, depth)));
        parts
    }
}

/// Whether a function of the runtime takes one step however large its collection is.
fn is_step(path: &str) -> bool {
    const STEPS: &[&str] = &[
        "element", "get", "nth", "first", "second", "last", "count", "is_empty", "contains",
        "conj", "assoc", "cons",
    ];
    path.strip_prefix("access::")
        .is_some_and(|name| STEPS.iter().any(|step| name.starts_with(step)))
}
