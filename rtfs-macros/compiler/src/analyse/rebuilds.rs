//! Rebuilt nodes: what takes a node apart and builds one of its type from the parts changes the node instead.
//!
//! ```text
//! (let [[x left right] tree] [x (insert left v) right])   →   (set-field 1 tree (insert (field 1 tree) v))
//! ```
//!
//! The two have the same value. The second one says what the first leaves to be found out: that the memory of the old node
//! can be the new one's. After this pass such a construction is a chain of `SetField`s of the variable of the old node, the
//! first field innermost: what is put in is evaluated in its order, and then put in. Parts of the old node that are nodes as well have no names of their
//! own any more, but are fields wherever they are used, so that `own` sees which of them leave the node on which way.
//!
//! Whether the old node is changed is decided by who holds it: `own` moves it into the chain where this is its last use, and a
//! node that turns out to be shared when the program runs stays as it is, while the new one is built beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::descents::is_node;
use crate::ast::StructId;
use crate::hir::{Hir, HirKind, Inst, Sink, Use, VarId, VarInfo};
use crate::own::leaves_a_blank;
use crate::types::Ty;
use crate::types::convert::conversion;

/// Rewrites the constructions of an instance; `nodes` are the structs whose values are nodes.
pub(super) fn rewrite(inst: &mut Inst, nodes: &BTreeSet<StructId>) {
    let mut held = inst.params.clone();
    let mut parts = BTreeMap::new();
    let mut rebuilt = BTreeSet::new();
    inst.body.walk(&mut |h| match &h.kind {
        HirKind::Let(var, value, _) => {
            held.push(*var);
            parts.extend(part_of_variable(value, nodes).map(|part| (*var, part)));
        }
        HirKind::Loop { vars, .. } => held.extend(vars.iter().map(|(var, _)| *var)),
        HirKind::Pipe(pipe) => {
            if let Sink::Fold { acc, .. } = pipe.sink {
                held.push(acc);
            }
        }
        HirKind::SetField(base, ..) => {
            if let HirKind::Var(var, _) = base.kind {
                rebuilt.insert(var);
            }
        }
        _ => {}
    });
    held.retain(|var| is_node(&inst.vars[var.0 as usize].ty, nodes));
    if held.is_empty() {
        return;
    }
    let mut rewriting = Rewriting {
        vars: &inst.vars,
        nodes,
        held,
        parts,
        around: Vec::new(),
        rebuilt,
    };
    rewriting.constructions(&mut inst.body);
    let mut places: BTreeMap<VarId, Hir> = BTreeMap::new();
    for (part, (of, index)) in &rewriting.parts {
        let ty = &rewriting.vars[part.0 as usize].ty;
        if rewriting.rebuilt.contains(of) && is_node(&ty.without_nil(), nodes) {
            let node = variable(*of, rewriting.vars);
            let span = node.span;
            let place = HirKind::Field(Box::new(node), *index);
            places.insert(*part, Hir::new(place, ty.clone(), span));
        }
    }
    unname(&mut inst.body, &places);
}

struct Rewriting<'i> {
    vars: &'i [VarInfo],
    nodes: &'i BTreeSet<StructId>,
    /// The variables that hold nodes: parameters, and those of `let`s, loops and folds.
    held: Vec<VarId>,
    /// The variables that name a part of a node in another variable.
    parts: BTreeMap<VarId, (VarId, usize)>,
    /// What the constructions around change.
    around: Vec<VarId>,
    /// What some construction changes.
    rebuilt: BTreeSet<VarId>,
}

