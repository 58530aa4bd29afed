//! Shapes: the keys of records, each list of keys one zero-sized type.

use super::*;

impl Emitter<'_> {
    pub(super) fn shape(&self, keys: Vec<String>) -> Ident {
        format_ident!("Shape__{}", self.tables.shapes.number(keys))
    }

    pub(super) fn shape_items(&self) -> TokenStream {
        let shapes = self.tables.shapes.all();
        let items = shapes.iter().enumerate().map(|(i, keys)| {
            let name = format_ident!("Shape__{i}");
            quote! {
                #[derive(::core::clone::Clone, ::core::marker::Copy)]
                pub struct #name;
                impl __rt::Shape for #name {
                    const KEYS: &'static [&'static str] = &[#(#keys),*];
                    fn keys() -> &'static [__rt::Keyword] {
                        static KEYS: __rt::LazyKeys = __rt::LazyKeys::new();
                        KEYS.get(Self::KEYS)
                    }
                }
            }
        });
        quote!(#(#items)*)
    }
}
