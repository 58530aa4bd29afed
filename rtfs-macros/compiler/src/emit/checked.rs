//! What rustc sees of an expansion that it only checks.
//!
//! The passes have checked all of the program by then, and rustc would check the same again in another language. What
//! it alone can check is where the program meets the user's Rust: functions that `extern` declares and functions in scope.
//! So a check gets every item with its signature, and of the bodies those that lead to Rust; of these, the forms for ints
//! without limit are left out as well, since the fast ones say the same of the user's Rust.

use super::*;
use crate::hir::{Hir, HirKind};

/// Of each instance, whether its body leads to something of the user's Rust, at first hand or by what it calls.
pub(super) fn leads_to_rust(module: &Module) -> Vec<bool> {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); module.insts.len()];
    let mut leads = vec![false; module.insts.len()];
    let mut todo = Vec::new();
    for (index, inst) in module.insts.iter().enumerate() {
        inst.body.walk(&mut |h| match &h.kind {
            HirKind::Call { inst, .. } => callers[inst.0 as usize].push(index),
            _ if is_rust(h) => todo.push(index),
            _ => {}
        });
    }
    while let Some(index) = todo.pop() {
        if !std::mem::replace(&mut leads[index], true) {
            todo.extend(&callers[index]);
        }
    }
    // Who converts a function to a dynamic one refers to it, and that is not said by a call.
    let mut dynamic = module.functions.values().flat_map(|f| &f.arms);
    match dynamic.any(|arm| leads[arm.inst.0 as usize]) {
        true => vec![true; module.insts.len()],
        false => leads,
    }
}

/// Whether this is something that only rustc knows.
fn is_rust(h: &Hir) -> bool {
    matches!(
        h.kind,
        HirKind::Extern(..) | HirKind::RustFn(..) | HirKind::HostCall { .. } | HirKind::Dbg(..)
    )
}
