//! Choices several of whose ways go on in one place: blocks that are left with what the place binds.
//!
//! ```text
//! 'done: {
//!     let (x,): (i64,) = 'join: { break 'done (… break 'join (x,) …); };
//!     … what follows …
//! }
//! ```

use super::body::Body;
use super::*;
use crate::hir::{Hir, HirKind, Label};

impl Body<'_, '_> {
    /// A choice as an expression.
    pub(super) fn join_value(&mut self, h: &Hir) -> TokenStream {
        let done = self.fresh("done");
        let done = self.label(&done);
        self.join(h, &mut |this, part, is_choice| {
            let value = this.value(part);
            match is_choice && !part.ty.is_never() {
                true => quote!(break #done (#value);),
                false => value,
            }
        })
        .map_or_else(TokenStream::new, |code| quote!(#done: { #code }))
    }

    /// A choice whose parts are emitted by `part`: the ways never come to their end.
    pub(super) fn join(
        &mut self,
        h: &Hir,
        part: &mut dyn FnMut(&mut Self, &Hir, bool) -> TokenStream,
    ) -> Option<TokenStream> {
        let HirKind::Join {
            label,
            vars,
            choice,
            then,
        } = &h.kind
        else {
            return None;
        };
        let name = self.fresh("join");
        self.joins.insert(*label, name.clone());
        let choice = part(self, choice, true);
        self.joins.remove(label);
        let name = self.label(&name);
        let mut names = Vec::new();
        let mut types = Vec::new();
        for var in vars {
            types.push(
                self.e
                    .held_ty(&self.inst.vars[var.0 as usize].ty, self.mode),
            );
            let (mutable, held) = (self.mutable(*var), self.bind(*var).name);
            names.push(quote!(#mutable #held));
        }
        let then = part(self, then, false);
        Some(quote!(let (#(#names,)*): (#(#types,)*) = #name: { #choice }; #then))
    }

    /// The way on to where a choice goes on.
    pub(super) fn jump(&mut self, label: Label, args: &[Hir]) -> TokenStream {
        let Some(name) = self.joins.get(&label).cloned() else {
            return TokenStream::new();
        };
        let values: Vec<TokenStream> = args.iter().map(|h| self.value(h)).collect();
        let name = self.label(&name);
        quote!(break #name (#(#values,)*))
    }
}
