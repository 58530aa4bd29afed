//! What comes after an expression that does not return is cut off.
//!
//! Before: an operand of any operation may be of no type (`Never`), as what a fault or a `throw` stands for is. After:
//! no operand is. What was evaluated before it still is, and the operation itself is gone. Where a value of a certain
//! type has to be (what a function that is handed over gives, what a walk computes of an element), an expression
//! that does not return is of that type by a `Coerce`.

use crate::hir::{Clause, Hir, HirKind, LibArg, Source};
use crate::types::Ty;

/// Cuts a node and everything below it.
pub(super) fn cut(h: &mut Hir) {
    match &mut h.kind {
        HirKind::Pipe(pipe) => {
            pipe.clauses.iter_mut().for_each(counts);
            h.children_mut(&mut keep);
        }
        HirKind::Lib(call) => {
            for arg in &mut call.args {
                match arg {
                    LibArg::Own(h)
                    | LibArg::Ref(h)
                    | LibArg::Text(h)
                    | LibArg::Key(h)
                    | LibArg::Index(h) => cut(h),
                    LibArg::Slice(items, _) => items.iter_mut().for_each(cut),
                    LibArg::Fn(lambda) => keep(&mut lambda.body),
                }
            }
        }
        // All branches run, whether or not one of them returns.
        HirKind::Parallel(branches) => branches.iter_mut().for_each(keep),
        HirKind::Try {
            body,
            catches,
            finally,
            ..
        } => {
            keep(body);
            catches.iter_mut().for_each(|catch| keep(&mut catch.body));
            finally.iter_mut().for_each(|h| cut(h));
        }
        _ => h.children_mut(&mut cut),
    }
    match &mut h.kind {
        HirKind::Let(_, value, body) => {
            if value.ty.is_never() {
                *h = take(value);
            } else if body.ty.is_never() {
                h.ty = Ty::Never;
            }
        }
        HirKind::Do(items) => {
            if let Some(last) = items.iter().position(|part| part.ty.is_never()) {
                items.truncate(last + 1);
                h.ty = Ty::Never;
            }
        }
        HirKind::If(condition, then, other) => {
            if condition.ty.is_never() {
                *h = take(condition);
            } else if then.ty.is_never() && other.ty.is_never() {
                h.ty = Ty::Never;
            }
        }
        HirKind::Join { choice, then, .. } => {
            if choice.ty.is_never() && then.ty.is_never() {
                h.ty = Ty::Never;
            }
        }
        HirKind::Loop { vars, body, .. } => {
            if vars.iter().any(|(_, init)| init.ty.is_never()) {
                let inits = vars.iter_mut().map(|(_, init)| take(init)).collect();
                stop(h, inits);
            } else if body.ty.is_never() {
                h.ty = Ty::Never;
            }
        }
        HirKind::Coerce(_) | HirKind::Pipe(_) | HirKind::Parallel(_) | HirKind::Try { .. } => {}
        _ => operands(h),
    }
}

/// Cuts what has to be of its type.
fn keep(h: &mut Hir) {
    let ty = h.ty.clone();
    cut(h);
    if h.ty.is_never() && !ty.is_never() {
        let (inner, span) = (take(h), h.span);
        *h = Hir::new(HirKind::Coerce(Box::new(inner)), ty, span);
    }
}

/// What a walk counts by is an int, also where it is never computed.
fn counts(clause: &mut Clause) {
    let int = |h: &mut Hir| {
        if h.ty.is_never() {
            let (inner, span) = (take(h), h.span);
            *h = Hir::new(HirKind::Coerce(Box::new(inner)), Ty::Int, span);
        }
    };
    match clause {
        Clause::Take(count, _) | Clause::Drop(count, _) => int(count),
        Clause::Each(_, Source::Repeat(_, count)) => count.iter_mut().for_each(|h| int(h)),
        Clause::Each(_, Source::Range(start, end, step)) => {
            int(start);
            end.iter_mut().chain(step).for_each(|h| int(h));
        }
        _ => {}
    }
}

/// An operation one of whose operands does not return ends with it.
fn operands(h: &mut Hir) {
    let mut stops = false;
    let mut visit = |part: &Hir| stops |= part.ty.is_never();
    match &h.kind {
        HirKind::Lib(call) => call.args.iter().for_each(|arg| match arg {
            LibArg::Own(part)
            | LibArg::Ref(part)
            | LibArg::Text(part)
            | LibArg::Key(part)
            | LibArg::Index(part) => visit(part),
            LibArg::Slice(items, _) => items.iter().for_each(&mut visit),
            LibArg::Fn(_) => {}
        }),
        _ => h.children(&mut |part| visit(part)),
    }
    if !stops {
        return;
    }
    let mut parts = Vec::new();
    match &mut h.kind {
        HirKind::Lib(call) => call.args.iter_mut().for_each(|arg| match arg {
            LibArg::Own(part)
            | LibArg::Ref(part)
            | LibArg::Text(part)
            | LibArg::Key(part)
            | LibArg::Index(part) => parts.push(take(part)),
            LibArg::Slice(items, _) => parts.extend(items.iter_mut().map(take)),
            LibArg::Fn(_) => {}
        }),
        _ => h.children_mut(&mut |part| parts.push(take(part))),
    }
    stop(h, parts);
}

/// Makes a node of its parts up to the one that does not return.
fn stop(h: &mut Hir, parts: Vec<Hir>) {
    *h = super::sequence(parts, h.span);
}

fn take(h: &mut Hir) -> Hir {
    let nothing = Hir::new(HirKind::Do(Vec::new()), Ty::Nil, h.span);
    std::mem::replace(h, nothing)
}
