//! Bounds on a run: where a program that was compiled with `fuel` spends it.
//!
//! Before: typed HIR. After: the same, with a call of the runtime's `meter::spend` before the body of every function and
//! every loop, for every element of a walk, and before what a library function does with an element. Nothing of a program without
//! a bound changes. To the passes after this one it is a call that may fail, so that no loop loses it.

use rtfs_rt::reader::Span;

use crate::ast::Lit;
use crate::hir::{Clause, Hir, HirKind, LibArg, LibCall, Module, Pipe, VarId, VarInfo};
use crate::types::Ty;

/// Makes a program spend the fuel of its runs.
pub(crate) fn meter(module: &mut Module) {
    for inst in &mut module.insts {
        let vars = &mut inst.vars;
        inst.body.walk_mut(&mut |h| match &mut h.kind {
            HirKind::Loop { body, .. } => precede(body),
            HirKind::Pipe(pipe) => elements(pipe, vars, h.span),
            HirKind::Lib(call) => call.args.iter_mut().for_each(|arg| {
                if let LibArg::Fn(lambda) = arg {
                    precede(&mut lambda.body);
                }
            }),
            _ => {}
        });
        precede(&mut inst.body);
    }
}

fn spend(span: Span) -> Hir {
    let call = LibCall {
        path: "meter::spend".into(),
        args: Vec::new(),
        is_fallible: true,
        returns_index: false,
    };
    Hir::new(HirKind::Lib(Box::new(call)), Ty::Nil, span)
}

/// Spends before a node.
fn precede(h: &mut Hir) {
    let (ty, span) = (h.ty.clone(), h.span);
    let nil = Hir::new(HirKind::Lit(Lit::Nil), Ty::Nil, span);
    let node = std::mem::replace(h, nil);
    *h = Hir::new(HirKind::Do(vec![spend(span), node]), ty, span);
}

/// Spends for each element of the sources of a walk. Steps name the first clause of their walk by its place, which
/// moves with what comes before it.
fn elements(pipe: &mut Pipe, vars: &mut Vec<VarInfo>, span: Span) {
    let is_source = |clause: &Clause| matches!(clause, Clause::Each(..));
    let sources: Vec<bool> = pipe.clauses.iter().map(is_source).collect();
    let before = |at: usize| sources.iter().take(at).filter(|is| **is).count();
    let mut clauses = Vec::new();
    for clause in std::mem::take(&mut pipe.clauses) {
        let moved = clause.from().map_or(0, before);
        let is_source = is_source(&clause);
        clauses.push(clause.shifted(moved));
        if is_source {
            let var = VarId(u32::try_from(vars.len()).unwrap_or(u32::MAX));
            vars.push(VarInfo {
                name: "spent".into(),
                span,
                ty: Ty::Nil,
                is_ref: false,
                known: None,
            });
            clauses.push(Clause::Let(var, spend(span)));
        }
    }
    pipe.clauses = clauses;
}
