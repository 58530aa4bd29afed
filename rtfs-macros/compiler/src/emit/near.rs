//! Functions whose ints are only compared with small constants: thresholds, dispatches, predicates.
//!
//! ```text
//! (defn label [x] (cond (< x 10) "small" (< x 100) "medium" :else "large"))
//! ```
//!
//! The nearest `i64` lies on the same side of every such constant as an int that does not fit. So the fast form serves all
//! ints: it has no exit, and needs no wide form beside it.

use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, LibArg, Prim};

/// Whether the fast form of an instance gives for the nearest machine ints what the instance gives for any.
pub(super) fn is_near(inst: &Inst) -> bool {
    let is_int = |param: &crate::hir::VarId| inst.vars[param.0 as usize].ty == Ty::Int;
    let mut ints = (inst.params.iter().zip(&inst.borrowed))
        .filter(|(param, _)| is_int(param))
        .map(|(_, borrowed)| !borrowed)
        .peekable();
    ints.peek().is_some()
        && ints.all(|is_owned| is_owned)
        && inst.recursion.tail_group.is_empty()
        && is_near_in(&inst.body)
}

/// Whether nothing in an expression computes an int, hands one on or shows one: those of the parameters are compared.
fn is_near_in(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Prim(op, args) if compares(*op, args) => true,
        _ if matches!(h.ty, Ty::Int | Ty::Number) => false,
        HirKind::Lib(call) if call.args.iter().any(|arg| matches!(arg, LibArg::Fn(_))) => false,
        HirKind::Lit(_)
        | HirKind::Var(..)
        | HirKind::Const(_)
        | HirKind::Let(..)
        | HirKind::Do(_)
        | HirKind::If(..)
        | HirKind::Join { .. }
        | HirKind::Jump(..)
        | HirKind::Prim(..)
        | HirKind::Lib(_)
        | HirKind::Raise { .. } => {
            let mut is_near = true;
            h.children(&mut |part| is_near &= is_near_in(part));
            is_near
        }
        _ => false,
    }
}

/// Whether an operation compares an int with a small constant.
fn compares(op: Prim, args: &[Hir]) -> bool {
    let is_var = |h: &Hir| h.ty == Ty::Int && matches!(h.kind, HirKind::Var(..));
    match (op, args) {
        (Prim::Zero | Prim::Pos | Prim::Negative, [int]) => is_var(int),
        (Prim::Eq | Prim::NumEq | Prim::Lt | Prim::Le | Prim::Gt | Prim::Ge, [a, b]) => {
            is_var(a) && is_small(b) || is_small(a) && is_var(b)
        }
        _ => false,
    }
}

/// A constant on whose sides the nearest machine ints lie as what they stand for.
fn is_small(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Lit(Lit::Int(int)) => {
            matches!(int.as_i64(), Some(int) if int != i64::MIN && int != i64::MAX)
        }
        _ => false,
    }
}
