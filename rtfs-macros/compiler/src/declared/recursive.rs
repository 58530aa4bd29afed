//! Named types that go through themselves.
//!
//! Names that reach each other form a group. Where one name is on every way around, it is the group's *head*: the
//! others are looked through, and the head, if it is a tuple or that or nil, is a node (`types/node.rs`). So
//! a type is held in one way, whichever of its names it is met under. What has no head, and a head that is no product, is
//! dynamic inside of itself.

use std::collections::BTreeSet;

use rtfs_rt::schema::{Schema, Types};

use super::Holder;
use crate::types::Ty;

impl Holder<'_> {
    /// A name whose values are nodes, or that is looked through inside of one.
    pub(super) fn node(&mut self, id: u32) -> Option<Ty> {
        if self.inside == Some(id) {
            let may_be_nil = may_be_nil(self.types, &Schema::Named(id), &mut Vec::new());
            return Some(match may_be_nil {
                true => Ty::option(Ty::Back),
                false => Ty::Back,
            });
        }
        match head(self.types, id) {
            Some(head) if head == id => self.headed(id),
            _ => None,
        }
    }

    /// The type of a head.
    fn headed(&mut self, id: u32) -> Option<Ty> {
        let named = self.types.named.get(id as usize)?;
        let before = self.inside.replace(id);
        let names = std::mem::take(&mut self.names);
        let ty = self.ty(&named.schema);
        self.names = names;
        self.inside = before;
        let node = ty.without_nil().bounded().folded()?;
        let is_tuple = matches!(&node, Ty::Node(body) if matches!(**body, Ty::Tuple(_)));
        is_tuple.then(|| match ty {
            Ty::Option(_) => Ty::option(node),
            _ => node,
        })
    }
}

/// The type of a name that is the product of a node: it is that node.
pub(super) fn as_node(ty: Ty) -> Ty {
    match ty.without_nil().node_of_parts() {
        Some(node) if ty.may_be_nil() => Ty::option(node),
        Some(node) => node,
        None => ty,
    }
}

/// Whether a name goes through itself.
pub(super) fn is_recursive(types: &Types, id: u32) -> bool {
    reached_from(types, id, None).contains(&id)
}

/// Whether a name that goes through itself does so by nodes only.
pub(super) fn is_typed(types: &Types, id: u32) -> bool {
    let holder = &mut Holder::new(types);
    head(types, id).is_some_and(|head| holder.headed(head).is_some())
}

/// The name that is on every way from a name back to it, and from every other name of the group: the first such.
fn head(types: &Types, id: u32) -> Option<u32> {
    let reached = reached_from(types, id, None);
    if !reached.contains(&id) {
        return None;
    }
    let returns = |from: &u32| reached_from(types, *from, None).contains(&id);
    let group: Vec<u32> = reached.into_iter().filter(returns).collect();
    let cuts = |head: &u32| {
        let others = group.iter().filter(|other| *other != head);
        let mut around =
            others.map(|other| reached_from(types, *other, Some(*head)).contains(other));
        !around.any(|goes_around| goes_around)
    };
    group.iter().copied().find(cuts)
}

/// The names that a name leads to, but not by way of some name.
fn reached_from(types: &Types, id: u32, but: Option<u32>) -> BTreeSet<u32> {
    let mut reached = BTreeSet::new();
    let mut work = vec![id];
    while let Some(id) = work.pop() {
        let Some(named) = types.named.get(id as usize) else {
            continue;
        };
        mentioned(&named.schema, &mut |other| {
            if Some(other) != but && reached.insert(other) {
                work.push(other);
            }
        });
    }
    reached
}

/// The names that a type mentions itself.
fn mentioned(schema: &Schema, visit: &mut dyn FnMut(u32)) {
    match schema {
        Schema::Named(id) => visit(*id),
        Schema::Vector(inner)
        | Schema::List(inner)
        | Schema::Set(inner)
        | Schema::Option(inner)
        | Schema::Refined(inner, _) => mentioned(inner, visit),
        Schema::Map(key, value) => {
            mentioned(key, visit);
            mentioned(value, visit);
        }
        Schema::Tuple(parts) | Schema::Union(parts) => {
            parts.iter().for_each(|part| mentioned(part, visit));
        }
        Schema::Record(members) => members.iter().for_each(|m| mentioned(&m.schema, visit)),
        Schema::Fn(signature) => {
            let rest = signature.rest.as_ref();
            let params = signature.params.iter().chain(rest);
            params.for_each(|param| mentioned(param, visit));
            mentioned(&signature.result, visit);
        }
        _ => {}
    }
}

/// Whether nil is of a type.
fn may_be_nil(types: &Types, schema: &Schema, names: &mut Vec<u32>) -> bool {
    match schema {
        Schema::Nil | Schema::Option(_) => true,
        Schema::Union(members) => members.iter().any(|m| may_be_nil(types, m, names)),
        Schema::Refined(base, _) => may_be_nil(types, base, names),
        Schema::Named(id) => {
            if names.contains(id) {
                return false;
            }
            names.push(*id);
            let named = types.named.get(*id as usize);
            named.is_some_and(|named| may_be_nil(types, &named.schema, names))
        }
        _ => false,
    }
}
