//! Types in Rust.

use super::*;
use crate::hir::VarId;
use crate::types::{Closure, Width};

impl Emitter<'_> {
    /// The Rust type of a value where it is kept: in a collection, behind a reference, in a signature.
    pub(super) fn rust_ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Never => quote!(__rt::Never),
            Ty::Nil => quote!(()),
            Ty::Bool => quote!(bool),
            Ty::Int => quote!(__rt::Int),
            Ty::Fixed(width) => width_ty(*width),
            Ty::Float => quote!(f64),
            Ty::Number => quote!(__rt::Number),
            Ty::Str => quote!(__rt::Str),
            Ty::Keyword => quote!(__rt::Keyword),
            Ty::Symbol => quote!(__rt::Symbol),
            Ty::Inst => quote!(__rt::Inst),
            Ty::Uuid => quote!(__rt::Uuid),
            Ty::Regex(matches) => {
                let matches = self.rust_ty(matches);
                quote!(__rt::Regex<#matches>)
            }
            Ty::Vector(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::Vector<#t>)
            }
            Ty::List(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::List<#t>)
            }
            Ty::Set(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::Set<#t>)
            }
            Ty::Map(k, v) => {
                let (k, v) = (self.rust_ty(k), self.rust_ty(v));
                quote!(__rt::Map<#k, #v>)
            }
            Ty::Tuple(items) if items.is_empty() => quote!(__rt::Empty),
            Ty::Tuple(items) => {
                let items = items.iter().map(|t| self.rust_ty(t));
                quote!((#(#items,)*))
            }
            Ty::Record(fields) => {
                let shape = self.shape(fields.iter().map(|(k, _)| k.to_string()).collect());
                let items = fields.iter().map(|(_, t)| self.rust_ty(t));
                quote!(__rt::Rec<#shape, (#(#items,)*)>)
            }
            // In error: there is no such struct in Rust.
            Ty::Struct(id)
                if !crate::names::is_type_name(&self.program.structs[id.index()].rust_name) =>
            {
                quote!(__rt::Value)
            }
            Ty::Struct(id) => {
                let def = &self.program.structs[id.index()];
                let name = local_type(&def.rust_name);
                match def.is_node {
                    true => quote!(__rt::Shared<#name>),
                    false => quote!(#name),
                }
            }
            Ty::Option(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::Option<#t>)
            }
            Ty::Node(_) => {
                let node = self.node(ty);
                quote!(__rt::Shared<#node>)
            }
            Ty::Closure(closure) => self.closure_ty(closure),
            Ty::Func => quote!(__rt::Func),
            Ty::Any | Ty::Back => quote!(__rt::Value),
        }
    }

    /// What a closure captured, as a tuple.
    fn closure_ty(&self, closure: &Closure) -> TokenStream {
        let parts = closure.parts().into_iter().map(|t| self.rust_ty(t));
        quote!((#(#parts,)*))
    }

    /// The Rust type of a view of a sequence.
    pub(super) fn view_ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Option(t) => {
                let t = self.view_ty(t);
                quote!(__rt::Option<#t>)
            }
            Ty::List(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::ListView<'_, #t>)
            }
            Ty::Vector(t) => {
                let t = self.rust_ty(t);
                quote!(__rt::VectorView<'_, #t>)
            }
            _ => quote!(__rt::TextView<'_>),
        }
    }

    /// The Rust type of a variable that owns its value or views one.
    pub(super) fn var_ty(&self, inst: &Inst, var: VarId, mode: Mode) -> TokenStream {
        let ty = &inst.vars[var.0 as usize].ty;
        if inst.descents.contains_key(&var) {
            let ty = self.rust_ty(ty);
            return quote!(&#ty);
        }
        match inst.views.contains_key(&var) {
            true => self.view_ty(ty),
            false => self.held_ty(ty, mode),
        }
    }

    /// The Rust type of a value in a variable or a result.
    pub(super) fn held_ty(&self, ty: &Ty, mode: Mode) -> TokenStream {
        match (ty, mode) {
            (Ty::Int, Mode::Fast) => quote!(i64),
            (Ty::Int, Mode::Cold) => quote!(__wide::Word),
            _ => self.rust_ty(ty),
        }
    }
}

pub(super) fn width_ty(width: Width) -> TokenStream {
    let name = local(width.name());
    quote!(#name)
}

/// The name of a struct, as an item.
pub(super) fn local_type(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}
