//! The call that is left: a small function stands in the place of the one call of itself that its loop still makes.

use std::collections::{BTreeMap, BTreeSet};

use rtfs_rt::reader::Span;

use super::{call_of, new_var};
use crate::hir::{Hir, HirKind, Inst, InstId, LibArg, VarId};
use crate::own::binders;

/// Functions of at most so many nodes are small.
const SMALL: usize = 40;

/// Puts a small function in the place of the one call of itself that is left in it: half the calls are left, and none
/// more is written.
pub(super) fn inline(inst: &mut Inst, id: InstId) {
    let (mut nodes, mut calls, mut is_apart) = (0, 0, false);
    inst.body.walk(&mut |h| {
        nodes += 1;
        calls += usize::from(call_of(h, id).is_some());
        is_apart |= binds_apart(h);
    });
    if calls != 1 || nodes > SMALL || is_apart {
        return;
    }
    let copy = Copy::of(inst);
    inst.body.walk_up_mut(&mut |h| {
        if let HirKind::Call { inst, args, .. } = &mut h.kind
            && *inst == id
        {
            let args = std::mem::take(args);
            *h = copy.called(args, h.span);
        }
    });
}

/// Whether a node binds variables otherwise than by `let`, loops and choices.
fn binds_apart(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Pipe(_) | HirKind::Parallel(_) | HirKind::Try { .. } => true,
        HirKind::Lib(call) => call.args.iter().any(|arg| matches!(arg, LibArg::Fn(_))),
        _ => false,
    }
}

/// A body under new names.
struct Copy {
    /// The parameters.
    params: Vec<VarId>,
    body: Hir,
}

impl Copy {
    fn of(inst: &mut Inst) -> Copy {
        let mut bound: BTreeSet<VarId> = inst.params.iter().copied().collect();
        inst.body.walk(&mut |h| binders(h, &mut bound));
        let mut names = BTreeMap::new();
        for var in bound {
            let info = inst.vars[var.0 as usize].clone();
            names.insert(var, new_var(&mut inst.vars, info));
        }
        let labels = inst.labels;
        inst.labels *= 2;
        let mut body = inst.body.clone();
        body.walk_mut(&mut |h| renew(h, &names, labels));
        let params = inst.params.iter().map(|param| names[param]).collect();
        Copy { params, body }
    }

    /// The body with the arguments of a call.
    fn called(&self, args: Vec<Hir>, span: Span) -> Hir {
        let bindings = self.params.iter().zip(args).rev();
        bindings.fold(self.body.clone(), |body, (param, arg)| {
            let ty = body.ty.clone();
            Hir::new(
                HirKind::Let(*param, Box::new(arg), Box::new(body)),
                ty,
                span,
            )
        })
    }
}

/// Gives a node's variables new names, and its labels those that begin at `labels`.
fn renew(h: &mut Hir, names: &BTreeMap<VarId, VarId>, labels: u32) {
    let named = |var: &mut VarId| {
        if let Some(name) = names.get(var) {
            *var = *name;
        }
    };
    match &mut h.kind {
        HirKind::Var(var, _) | HirKind::Let(var, ..) => named(var),
        HirKind::Loop { label, vars, .. } => {
            label.0 += labels;
            vars.iter_mut().for_each(|(var, _)| named(var));
        }
        HirKind::Join { label, vars, .. } => {
            label.0 += labels;
            vars.iter_mut().for_each(named);
        }
        HirKind::Recur(label, _) | HirKind::Jump(label, _) => label.0 += labels,
        _ => {}
    }
}
