//! The wide form of a loop: a function of its own, which takes the state of a round.
//!
//! It is called where the fast form of the loop cannot go on, and in the wide form of the function that
//! the loop stands in, which hands in the state of the first round. So the wide rounds, which hardly
//! ever run, are there once.
//!
//! ```text
//! fn sum_loop(mut i: Word, mut acc: Word, n: Word) -> Result<Word>
//! ```
//!
//! Behind the loop's own variables stand those that its rounds see of the code around: borrowed, unless
//! they move on the way out.

use std::collections::BTreeMap;

use super::body::{Body, Exit, Held, or_return, var_name};
use super::*;
use crate::hir::{Hir, HirKind, Label, Use, VarId};

/// So many ints the runtime hands over to the wide form of a loop.
const MOST_INTS: usize = 4;

impl Body<'_, '_> {
    /// In a wide form that has a fast one: the call of a loop with the state of its first round.
    pub(super) fn cold_loop(&mut self, h: &Hir) -> Option<TokenStream> {
        let HirKind::Loop { label, vars, body } = &h.kind else {
            return None;
        };
        if self.mode == Mode::Fast || !self.is_cold || !self.is_resumable(*label, vars, body) {
            return None;
        }
        let mut state = Vec::new();
        for (var, init) in vars {
            state.push(if self.views_anew(*var, init) {
                let of = self.reference(init);
                quote!(__rt::view(#of))
            } else if self.inst.descents.contains_key(var) {
                self.reference(init)
            } else {
                self.value(init)
            });
        }
        let name = self.loop_function(*label, vars, body, &h.ty);
        Some(self.loop_call(&name, state, vars, body))
    }

    /// What follows the fast form of a loop, whose state is in its variables: the wide one.
    pub(super) fn wide_rest(&mut self, h: &Hir, is_tail: bool) -> TokenStream {
        let HirKind::Loop { label, vars, body } = &h.kind else {
            return TokenStream::new();
        };
        let ends = is_tail && matches!(self.exit, Exit::Function);
        if h.ty == Ty::Int
            && let Some(ints) = self.ints_of_loop(vars, body)
        {
            let name = self.loop_function(*label, vars, body, &h.ty);
            let kind = if ends { "up" } else { "taken" };
            let rest = local(&format!("{kind}_{}", ints.len()));
            let call = quote!(__wide::#rest(#(#ints,)* #name));
            return match ends {
                true => quote!(return #call;),
                false => self.or_pass(call, Mode::Fast),
            };
        }
        let held = vars.iter().filter_map(|(var, _)| self.env.get(var));
        let state = held.map(|held| {
            let name = &held.name;
            match (held.ints, self.e.limitless(self.id)) {
                (Mode::Fast, Mode::Cold) => quote!(__wide::of(#name)),
                (Mode::Fast, _) => quote!(__rt::Small(#name)),
                _ => quote!(#name),
            }
        });
        let state = state.collect();
        let name = self.loop_function(*label, vars, body, &h.ty);
        let call = self.loop_call(&name, state, vars, body);
        // What is left in the region is freed.
        let (path, mark) = match self.e.limitless(self.id) {
            Mode::Cold => (quote!(__wide), quote!(__wide::mark(),)),
            _ => (quote!(__rt), TokenStream::new()),
        };
        match h.ty {
            // The function's result may be big: it goes up as it is.
            Ty::Int if ends => return quote!(return #path::handed_up(#mark #call);),
            Ty::Int => return self.or_pass(quote!(#path::taken(#mark #call)), Mode::Fast),
            _ => {}
        }
        let call = match mark.is_empty() {
            true => call,
            false => quote!(#path::finish(#mark #call)),
        };
        if h.ty.is_never() {
            let call = or_return(call);
            return quote!(match #call {});
        }
        match ends {
            true => quote!(return #call;),
            false => or_return(call),
        }
    }

    /// What the wide form of a loop takes, if it is machine ints of the fast form and nothing else, and no more of them
    /// than the runtime hands over.
    fn ints_of_loop(&self, vars: &[(VarId, Hir)], body: &Hir) -> Option<Vec<&Ident>> {
        let seen = self.seen(vars, body).into_keys();
        let all = vars.iter().map(|(var, _)| *var).chain(seen);
        let ints = all.map(|var| {
            let held = self.env.get(&var)?;
            (self.is_word(var) && held.ints == Mode::Fast).then_some(&held.name)
        });
        let ints = ints.collect::<Option<Vec<&Ident>>>()?;
        (1..=MOST_INTS).contains(&ints.len()).then_some(ints)
    }

    fn loop_call(
        &self,
        name: &Ident,
        state: Vec<TokenStream>,
        vars: &[(VarId, Hir)],
        body: &Hir,
    ) -> TokenStream {
        let seen = self.seen(vars, body).into_iter().map(|(var, is_moved)| {
            let Some(held) = self.env.get(&var) else {
                return TokenStream::new();
            };
            let name = &held.name;
            let is_borrowed = self.is_borrowed(var, is_moved);
            if self.is_word(var) {
                return match held.ints {
                    Mode::Fast => quote!(__wide::of(#name)),
                    Mode::Wide => quote!(__wide::read(&#name)),
                    Mode::Cold => quote!(#name),
                };
            }
            match (held.ints, is_borrowed, held.is_ref) {
                (Mode::Fast, true, _) => quote!(&__rt::Small(#name)),
                (Mode::Fast, false, _) => quote!(__rt::Small(#name)),
                (_, true, false) => quote!(&#name),
                (_, false, true) => quote!(*#name),
                _ => quote!(#name),
            }
        });
        quote!(#name(#(#state,)* #(#seen),*))
    }

    /// Whether the wide form of a loop holds a variable as a word.
    fn is_word(&self, var: VarId) -> bool {
        self.inst.vars[var.0 as usize].ty == Ty::Int && self.e.limitless(self.id) == Mode::Cold
    }

    /// Whether the rounds of a loop borrow a variable of the code around.
    fn is_borrowed(&self, var: VarId, is_moved: bool) -> bool {
        let is_ref = self.env.get(&var).is_some_and(|held| held.is_ref);
        let is_scalar = self.inst.vars[var.0 as usize].ty.is_scalar();
        let is_view = self.inst.views.contains_key(&var);
        !is_scalar && !is_view && !self.is_word(var) && (is_ref || !is_moved)
    }

    /// The variables that the rounds of a loop see of the code around, and whether they move.
    fn seen(&self, vars: &[(VarId, Hir)], body: &Hir) -> BTreeMap<VarId, bool> {
        let mut seen = BTreeMap::new();
        body.walk(&mut |h| {
            if let HirKind::Var(var, used) = h.kind
                && self.env.contains_key(&var)
                && vars.iter().all(|(v, _)| *v != var)
            {
                *seen.entry(var).or_insert(false) |= used == Use::Move;
            }
        });
        seen
    }

    /// The name of the function of a loop, which is written where it is asked for first.
    fn loop_function(&self, label: Label, vars: &[(VarId, Hir)], body: &Hir, ty: &Ty) -> Ident {
        let base = crate::names::rust_name(&self.inst.name);
        let name = format_ident!("{base}__{}_loop{}", self.id.0, label.0);
        if self.e.needs.borrow_mut().is_new(self.id, Part::Loop(label)) {
            let code = self.loop_item(&name, label, (vars, body), ty);
            let mut needs = self.e.needs.borrow_mut();
            needs.give(self.id, Part::Loop(label), code);
        }
        name
    }

    fn loop_item(
        &self,
        name: &Ident,
        label: Label,
        (vars, body): (&[(VarId, Hir)], &Hir),
        ty: &Ty,
    ) -> TokenStream {
        let mode = self.e.limitless(self.id);
        let mut inside = self.e.body(self.id, mode);
        inside.is_cold = true;
        inside.env.clear();
        let mut params = Vec::new();
        let mut held = Vec::new();
        for (var, _) in vars {
            let bound = inside.bind(*var);
            let (name, ty) = (&bound.name, self.e.var_ty(self.inst, *var, mode));
            params.push(quote!(mut #name: #ty));
            held.push(bound);
        }
        for (var, is_moved) in self.seen(vars, body) {
            let info = &self.inst.vars[var.0 as usize];
            let name = var_name(&info.name, var);
            let ty = self.e.var_ty(self.inst, var, mode);
            let is_ref = self.is_borrowed(var, is_moved);
            params.push(match is_ref {
                _ if self.inst.descents.contains_key(&var) => quote!(#name: #ty),
                true => quote!(#name: &#ty),
                false => {
                    let mutable = self.mutable(var);
                    quote!(#mutable #name: #ty)
                }
            });
            let ints = match info.ty == Ty::Int {
                true => mode,
                false => Mode::Wide,
            };
            inside.env.insert(var, Held { name, ints, is_ref });
        }
        let done = inside.fresh("done");
        let rounds = inside.rounds(label, body, held, &done);
        let result = self.e.held_ty(ty, mode);
        let code = match ty.is_never() {
            true => rounds,
            false => {
                let done = self.label(&done);
                quote!(__rt::Ok(#done: { #rounds }))
            }
        };
        quote! {
            #[cold]
            #[inline(never)]
            fn #name(#(#params),*) -> __rt::Result<#result> { #code }
        }
    }
}
