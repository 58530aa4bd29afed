//! Associative functions: those of the library that are, and those that a program marks `^:associative`.
//!
//! A reduction by one may be cut into parts, each of which is reduced by itself. That needs a value that begins a
//! part: of a library function what it makes of one element; of a marked function, which takes two
//! values of one type, the element itself.

use super::lambda::{Applied, Arg};
use super::*;
use crate::hir::Combine;

/// The library function that is applied, if it is one.
pub(super) fn library_name(f: &Applied) -> Option<&'static str> {
    match f {
        Applied::Value(h) => match &h.ty {
            Ty::Closure(closure) => match **closure {
                Closure::Library(name) => Some(name),
                _ => None,
            },
            _ => None,
        },
        Applied::Inline(_) => None,
    }
}

impl Infer<'_> {
    /// Whether a function argument is known to be associative.
    pub(super) fn is_associative(&self, f: &Arg<'_>) -> bool {
        let of_library = |name: &str| rtfs_rt::library::lookup(name).is_some_and(|f| f.associative);
        let of_block = |id: FnId| self.program.fns[id.index()].is_associative;
        match f {
            Arg::Expr(e) => match e.kind {
                ExprKind::Library(name) => of_library(name),
                ExprKind::FnRef(id) | ExprKind::Fn(id) => of_block(id),
                _ => false,
            },
            Arg::Value(h) => match &h.ty {
                Ty::Closure(closure) => match **closure {
                    Closure::Library(name) => of_library(name),
                    Closure::Fn { id, .. } => of_block(id),
                    _ => false,
                },
                _ => false,
            },
        }
    }

    /// How a marked function joins the accumulators of parts; `None` where elements and accumulators are of
    /// different types, so that it is not what its mark says.
    pub(super) fn combine_marked(
        &mut self,
        cx: &mut Cx,
        f: &Applied,
        first: Option<&Hir>,
        acc_ty: &Ty,
        span: Span,
    ) -> Option<Box<Combine>> {
        let first = match first {
            None => None,
            Some(element) if element.ty.settled() == *acc_ty => {
                Some(self.coerce(element.clone(), acc_ty))
            }
            Some(_) => return None,
        };
        let marks = (cx.faults.len(), cx.passed.len());
        let left = cx.new_var("left", span, acc_ty.clone());
        let right = cx.new_var("right", span, acc_ty.clone());
        let both = self.applied(cx, f, vec![cx.var(left, span), cx.var(right, span)], span);
        cx.faults.truncate(marks.0);
        cx.passed.truncate(marks.1);
        if both.ty.is_never() || join(acc_ty, &both.ty.settled_unless_tuple()) != *acc_ty {
            return None;
        }
        Some(Box::new(Combine {
            first,
            left,
            right,
            both: self.coerce(both, acc_ty),
            is_exact: is_exact(acc_ty),
        }))
    }
}

/// Whether no float is in a value, whose last bits would show where a reduction was cut.
fn is_exact(ty: &Ty) -> bool {
    match ty {
        Ty::Nil | Ty::Bool | Ty::Int | Ty::Str | Ty::Keyword | Ty::Symbol => true,
        Ty::Inst | Ty::Uuid | Ty::Regex(_) => true,
        Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) => is_exact(t),
        Ty::Map(k, v) => is_exact(k) && is_exact(v),
        Ty::Tuple(items) => items.iter().all(is_exact),
        Ty::Record(fields) => fields.iter().all(|(_, t)| is_exact(t)),
        _ => false,
    }
}