impl Rewriting<'_> {
    fn constructions(&mut self, h: &mut Hir) {
        let changed = self.changed(h);
        let is_changed = changed.is_some();
        if let Some((of, new)) = changed {
            *h = new;
            self.rebuilt.insert(of);
            self.around.push(of);
        }
        h.children_mut(&mut |part| self.constructions(part));
        if is_changed {
            self.around.pop();
        }
    }

    /// A construction as the change of a node that it takes apart, and the variable of that one.
    fn changed(&mut self, h: &Hir) -> Option<(VarId, Hir)> {
        let node = h.ty.without_nil();
        if !is_node(&node, self.nodes) {
            return None;
        }
        let items = items(h)?;
        let of = self.taken_apart(items, &node)?;
        let types: Vec<Ty> = match node.product() {
            Ty::Tuple(types) => types.to_vec(),
            Ty::Record(fields) => fields.iter().map(|(_, ty)| ty.clone()).collect(),
            _ => items.iter().map(|item| item.ty.clone()).collect(),
        };
        let mut new = Vec::new();
        for (index, (item, ty)) in items.iter().zip(&types).enumerate() {
            if self.part(item) != Some((of, index)) {
                conversion(&item.ty, ty)?;
                new.push((index, coerced(item.clone(), ty)));
            }
        }
        let old = variable(of, self.vars);
        let whole = new.into_iter().fold(old, |base, (index, value)| {
            let kind = HirKind::SetField(Box::new(base), index, Box::new(value));
            Hir::new(kind, node.clone(), h.span)
        });
        Some((of, coerced(whole, &h.ty)))
    }

    /// The variable of the node that the items of a new one are made of: the one with the most parts in them, and of several the
    /// one that was bound last.
    fn taken_apart(&self, items: &[Hir], node: &Ty) -> Option<VarId> {
        let mut counts: BTreeMap<VarId, usize> = BTreeMap::new();
        for item in items {
            item.walk(&mut |h| {
                if let Some((of, _)) = self.part(h)
                    && leaves_a_blank(&h.ty)
                {
                    *counts.entry(of).or_default() += 1;
                }
            });
        }
        let fits = |var: &&VarId| {
            self.vars[var.0 as usize].ty == *node
                && counts.contains_key(var)
                && !self.around.contains(var)
        };
        let candidates = self.held.iter().filter(fits);
        candidates.max_by_key(|var| counts.get(var)).copied()
    }

    /// The part of a node in a variable that a value is.
    fn part(&self, h: &Hir) -> Option<(VarId, usize)> {
        match h.kind {
            HirKind::Var(var, _) => self.parts.get(&var).copied(),
            _ => part_of_variable(h, self.nodes),
        }
    }
}

/// The items of a construction of a node.
fn items(h: &Hir) -> Option<&[Hir]> {
    match &h.kind {
        HirKind::Coerce(inner) => items(inner),
        HirKind::Tuple(items) | HirKind::Record(items) | HirKind::Struct(items) => Some(items),
        _ => None,
    }
}

fn part_of_variable(h: &Hir, nodes: &BTreeSet<StructId>) -> Option<(VarId, usize)> {
    match &h.kind {
        HirKind::Field(base, index) if is_node(&base.ty, nodes) => match base.kind {
            HirKind::Var(var, _) => Some((var, *index)),
            _ => None,
        },
        _ => None,
    }
}

fn variable(var: VarId, vars: &[VarInfo]) -> Hir {
    let info = &vars[var.0 as usize];
    Hir::new(
        HirKind::Var(var, Use::Undecided),
        info.ty.clone(),
        info.span,
    )
}

fn coerced(value: Hir, ty: &Ty) -> Hir {
    match value.ty == *ty {
        true => value,
        false => {
            let span = value.span;
            Hir::new(HirKind::Coerce(Box::new(value)), ty.clone(), span)
        }
    }
}

/// Puts places where variables name them.
fn unname(h: &mut Hir, places: &BTreeMap<VarId, Hir>) {
    while let HirKind::Let(var, _, body) = &mut h.kind
        && places.contains_key(var)
    {
        let body = std::mem::replace(&mut body.kind, HirKind::Do(Vec::new()));
        h.kind = body;
    }
    if let HirKind::Var(var, _) = h.kind
        && let Some(place) = places.get(&var)
    {
        h.kind = place.kind.clone();
    }
    h.children_mut(&mut |part| unname(part, places));
}
