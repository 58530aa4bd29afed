//! Modules as Rust sees them: nested `pub mod`s that take their names out of the one module that the expansion is.

use super::entry::ident;
use super::*;
use crate::ast::{Export, ModuleDef, ModuleId};

/// The names of what Rust sees, by module.
#[derive(Default)]
pub(super) struct Names {
    by_module: BTreeMap<ModuleId, Vec<Ident>>,
}

/// Rust modules by name.
#[derive(Default)]
struct Tree<'p> {
    module: Option<(ModuleId, &'p ModuleDef)>,
    below: BTreeMap<&'p str, Tree<'p>>,
}

impl Names {
    pub(super) fn add(&mut self, module: ModuleId, name: Ident) {
        self.by_module.entry(module).or_default().push(name);
    }
}

impl Emitter<'_> {
    /// The module that a definition stands in.
    pub(super) fn module_of(&self, export: Export) -> ModuleId {
        match export {
            Export::Fn(id) => self.program.fns[id.index()].module,
            Export::Const(id) => self.program.consts[id.index()].module,
            Export::Struct(id) => self.program.structs[id.index()].module,
            Export::Type(id) => self.program.types[id.index()].module,
        }
    }

    /// What Rust sees of the names in the module `inside`: those of the root here, and those of each module
    /// in a module of its name.
    pub(super) fn visible(&self, names: &Names, inside: &Ident) -> TokenStream {
        let root = names.by_module.get(&ModuleId::ROOT);
        let mut out = match root {
            Some(names) if !names.is_empty() => quote! {
                #[allow(unused_imports, unreachable_pub)]
                pub use #inside::{#(#names),*};
            },
            _ => TokenStream::new(),
        };
        let mut tree = Tree::default();
        for (index, module) in self.program.modules.iter().enumerate().skip(1) {
            let mut at = &mut tree;
            for part in &module.path {
                at = at.below.entry(part).or_default();
            }
            at.module = Some((ModuleId(index as u32), module));
        }
        for (name, below) in &tree.below {
            out.extend(self.rust_module(name, below, names, inside, 1));
        }
        out
    }

    fn rust_module(
        &self,
        name: &str,
        tree: &Tree<'_>,
        names: &Names,
        inside: &Ident,
        depth: usize,
    ) -> TokenStream {
        let (span, doc) = match tree.module {
            Some((_, module)) => {
                let doc = module.doc.clone();
                let doc = doc.unwrap_or_else(|| format!("The module `{}`.", module.name));
                ((self.spans)(module.span), doc)
            }
            None => {
                let doc = format!("The modules below `{name}`.");
                (proc_macro2::Span::call_site(), doc)
            }
        };
        let own = tree.module.and_then(|(id, module)| {
            let names = names.by_module.get(&id)?.iter();
            let uses = names.map(|name| match module.renamed.get(&name.to_string()) {
                Some(public) => {
                    let public = ident(public, name.span());
                    quote!(#name as #public)
                }
                None => quote!(#name),
            });
            let outwards = (0..depth).map(|_| quote!(super::));
            Some(quote!(pub use #(#outwards)* #inside::{#(#uses),*};))
        });
        let below = tree
            .below
            .iter()
            .map(|(name, tree)| self.rust_module(name, tree, names, inside, depth + 1));
        let below: TokenStream = below.collect();
        let name = ident(name, span);
        quote! {
            #[doc = #doc]
            #[allow(unused_imports, unreachable_pub)]
            pub mod #name {
                #own
                #below
            }
        }
    }
}
