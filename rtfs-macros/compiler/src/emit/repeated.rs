//! Which instances are called again and again: in a loop, a walk or a recursion, at first hand or at second; and which from
//! few places.

use super::*;
use crate::hir::{Hir, HirKind, LibArg};

/// Of each instance, whether it is called again and again by one call of the program.
pub(super) fn repeated(module: &Module) -> Vec<bool> {
    let calls: Vec<Calls> = module.insts.iter().map(|i| Calls::of(i, module)).collect();
    let mut repeated = vec![false; module.insts.len()];
    // Whoever gets a function as a value may call it at will.
    let values = module.functions.values().flat_map(|f| &f.arms);
    let mut todo: Vec<InstId> = values.map(|arm| arm.inst).collect();
    todo.extend(calls.iter().flat_map(|c| &c.repeated));
    while let Some(id) = todo.pop() {
        let index = id.0 as usize;
        if !std::mem::replace(&mut repeated[index], true) {
            todo.extend(&calls[index].once);
        }
    }
    repeated
}

/// From so many places a function may be called that rustc is asked to copy into its callers.
const FEW: usize = 2;

/// Of each instance, whether it is called from a place or two of the program, and no recursion comes back to it.
pub(super) fn few_callers(module: &Module) -> Vec<bool> {
    let mut places = vec![0; module.insts.len()];
    for inst in &module.insts {
        inst.body.walk(&mut |h| {
            if let HirKind::Call { inst: callee, .. } = &h.kind {
                places[callee.0 as usize] += 1;
            }
        });
    }
    let few = |(inst, places): (&Inst, usize)| {
        !inst.recursion.uses_stack && inst.recursion.tail_group.is_empty() && places <= FEW
    };
    module.insts.iter().zip(places).map(few).collect()
}

/// What an instance calls.
#[derive(Default)]
struct Calls {
    /// Perhaps many times.
    repeated: Vec<InstId>,
    /// Once, where the instance itself is called once.
    once: Vec<InstId>,
}

impl Calls {
    fn of(inst: &Inst, module: &Module) -> Calls {
        let mut calls = Calls::default();
        calls.visit(
            &inst.body,
            inst,
            module,
            !inst.recursion.tail_group.is_empty(),
        );
        calls
    }

    fn visit(&mut self, h: &Hir, inst: &Inst, module: &Module, is_repeated: bool) {
        let is_repeated = is_repeated || repeats(h);
        if let HirKind::Call { inst: callee, .. } = &h.kind {
            // A recursion is called by what is outside of it.
            let leaves = || !module.insts[callee.0 as usize].recursion.uses_stack;
            match is_repeated || inst.recursion.uses_stack && leaves() {
                true => self.repeated.push(*callee),
                false => self.once.push(*callee),
            }
        }
        h.children(&mut |part| self.visit(part, inst, module, is_repeated));
    }
}

/// Whether the parts of an expression are evaluated again and again.
fn repeats(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Loop { .. } | HirKind::Pipe(_) => true,
        HirKind::Lib(call) => call.args.iter().any(|arg| matches!(arg, LibArg::Fn(_))),
        _ => false,
    }
}
