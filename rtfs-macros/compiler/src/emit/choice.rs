//! Choices.
//!
//! Where a choice asks a value of unknown type for a key and its first way begins with what stands there, both are one look:
//!
//! ```text
//! match found_at_key(x, key)? { Some(part) => …, None => … }
//! ```

use super::body::Body;
use super::*;
use crate::hir::{Hir, HirKind, VarId};

/// What a choice asks for and its first way binds by reference, at a known key: the variable, the value and what follows.
struct Found<'h> {
    var: VarId,
    of: &'h Hir,
    key: &'h str,
    body: &'h Hir,
}

fn found<'h>(condition: &'h Hir, then: &'h Hir) -> Option<Found<'h>> {
    let (HirKind::Lib(call), HirKind::Let(var, value, body)) = (&condition.kind, &then.kind) else {
        return None;
    };
    let ((of, key), keyed) = (call.sought_key()?, value.keyed()?);
    let is_same = key == keyed.key && of.is_same_place(keyed.of);
    is_same.then_some(Found {
        var: *var,
        of,
        key,
        body,
    })
}

impl Body<'_, '_> {
    /// A choice whose ways are emitted by `way`.
    pub(super) fn choice(
        &mut self,
        condition: &Hir,
        then: &Hir,
        other: &Hir,
        way: &mut dyn FnMut(&mut Self, &Hir) -> TokenStream,
    ) -> TokenStream {
        if let Some(found) = found(condition, then)
            && self.inst.vars[found.var.0 as usize].is_ref
        {
            let (of, key) = (self.reference(found.of), self.e.keyword(found.key));
            let look = quote!(__rt::access::found_at_key(#of, #key.get()));
            let look = self.or_fail(look, condition.span);
            let name = self.bind(found.var).name;
            let (then, other) = (way(self, found.body), way(self, other));
            return quote!(match #look {
                __rt::Some(#name) => { #then }
                __rt::None => { #other }
            });
        }
        let condition = self.value(condition);
        let (then, other) = (way(self, then), way(self, other));
        quote!(if #condition { #then } else { #other })
    }
}
