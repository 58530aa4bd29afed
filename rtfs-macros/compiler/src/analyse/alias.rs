//! Second names: a `let` that only renames a variable is dropped, and its uses name the variable.
//!
//! A value under two names would look as if two places needed it: a parameter that its function only
//! reads would be taken over rather than borrowed. Variables never change while a second name of theirs
//! is visible (a loop gives its variables new values only on the way to the next round), so the names
//! are interchangeable. So are they where the variable is a reference to its value (an element of a
//! collection that is walked): what takes the value clones it there, and what only looks at it does not.
//! Ints stay: a name for one behind a reference is the machine word that was read.

use std::collections::BTreeMap;

use crate::hir::{Hir, HirKind, Inst, VarId};
use crate::own::is_worth_borrowing;

pub(super) fn remove(inst: &mut Inst) {
    let mut names = BTreeMap::new();
    let vars = &inst.vars;
    let is_same = |a: VarId, b: VarId| {
        let (a, b) = (&vars[a.0 as usize], &vars[b.0 as usize]);
        a.ty == b.ty && !a.is_ref && (!b.is_ref || is_worth_borrowing(&b.ty))
    };
    rename(&mut inst.body, &mut names, &is_same);
}

fn rename(h: &mut Hir, names: &mut BTreeMap<VarId, VarId>, is_same: &dyn Fn(VarId, VarId) -> bool) {
    while let HirKind::Let(alias, value, _) = &h.kind
        && let HirKind::Var(var, _) = value.kind
    {
        let var = names.get(&var).copied().unwrap_or(var);
        if !is_same(*alias, var) {
            break;
        }
        names.insert(*alias, var);
        let HirKind::Let(_, _, body) = std::mem::replace(&mut h.kind, HirKind::Do(Vec::new()))
        else {
            return;
        };
        *h = *body;
    }
    if let HirKind::Var(var, _) = &mut h.kind
        && let Some(name) = names.get(var)
    {
        *var = *name;
    }
    h.children_mut(&mut |part| rename(part, names, is_same));
}
