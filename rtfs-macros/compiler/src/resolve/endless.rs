//! Structs that contain their own kind.
//!
//! Rust holds a struct in place, and one that contains itself in place has no end. Where nil or a collection
//! ends it, its values are held in nodes of their own; where nothing ends it there is no such value, and that is an
//! error.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Resolver;
use crate::ast::StructId;
use crate::diagnostic::Diagnostic;
use crate::types::Ty;

impl Resolver<'_> {
    /// Finds the structs whose values are nodes, and reports every field by which a struct has no end.
    pub(super) fn find_nodes(&mut self) {
        let ids = || (0..self.program.structs.len() as u32).map(StructId);
        let finite = self.finite_structs();
        let mut nodes = Vec::new();
        let mut found: Vec<(StructId, Diagnostic)> = Vec::new();
        for id in ids() {
            let def = &self.program.structs[id.index()];
            let contains = |ty: &Ty| self.holds(ty, id, &mut Vec::new());
            let Some(field) = def.fields.iter().find(|field| contains(&field.ty)) else {
                continue;
            };
            if finite.contains(&id) {
                nodes.push(id);
                continue;
            }
            let is_endless = |ty: &Ty| !is_finite(ty, &finite);
            let at_fault = def.fields.iter().find(|f| is_endless(&f.ty));
            let name: Rc<str> = def.name.clone();
            let message = format!("a `{name}` would contain a `{name}` without end");
            let help = format!(
                "end it where nil may come, `{name}?`, or put it into a vector, `[:vector {name}]`"
            );
            let place = at_fault.unwrap_or(field).span;
            found.push((
                id,
                Diagnostic::error("type", message, place).with_help(help),
            ));
        }
        for id in nodes {
            self.program.structs[id.index()].is_node = true;
        }
        for (id, diagnostic) in found {
            let def = &mut self.program.structs[id.index()];
            def.is_broken = true;
            def.fields.iter_mut().for_each(|field| field.ty = Ty::Any);
            self.report(diagnostic);
        }
    }

    /// The structs of which there are values.
    fn finite_structs(&self) -> BTreeSet<StructId> {
        let mut finite = BTreeSet::new();
        loop {
            let before = finite.len();
            for (index, def) in self.program.structs.iter().enumerate() {
                if def.fields.iter().all(|field| is_finite(&field.ty, &finite)) {
                    finite.insert(StructId(index as u32));
                }
            }
            if finite.len() == before {
                return finite;
            }
        }
    }

    fn holds(&self, ty: &Ty, id: StructId, seen: &mut Vec<StructId>) -> bool {
        match ty {
            Ty::Struct(other) if *other == id => true,
            Ty::Struct(other) => {
                if seen.contains(other) {
                    return false;
                }
                seen.push(*other);
                let fields = &self.program.structs[other.index()].fields;
                fields.iter().any(|field| self.holds(&field.ty, id, seen))
            }
            Ty::Option(inner) => self.holds(inner, id, seen),
            Ty::Tuple(items) => items.iter().any(|item| self.holds(item, id, seen)),
            _ => false,
        }
    }
}

/// Whether there are values of the type, if there are of these structs.
fn is_finite(ty: &Ty, finite: &BTreeSet<StructId>) -> bool {
    match ty {
        Ty::Struct(id) => finite.contains(id),
        Ty::Tuple(items) => items.iter().all(|item| is_finite(item, finite)),
        _ => true,
    }
}
