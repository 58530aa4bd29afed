//! What is found out about whole instances, after inference and before ownership.

mod effects;
mod tail;

use crate::hir::Module;

/// Marks effects, tail calls and recursion.
pub fn analyse(module: &mut Module) {
    tail::mark(module);
    effects::mark(module);
}
