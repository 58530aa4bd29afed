//! Nodes: what the runtime asks of the types whose values are shared nodes.

use super::entry::ident;
use super::*;
use crate::ast::StructDef;

impl Emitter<'_> {
    /// What a struct whose values are nodes implements beside what every struct does.
    pub(super) fn linked(&self, def: &StructDef, name: &Ident) -> TokenStream {
        let fields = def.fields.iter().map(|field| {
            let field_name = ident(&field.rust_name, proc_macro2::Span::call_site());
            self.links(&field.ty, &quote!(self.#field_name))
        });
        let links: Vec<TokenStream> = fields.collect();
        quote! {
            impl __rt::Linked for #name {
                fn unlink(&mut self, links: &mut __rt::Links) { #(#links)* }
            }
        }
    }

    /// Takes out of a place what may lead to further nodes. A node that stands there itself does that for its own.
    fn links(&self, ty: &Ty, place: &TokenStream) -> TokenStream {
        match ty {
            Ty::Option(inner) if inner.is_scalar() || matches!(**inner, Ty::Int | Ty::Str) => {
                TokenStream::new()
            }
            Ty::Option(_) | Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Any => {
                quote!(links.take(&mut #place);)
            }
            Ty::Tuple(items) => {
                let parts = items.iter().enumerate().map(|(index, item)| {
                    let index = Literal::usize_unsuffixed(index);
                    self.links(item, &quote!(#place.#index))
                });
                parts.collect()
            }
            Ty::Struct(id) if !self.program.structs[id.index()].is_node => {
                let fields = self.program.structs[id.index()].fields.iter().map(|field| {
                    let name = ident(&field.rust_name, proc_macro2::Span::call_site());
                    self.links(&field.ty, &quote!(#place.#name))
                });
                fields.collect()
            }
            _ => TokenStream::new(),
        }
    }
}
