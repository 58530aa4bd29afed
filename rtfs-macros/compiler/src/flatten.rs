//! Depth: a call in a call in a call, some hundred deep, is bound step by step.
//!
//! Emission puts what may fail into macros of the runtime, operands and all, and rustc expands macros in macros to a depth of
//! 128 only. So where operands are nested deeper than [`DEEP`], their values are bound before the operation, in order:
//!
//! ```text
//! (let [a (f …), b (f a)] (f b))
//! ```
//!
//! Runs after `order`, whose promise it keeps: checks stay where they are, around what is bound. After this pass no operand
//! that is itself evaluated in macros nests deeper than that, but for what stands in the bodies of functions that are passed on.

use crate::hir::{Hir, HirKind, Module, VarId, VarInfo};
use crate::order::{bind, change_value, is_still, operands};

/// As many operations as may stand in each other: each is two or three macros at most.
const DEEP: usize = 24;

/// Binds the operands that nest too deep.
pub(crate) fn flatten(module: &mut Module) {
    for inst in &mut module.insts {
        let first = VarId(inst.vars.len() as u32);
        visit(&mut inst.body, &mut inst.vars, first);
    }
}

/// How many operations stand in each other, once those that are too many are bound by variables from `first` on.
fn visit(h: &mut Hir, vars: &mut Vec<VarInfo>, first: VarId) -> usize {
    let mut depth = 0;
    h.children_mut(&mut |part| depth = depth.max(visit(part, vars, first)));
    match h.kind {
        // What is bound, or stands in a block or a branch, is in no macro of these.
        HirKind::Let(..) | HirKind::Do(_) | HirKind::If(..) => return depth,
        _ if depth < DEEP => return depth + 1,
        _ => {}
    }
    let mut bound = Vec::new();
    for operand in parts(&mut h.kind) {
        change_value(operand, &mut |value| {
            if !is_still(value) {
                let (var, mut value) = bind(value, vars);
                // One sequence of steps, and not steps within steps.
                while let HirKind::Let(step, ..) = value.kind
                    && step >= first
                    && let HirKind::Let(step, of, body) = value.kind
                {
                    bound.push((step, *of));
                    value = *body;
                }
                bound.push((var, value));
            }
        });
    }
    if bound.is_empty() {
        return depth + 1;
    }
    for (var, value) in bound.into_iter().rev() {
        let (ty, span) = (h.ty.clone(), h.span);
        let body = std::mem::replace(h, Hir::new(HirKind::Do(Vec::new()), ty.clone(), span));
        let kind = HirKind::Let(var, Box::new(value), Box::new(body));
        *h = Hir::new(kind, ty, span);
    }
    depth
}

/// What an operation evaluates before it, in order.
fn parts(kind: &mut HirKind) -> Vec<&mut Hir> {
    match kind {
        HirKind::CallDyn { f, args } => std::iter::once(&mut **f).chain(args).collect(),
        HirKind::Tuple(items)
        | HirKind::Vector(items)
        | HirKind::List(items)
        | HirKind::Set(items)
        | HirKind::Record(items) => items.iter_mut().collect(),
        kind => operands(kind),
    }
}
