//! Nodes: what the runtime asks of the types whose values are shared nodes.

use super::entry::ident;
use super::*;
use crate::ast::StructDef;

impl Emitter<'_> {
    /// The name of the Rust struct in the nodes of a type.
    pub(super) fn node(&self, ty: &Ty) -> Ident {
        format_ident!("Node__{}", self.tables.nodes.number(ty.clone()))
    }

    /// The structs of the types that the program mentions, and of those that these mention.
    pub(super) fn node_items(&self) -> TokenStream {
        let mut items = TokenStream::new();
        let mut done = 0;
        while let Some(ty) = self.tables.nodes.all().get(done) {
            items.extend(self.node_item(ty));
            done += 1;
        }
        items
    }

    fn node_item(&self, ty: &Ty) -> TokenStream {
        let name = self.node(ty);
        let product = ty.product();
        let (rust, text) = (self.rust_ty(&product), crate::types::show(ty));
        let serde = self.serde_path();
        let links = match &product {
            Ty::Record(fields) => fields
                .iter()
                .enumerate()
                .map(|(index, (_, field))| {
                    let index = Literal::usize_unsuffixed(index);
                    self.links(field, &quote!(self.value.0.#index))
                })
                .collect(),
            product => self.links(product, &quote!(self.value)),
        };
        quote! {
            #[derive(::core::clone::Clone, __rt::serde_crate::Serialize, __rt::serde_crate::Deserialize)]
            #[serde(transparent, crate = #serde)]
            pub struct #name { pub value: #rust }
            __rt::node_impls! { #name: #rust, #text }
            impl __rt::Linked for #name {
                fn unlink(&mut self, links: &mut __rt::Links) { #links }
            }
        }
    }

    /// Where derived code finds serde.
    pub(super) fn serde_path(&self) -> String {
        format!(
            "{}::__rt::serde_crate",
            self.root.to_string().replace(' ', "")
        )
    }

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
