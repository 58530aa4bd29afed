//! What is found out about whole instances, after inference and before ownership.

mod alias;
pub mod effects;
mod tail;

use crate::hir::Module;

/// Drops second names, and marks effects, tail calls and recursion.
pub fn analyse(module: &mut Module) {
    module.insts.iter_mut().for_each(alias::remove);
    tail::mark(module);
    effects::mark(module);
}
