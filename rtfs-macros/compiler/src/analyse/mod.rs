//! What is found out about whole instances, after inference and before ownership.

mod alias;
pub(crate) mod descents;
pub mod effects;
mod rebuilds;
mod tail;
pub(crate) mod views;

use crate::hir::Module;

/// Drops second names, changes nodes that are built anew, marks effects, tail calls and recursion, and finds the variables
/// that only look.
pub fn analyse(module: &mut Module) {
    for inst in &mut module.insts {
        alias::remove(inst);
        rebuilds::rewrite(inst, &module.nodes);
    }
    tail::mark(module);
    for inst in &mut module.insts {
        views::find(inst);
        descents::find(inst, &module.nodes);
    }
    effects::mark(module);
}
