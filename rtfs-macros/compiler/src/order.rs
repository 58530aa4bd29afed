//! Order of evaluation: what an argument has to be is asked of it when all arguments are there.
//!
//! Inference puts the check of an argument where the argument stands: `(+ (check x) (f y))`. But the check is the
//! call's: an error of `(f y)`, and what it does to the world, come before it. So where an argument that is checked
//! stands before one that can fail, both are evaluated first and the checks are made of what they gave:
//!
//! ```text
//! (let [a x, b (f y)] (+ (check a) b))
//! ```
//!
//! After this pass no operand's check stands before the evaluation of a later operand that can fail or act. The rounds
//! of a loop are left alone: `recur` evaluates what may leave the fast form first.

use crate::hir::{Hir, HirKind, LibArg, Module, Use, VarId, VarInfo};
use crate::infer::may_fail;
use crate::types::Ty;

/// Puts the checks of operands after the operands.
pub fn order(module: &mut Module) {
    for inst in &mut module.insts {
        let vars = &mut inst.vars;
        inst.body.walk_mut(&mut |h| put_checks_last(h, vars));
    }
}

fn put_checks_last(h: &mut Hir, vars: &mut Vec<VarInfo>) {
    let mut operands = operands(&mut h.kind);
    let Some(first) = operands.iter().position(|h| is_checked(h)) else {
        return;
    };
    let Some(last) = operands.iter().rposition(|h| may_fail(value_of(h))) else {
        return;
    };
    if last <= first {
        return;
    }
    let mut bound = Vec::new();
    for operand in operands.iter_mut().take(last + 1) {
        change_value(operand, &mut |value| {
            if !is_still(value) {
                bound.push(bind(value, vars));
            }
        });
    }
    let (ty, span) = (h.ty.clone(), h.span);
    for (var, value) in bound.into_iter().rev() {
        let body = std::mem::replace(h, Hir::new(HirKind::Do(Vec::new()), Ty::Nil, span));
        let binding = HirKind::Let(var, Box::new(value), Box::new(body));
        *h = Hir::new(binding, ty.clone(), span);
    }
}

/// What a call evaluates before it, in order.
pub(crate) fn operands(kind: &mut HirKind) -> Vec<&mut Hir> {
    match kind {
        HirKind::Call { args, .. }
        | HirKind::Extern(_, args)
        | HirKind::RustFn(_, args)
        | HirKind::HostCall { args, .. }
        | HirKind::Prim(_, args)
        | HirKind::Struct(args) => args.iter_mut().collect(),
        HirKind::Lib(call) => {
            let mut found = Vec::new();
            for arg in &mut call.args {
                match arg {
                    LibArg::Own(h)
                    | LibArg::Ref(h)
                    | LibArg::Text(h)
                    | LibArg::Key(h)
                    | LibArg::Index(h) => {
                        found.push(h);
                    }
                    LibArg::Slice(items, _) => found.extend(items),
                    LibArg::Fn(_) => {}
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Whether a check of the operand's value stands around it.
fn is_checked(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Cast(inner, subject) => !subject.is_known || is_checked(inner),
        HirKind::Check(..) => true,
        HirKind::ToVector(inner, _) => inner.ty == Ty::Any || is_checked(inner),
        HirKind::Coerce(inner) => is_checked(inner),
        _ => false,
    }
}

/// The operand without the checks around it.
fn value_of(h: &Hir) -> &Hir {
    match &h.kind {
        HirKind::Cast(inner, _) | HirKind::Check(inner, ..) | HirKind::ToVector(inner, _) => {
            value_of(inner)
        }
        HirKind::Coerce(inner) if is_checked(inner) => value_of(inner),
        _ => h,
    }
}

/// Calls `change` with the operand without the checks around it.
pub(crate) fn change_value(h: &mut Hir, change: &mut dyn FnMut(&mut Hir)) {
    match &mut h.kind {
        HirKind::Cast(inner, _) | HirKind::Check(inner, ..) | HirKind::ToVector(inner, _) => {
            change_value(inner, change);
        }
        HirKind::Coerce(inner) if is_checked(inner) => change_value(inner, change),
        _ => change(h),
    }
}

/// Whether evaluating it can neither fail nor be seen, now or later.
pub(crate) fn is_still(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Lit(_) | HirKind::Var(..) | HirKind::LibFunc(_) => true,
        HirKind::Field(inner, _) | HirKind::Coerce(inner) => is_still(inner),
        HirKind::Closure(captures) => captures.iter().all(is_still),
        _ => false,
    }
}

/// Takes the value out, to be bound; a use of its variable stands in its place.
pub(crate) fn bind(value: &mut Hir, vars: &mut Vec<VarInfo>) -> (VarId, Hir) {
    let var = VarId(vars.len() as u32);
    vars.push(VarInfo {
        name: "value".into(),
        span: value.span,
        ty: value.ty.clone(),
        is_ref: false,
        known: None,
    });
    let used = Hir::new(
        HirKind::Var(var, Use::Undecided),
        value.ty.clone(),
        value.span,
    );
    (var, std::mem::replace(value, used))
}
