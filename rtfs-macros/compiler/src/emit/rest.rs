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
//!
//! The fast form leaves with the state of the round that was begun, which it has to keep until nothing can leave any more. What
//! leaves last does so with the state of the next round instead, where that is all there but for itself:
//!
//! ```text
//! let next = if … { n / 2 } else { … leaves with n and count … };
//! count = match count.checked_add(1) { Some(count) => count, None => … leaves with next and count + 1 … };
//! n = next;
//! ```
//!
//! So `n` need not be kept beside `next`, and a loop with few ints has no copies in it.

use std::collections::BTreeMap;

use quote::ToTokens;

use super::body::{Body, Exit, Held, Target, or_return, var_name};
use super::flow::Next;
use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, HirKind, Label, Prim, Use, VarId};

/// So many ints the runtime hands over to the wide form of a loop.
const MOST_INTS: usize = 4;

/// One thing that a fast loop hands over to its wide form.
#[derive(Clone)]
pub(super) struct Handed {
    /// What it is called on both sides.
    name: Ident,
    /// What is handed over.
    value: TokenStream,
    /// What the wide form takes, made of what was handed over.
    arg: TokenStream,
}

/// How the fast form of a loop at the end of a function leaves for its wide one.
#[derive(Clone)]
pub(super) struct Rest {
    /// The label that the rounds leave to with the state of the round that was begun.
    exit: Ident,
    /// The function of the wide form.
    name: Ident,
    /// What it sees of the code around.
    seen: Vec<Handed>,
    /// Whether the loop gives an int.
    gives_int: bool,
}

