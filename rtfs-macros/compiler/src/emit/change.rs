//! Values with other values in some of their fields.
//!
//! Of a variable that moves, the fields themselves are changed, when all new values are there. A node is changed so if nobody
//! else holds it, and else a new one is built beside it, of the new values and of what the old one has in the other fields.

use std::collections::BTreeMap;

use super::body::Body;
use super::entry::ident;
use super::*;
use crate::hir::{Hir, HirKind, Use};

/// What changes of fields are of, and the fields with their new values, from the innermost change.
fn changes(h: &Hir) -> (&Hir, Vec<(usize, &Hir)>) {
    let mut changed = h;
    let mut fields = Vec::new();
    while let HirKind::SetField(base, index, value) = &changed.kind {
        fields.push((*index, &**value));
        changed = base;
    }
    fields.reverse();
    (changed, fields)
}

impl Body<'_, '_> {
    pub(super) fn changed(&mut self, h: &Hir) -> TokenStream {
        let (of, fields) = changes(h);
        let is_variable = matches!(of.kind, HirKind::Var(..));
        let before = (!is_variable).then(|| self.whole(of));
        let mut code = TokenStream::new();
        let mut new = BTreeMap::new();
        for (index, value) in fields {
            let value = self.field_value(&of.ty, index, value);
            let name = self.fresh("new");
            code.extend(quote!(let #name = #value;));
            new.insert(index, name);
        }
        let changes = new.iter().map(|(index, name)| {
            let field = self.field_name(&of.ty, *index);
            (field, name)
        });
        let (places, names): (Vec<TokenStream>, Vec<&Ident>) = changes.unzip();
        let is_node = self.is_node(&of.ty);
        let owned = match of.kind {
            HirKind::Var(var, Use::Move) => self.env.get(&var).filter(|held| !held.is_ref),
            _ => None,
        };
        let owned = owned.map(|held| held.name.clone());
        if owned.is_none() && is_variable && is_node {
            let (whole, old) = (self.fresh("whole"), self.reference(of));
            let beside = self.node_beside(&of.ty, &whole, &new);
            return quote!({ #code let #whole = #old; #beside });
        }
        let (begin, whole) = match (before, owned) {
            (Some((begin, whole)), _) => (begin, whole),
            (None, Some(whole)) => (TokenStream::new(), whole),
            (None, None) => {
                let (copied, whole) = self.whole(of);
                code.extend(copied);
                (TokenStream::new(), whole)
            }
        };
        if is_node {
            let beside = self.node_beside(&of.ty, &whole, &new);
            return quote!({
                #begin #code
                __rt::change_node!(#whole #([#places] = #names)*, #beside)
            });
        }
        quote!({ #begin #code #(#whole #places = #names;)* #whole })
    }

    /// A value that belongs to nobody else, in a variable.
    fn whole(&mut self, of: &Hir) -> (TokenStream, Ident) {
        let (value, whole) = (self.value(of), self.fresh("whole"));
        (quote!(let mut #whole = #value;), whole)
    }

    /// A value as it is kept in a field.
    fn field_value(&mut self, ty: &Ty, index: usize, value: &Hir) -> TokenStream {
        let new = self.kept_value(value);
        match ty {
            Ty::Struct(id) => {
                let field = &self.e.program.structs[id.index()].fields[index].ty;
                self.into_field(new, field, value.span)
            }
            _ => new,
        }
    }

    /// A new node of new values and, for the other fields, those of an old one.
    fn node_beside(&self, ty: &Ty, old: &Ident, new: &BTreeMap<usize, Ident>) -> TokenStream {
        let value = |index: usize| match new.get(&index) {
            Some(name) => quote!(#name),
            None => {
                let field = self.field_name(ty, index);
                quote!(__rt::clone(&#old #field))
            }
        };
        if let Ty::Struct(id) = ty {
            let def = &self.e.program.structs[id.index()];
            let name = ty::local_type(&def.rust_name);
            let fields = def.fields.iter().enumerate().map(|(index, field)| {
                let field = ident(&field.rust_name, proc_macro2::Span::call_site());
                let value = value(index);
                quote!(#field: #value)
            });
            return quote!(__rt::Shared::new(#name { #(#fields),* }));
        }
        let node = self.e.node(ty);
        let product = match ty.product() {
            Ty::Record(fields) => {
                let keys = fields.iter().map(|(key, _)| key.to_string()).collect();
                let (shape, values) = (self.e.shape(keys), (0..fields.len()).map(value));
                quote!(__rt::Rec::<#shape, _>::new((#(#values,)*)))
            }
            Ty::Tuple(items) => {
                let values = (0..items.len()).map(value);
                quote!((#(#values,)*))
            }
            _ => TokenStream::new(),
        };
        quote!(__rt::Shared::new(#node { value: #product }))
    }
}
