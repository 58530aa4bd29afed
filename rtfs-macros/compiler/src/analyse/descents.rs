//! Descents: the variables of loops that walk down data and hold a reference to where they have come.
//!
//! A loop such as `(loop [t tree] … (recur (:left t)))` need not own the tree below: the part of a node that it goes on
//! with stays in its node, so that owning it would count a reference in each round. After this pass `Inst::descents`
//! names the loop variables that are held so, and the `let`s of places below them, each with the variables that own what
//! the loop began with, and all of them are references (`VarInfo::is_ref`). Such a variable
//! - gets its further values as places of itself, at least one of them in a node or at a known key of a value of unknown type;
//! - may be used for anything: where its value is needed, it is cloned.
//!
//! What a loop begins with is borrowed until it is over.

use std::collections::{BTreeMap, BTreeSet};

use super::views::owners;
use crate::ast::StructId;
use crate::hir::{Hir, HirKind, Inst, Label, VarId};
use crate::own::is_worth_borrowing;
use crate::types::Ty;

/// Finds the descents of an instance; `nodes` are the structs whose values are nodes.
pub(super) fn find(inst: &mut Inst, nodes: &BTreeSet<StructId>) {
    // A group of tail calls has its state elsewhere.
    if !inst.recursion.tail_group.is_empty() {
        return;
    }
    let mut search = Search::default();
    inst.body.walk(&mut |h| search.scan(h));
    let mut descents = BTreeMap::new();
    for (label, vars) in &search.loops {
        for (index, (var, init)) in vars.iter().enumerate() {
            let is_viewed = inst.views.contains_key(var);
            if is_worth_borrowing(&init.ty)
                && !is_viewed
                && search.goes_down(*label, index, *var, nodes)
            {
                descents.insert(*var, owners(init));
            }
        }
    }
    // What is bound to a place of a reference is one, too.
    let mut known = 0;
    while known < descents.len() {
        known = descents.len();
        for (var, value) in &search.lets {
            if let Some(of) = root(value).and_then(|root| descents.get(&root))
                && is_worth_borrowing(&value.ty)
                && !inst.views.contains_key(var)
            {
                descents.insert(*var, of.clone());
            }
        }
    }
    // A loop that begins at a place of another's variable borrows from what that one borrows from.
    loop {
        let before = descents.clone();
        for of in descents.values_mut() {
            let further = of.iter().filter_map(|owner| before.get(owner)).flatten();
            let further: Vec<VarId> = further.copied().collect();
            of.extend(further);
        }
        if descents == before {
            break;
        }
    }
    for var in descents.keys() {
        inst.vars[var.0 as usize].is_ref = true;
    }
    inst.descents = descents;
}

#[derive(Default)]
struct Search<'h> {
    lets: BTreeMap<VarId, &'h Hir>,
    loops: BTreeMap<Label, &'h [(VarId, Hir)]>,
    rounds: BTreeMap<Label, Vec<&'h [Hir]>>,
}

impl<'h> Search<'h> {
    fn scan(&mut self, h: &'h Hir) {
        match &h.kind {
            HirKind::Let(var, value, _) => {
                self.lets.insert(*var, value);
            }
            HirKind::Loop { label, vars, .. } => {
                self.loops.insert(*label, vars);
            }
            HirKind::Recur(label, args) => self.rounds.entry(*label).or_default().push(args),
            _ => {}
        }
    }

    /// Whether each further value of a loop's variable is a place of it, and one a place in a node.
    fn goes_down(
        &self,
        label: Label,
        index: usize,
        var: VarId,
        nodes: &BTreeSet<StructId>,
    ) -> bool {
        let rounds = self.rounds.get(&label).into_iter().flatten();
        let mut is_in_node = false;
        let mut all = true;
        for arg in rounds.filter_map(|args| args.get(index)) {
            ways(arg, &mut |place| {
                let mut path = Path {
                    var: None,
                    is_in_node: false,
                };
                self.follow(place, var, nodes, &mut path);
                all &= path.var == Some(var);
                is_in_node |= path.is_in_node;
            });
        }
        all && is_in_node
    }

    /// Follows a place to the variable that it is of, through what is bound in between.
    fn follow(&self, place: &Hir, to: VarId, nodes: &BTreeSet<StructId>, path: &mut Path) {
        match &place.kind {
            HirKind::Var(var, _) if *var == to => path.var = Some(to),
            HirKind::Var(var, _) => {
                if let Some(value) = self.lets.get(var)
                    && root(value).is_some()
                    && is_worth_borrowing(&value.ty)
                {
                    self.follow(value, to, nodes, path);
                }
            }
            HirKind::Field(base, _) => {
                path.is_in_node |= is_node(&base.ty, nodes);
                self.follow(base, to, nodes, path);
            }
            HirKind::Cast(inner, _) => self.follow(inner, to, nodes, path),
            _ => {
                if let Some(keyed) = place.keyed() {
                    path.is_in_node = true;
                    self.follow(keyed.of, to, nodes, path);
                }
            }
        }
    }
}

/// The way from a place to its variable.
struct Path {
    var: Option<VarId>,
    is_in_node: bool,
}

/// Whether the values of the type are nodes, which others may share.
pub(crate) fn is_node(ty: &Ty, nodes: &BTreeSet<StructId>) -> bool {
    match ty {
        Ty::Node(_) => true,
        Ty::Struct(id) => nodes.contains(id),
        _ => false,
    }
}

/// Calls `visit` with each place that a choice of places may be, and with what is no place as it is.
pub(crate) fn ways<'h>(h: &'h Hir, visit: &mut dyn FnMut(&'h Hir)) {
    match &h.kind {
        HirKind::If(_, then, other) => {
            ways(then, visit);
            ways(other, visit);
        }
        HirKind::Let(_, _, body) => ways(body, visit),
        _ if h.ty.is_never() => {}
        _ => visit(h),
    }
}

/// Whether a dynamic value holds a value of the type as that is.
pub(crate) fn is_held(ty: &Ty) -> bool {
    match ty {
        Ty::Str => true,
        Ty::Vector(item) | Ty::List(item) | Ty::Set(item) => **item == Ty::Any,
        Ty::Map(key, value) => **key == Ty::Any && **value == Ty::Any,
        _ => false,
    }
}

/// The variable that a `let`'s value is a place of: it, a part of it, or what is in such a place if it is of the type
/// that is wanted. What stands at a known key of a dynamic value is a part of it, and so is an element of a vector.
pub(crate) fn root(value: &Hir) -> Option<VarId> {
    fn of_place(h: &Hir) -> Option<VarId> {
        match &h.kind {
            HirKind::Var(var, _) => Some(*var),
            _ => of_place(h.stands_in()?),
        }
    }
    match &value.kind {
        HirKind::Cast(inner, _) if inner.ty == Ty::option(value.ty.clone()) => of_place(inner),
        HirKind::Cast(inner, _) if inner.ty == Ty::Any && is_held(&value.ty) => of_place(inner),
        _ => of_place(value),
    }
}