/// Code that calls the wide form of a loop, away from the fast one: what it takes to get there is not to stand in its way.
fn apart<'h>(handed: impl IntoIterator<Item = &'h Handed>, code: TokenStream) -> TokenStream {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for handed in handed {
        names.push(&handed.name);
        values.push(&handed.value);
    }
    quote!(__rt::apart((#(#values,)*), |(#(#names,)*)| #code))
}

/// What the wide form of a loop came to, as the function's result. It is made anew: if it were the very one that comes
/// back, and comes back in memory, what the fast form gives would go through memory, too.
fn returned(rest: TokenStream, is_int: bool) -> TokenStream {
    match is_int {
        // It may be big, and goes up as it is.
        true => quote!(return #rest.result();),
        false => {
            let value = or_return(rest);
            quote!(return __rt::Ok(#value);)
        }
    }
}

/// A checked operation on two machine ints, or on one and 1, and the same on words.
fn operation(op: Prim) -> Option<(Ident, Ident)> {
    let (checked, wide) = match op {
        Prim::Add => ("checked_add", "add"),
        Prim::Sub => ("checked_sub", "sub"),
        Prim::Mul => ("checked_mul", "mul"),
        Prim::Inc => ("checked_add", "inc"),
        Prim::Dec => ("checked_sub", "dec"),
        _ => return None,
    };
    Some((local(checked), local(wide)))
}

impl Handed {
    /// A machine int.
    fn new(name: Ident, value: TokenStream) -> Handed {
        let arg = quote!(__wide::of(#name));
        Handed { name, value, arg }
    }

    /// A variable as the next round has it.
    fn next(held: &Held, next: &Option<Next>) -> Handed {
        let name = held.name.clone();
        let value = match next {
            Some(Next::Value(value, _)) => value.to_token_stream(),
            Some(Next::Grown(_)) | None => name.to_token_stream(),
        };
        match held.ints {
            Mode::Fast => Handed::new(name, value),
            Mode::Wide | Mode::Cold => Handed {
                arg: name.to_token_stream(),
                name,
                value,
            },
        }
    }
}

impl Rest {
    /// Leaves with the state of the next round, in which the one variable that is none of the others is what an operation
    /// on words gives.
    fn leave(
        &self,
        operation: &Ident,
        operands: &[Handed],
        others: &[Option<Handed>],
    ) -> TokenStream {
        let words = operands.iter().map(|operand| &operand.arg);
        let passed = quote!(__wide::#operation(#(#words),*));
        let state = others.iter().map(|other| match other {
            Some(other) => &other.arg,
            None => &passed,
        });
        let (name, seen) = (&self.name, self.seen.iter().map(|seen| &seen.arg));
        let ended = local(match self.gives_int {
            true => "handed_up",
            false => "finish",
        });
        let code = quote!(__wide::#ended(__wide::mark(), #name(#(#state,)* #(#seen),*)));
        let handed = others.iter().flatten().chain(&self.seen).chain(operands);
        returned(apart(handed, code), self.gives_int)
    }
}

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
        let ends = is_tail && !matches!(self.exit, Exit::Loop(_));
        if h.ty == Ty::Int
            && let Some(ints) = self.ints_of_loop(vars, body)
        {
            let name = self.loop_function(*label, vars, body, &h.ty);
            let kind = if ends { "up" } else { "taken" };
            let rest = local(&format!("{kind}_{}", ints.len()));
            let call = quote!(__wide::#rest(#(#ints,)* #name));
            return match ends {
                true => quote!(return #call.result();),
                false => self.or_pass(call, Mode::Fast),
            };
        }
        let name = self.loop_function(*label, vars, body, &h.ty);
        let is_cold = self.e.limitless(self.id) == Mode::Cold;
        // What is left in the region is freed.
        let (path, mark) = match is_cold {
            true => (quote!(__wide), quote!(__wide::mark(),)),
            false => (quote!(__rt), TokenStream::new()),
        };
        let handed = self.handed(vars, body);
        let args = handed.iter().map(|handed| &handed.arg);
        let call = quote!(#name(#(#args),*));
        let ended = match h.ty {
            Ty::Int if ends => quote!(#path::handed_up(#mark #call)),
            Ty::Int => quote!(#path::taken(#mark #call)),
            _ if is_cold => quote!(#path::finish(#mark #call)),
            _ => call,
        };
        let rest = apart(&handed, ended);
        match h.ty {
            Ty::Int if !ends => self.or_pass(rest, Mode::Fast),
            _ if h.ty.is_never() => {
                let rest = or_return(rest);
                quote!(match #rest {})
            }
            _ if ends => returned(rest, h.ty == Ty::Int),
            _ => or_return(rest),
        }
    }

    /// How the fast form of a loop can leave when a round is all but over, if it can.
    pub(super) fn rest(&self, h: &Hir, exit: &Ident, is_tail: bool) -> Option<Rest> {
        let HirKind::Loop { label, vars, body } = &h.kind else {
            return None;
        };
        let ends = is_tail && !matches!(self.exit, Exit::Loop(_));
        let leaves = ends && !h.ty.is_never() && self.e.limitless(self.id) == Mode::Cold;
        leaves.then(|| Rest {
            exit: exit.clone(),
            name: self.loop_function(*label, vars, body, &h.ty),
            seen: self.handed(&[], body),
            gives_int: h.ty == Ty::Int,
        })
    }

    /// The last value of a round, computed when those of all other variables are there, if it is an operation on machine
    /// ints that may not fit: then the next round is the first of the wide form.
    pub(super) fn last_of_round(
        &mut self,
        target: &Target,
        arg: &Hir,
        index: usize,
        next: &[Option<Next>],
    ) -> Option<TokenStream> {
        let rest = target.rest.as_ref()?;
        let HirKind::Prim(op, args) = &arg.kind else {
            return None;
        };
        let (checked, wide) = operation(*op)?;
        let is_at_hand = |h: &Hir| match &h.kind {
            HirKind::Lit(Lit::Int(int)) => int.as_i64().is_some(),
            HirKind::Var(var, _) => {
                let held = self.env.get(var);
                held.is_some_and(|held| held.ints == Mode::Fast)
            }
            _ => false,
        };
        let is_here = matches!(&self.exit, Exit::Loop(exit) if *exit == rest.exit);
        if !is_here || arg.ty != Ty::Int || !args.iter().all(is_at_hand) {
            return None;
        }
        let operands = args.iter().zip(["left", "right"]);
        let operands: Vec<Handed> = operands
            .map(|(operand, name)| Handed::new(local(name), self.value(operand)))
            .collect();
        let others: Vec<Option<Handed>> = (target.vars.iter().zip(next).enumerate())
            .map(|(i, (held, next))| (i != index).then(|| Handed::next(held, next)))
            .collect();
        let leave = rest.leave(&wide, &operands, &others);
        let (left, value) = (&operands[0].value, local("value"));
        let right = match operands.get(1) {
            Some(right) => right.value.clone(),
            None => quote!(1),
        };
        Some(quote!(match (#left).#checked(#right) {
            __rt::Some(#value) => #value,
            __rt::None => { #leave }
        }))
    }

    /// What the fast form of a loop hands over to its wide one: the state, and what its rounds see of the code around.
    fn handed(&self, vars: &[(VarId, Hir)], body: &Hir) -> Vec<Handed> {
        let state = vars.iter().map(|(var, _)| (*var, None));
        let seen = self.seen(vars, body).into_iter();
        let seen = seen.map(|(var, is_moved)| (var, Some(is_moved)));
        let held = state.chain(seen).filter_map(|(var, seen)| {
            let held = self.env.get(&var)?;
            let name = held.name.clone();
            let is_borrowed = seen.is_some_and(|is_moved| self.is_borrowed(var, is_moved));
            let (value, arg) = match (held.ints, self.e.limitless(self.id)) {
                (Mode::Fast, Mode::Cold) => (quote!(#name), quote!(__wide::of(#name))),
                (Mode::Fast, _) if is_borrowed => (quote!(#name), quote!(&__rt::Small(#name))),
                (Mode::Fast, _) => (quote!(#name), quote!(__rt::Small(#name))),
                _ if self.is_word(var) && seen.is_some() => {
                    (quote!(&#name), quote!(__wide::read(#name)))
                }
                _ if is_borrowed && !held.is_ref => (quote!(&#name), quote!(#name)),
                _ if seen.is_some() && !is_borrowed && held.is_ref => {
                    (quote!(*#name), quote!(#name))
                }
                _ => (quote!(#name), quote!(#name)),
            };
            Some(Handed { name, value, arg })
        });
        held.collect()
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
        let result = self.e.held_ty(ty, mode);
        let code = match self.e.checked {
            Some(_) => quote!(__rt::left_out()),
            None => {
                let done = inside.fresh("done");
                let rounds = inside.rounds(label, body, held, &done);
                match ty.is_never() {
                    true => rounds,
                    false => {
                        let done = self.label(&done);
                        quote!(__rt::Ok(#done: { #rounds }))
                    }
                }
            }
        };
        quote! {
            #[cold]
            #[inline(never)]
            fn #name(#(#params),*) -> __rt::Result<#result> { #code }
        }
    }
}
