//! Effects: which instances must not run twice.
//!
//! The fast twin of a pure function may leave `i64` half-way and be run again on big integers. What
//! prints (`dbg`) or leaves the language through a Rust function in scope must not be seen twice, so
//! such instances, and all that call them, have one form only.

use crate::hir::{HirKind, InstId, Module};

pub(super) fn mark(module: &mut Module) {
    let mut changed = true;
    while changed {
        changed = false;
        for index in 0..module.insts.len() {
            if module.insts[index].has_effects {
                continue;
            }
            let mut found = false;
            module.insts[index].body.walk(&mut |h| {
                found |= match &h.kind {
                    HirKind::Dbg(..) | HirKind::RustFn(..) => true,
                    HirKind::Call { inst, .. } => has_effects(module, *inst),
                    _ => false,
                };
            });
            if found {
                module.insts[index].has_effects = true;
                changed = true;
            }
        }
    }
}

fn has_effects(module: &Module, inst: InstId) -> bool {
    module.insts[inst.0 as usize].has_effects
}
