//! Control flow: loops with their two forms, `recur`, calls between forms.
//!
//! A loop over ints whose round can be begun anew runs on `i64` first; where an int does not fit, it
//! leaves for its wide form with the state of the round that was begun. That one is a function, which
//! the wide form of the code around calls as well (`rest`):
//!
//! ```text
//! 'done: {
//!     let mut i = …;
//!     'exit: { loop { … break 'done value … i = next; continue … break 'exit … } }
//!     return f_loop(Small(i));
//! }
//! ```
//!
//! Where an operation that may not fit is the last of a round, it leaves with the state of the next (`rest`).

use std::collections::BTreeSet;

use quote::ToTokens;

use super::body::{Body, Exit, Held, Target, or_return};
use super::counter::{self, Bound, Step};
use super::growers::{Grown, conjoined};
use super::rest::Rest;
use super::*;
use crate::analyse::views;
use crate::hir::{Clause, Hir, HirKind, Label, LibArg, Pipe, Prim, Sink, Source, Use, VarId};

/// What becomes of a loop's variable in the next round.
pub(super) enum Next {
    /// It gets the value, which may first have a name.
    Value(Ident, TokenStream),
    /// Elements are put behind it.
    Grown(TokenStream),
}

/// Whether an int comes by one way or another, so that its old value is gone where the ways meet.
fn chooses(h: &Hir) -> bool {
    let mut chooses = false;
    if h.ty == Ty::Int {
        h.walk(&mut |h| chooses |= matches!(h.kind, HirKind::If(..) | HirKind::Join { .. }));
    }
    chooses
}

/// Whether a walk folds, or takes ints out of a vector or puts them in.
fn pipe_leaves(pipe: &Pipe) -> bool {
    let holds_ints = |ty: &Ty| ty.element().is_some_and(|item| item == Ty::Int);
    let takes = pipe.clauses.iter().any(
        |clause| matches!(clause, Clause::Each(_, Source::Coll(coll)) if holds_ints(&coll.ty)),
    );
    takes
        || match &pipe.sink {
            Sink::Fold { .. } => true,
            Sink::Collect(element) => element.ty == Ty::Int,
            _ => false,
        }
}

impl Body<'_, '_> {
    /// A loop in tail position: its value is returned, and a value too big for `i64` as it is.
    pub(super) fn tail_loop(&mut self, h: &Hir) -> TokenStream {
        if let Some(call) = self.cold_loop(h) {
            return match h.ty.is_never() {
                true => {
                    let call = or_return(call);
                    quote!(match #call {})
                }
                false => self.returned(call),
            };
        }
        let done = self.fresh("done");
        let code = self.loop_code(h, &done, true);
        if h.ty.is_never() {
            return code;
        }
        let label = self.label(&done);
        self.returned(quote!(__rt::Ok(#label: { #code })))
    }

    /// A loop as an expression.
    pub(super) fn loop_value(&mut self, h: &Hir) -> TokenStream {
        if let Some(call) = self.cold_loop(h) {
            let call = or_return(call);
            return match h.ty.is_never() {
                true => quote!(match #call {}),
                false => call,
            };
        }
        let done = self.fresh("done");
        let code = self.loop_code(h, &done, false);
        if h.ty.is_never() {
            return quote!({ #code });
        }
        let label = self.label(&done);
        quote!(#label: { #code })
    }

    fn loop_code(&mut self, h: &Hir, done: &Ident, is_tail: bool) -> TokenStream {
        let HirKind::Loop { label, vars, body } = &h.kind else {
            return TokenStream::new();
        };
        let is_resumable = self.is_resumable(*label, vars, body);
        match self.mode {
            Mode::Fast if is_resumable => {
                let fast = self.fast_loop(h, done, is_tail);
                let rest = self.wide_rest(h, is_tail);
                quote!(#fast #rest)
            }
            Mode::Wide if is_resumable => self.fast_attempt(*label, vars, body, done),
            _ => self.plain_loop(*label, vars, body, done),
        }
    }

    /// Binds the variables of a loop to their initial values.
    fn begin(&mut self, vars: &[(VarId, Hir)]) -> (TokenStream, Vec<Held>) {
        let mut code = TokenStream::new();
        let mut values = Vec::new();
        for (var, init) in vars {
            if self.views_anew(*var, init) {
                // What is viewed has a name for as long as the loop runs.
                let (of, reference) = (self.fresh("of"), self.reference(init));
                code.extend(quote!(let #of = #reference;));
                values.push(quote!(__rt::view(#of)));
            } else if self.inst.descents.contains_key(var) {
                let (of, reference) = (self.fresh("of"), self.reference(init));
                code.extend(quote!(let #of = #reference;));
                values.push(quote!(#of));
            } else {
                values.push(self.value(init));
            }
        }
        let mut held = Vec::new();
        for ((var, _), value) in vars.iter().zip(values) {
            let ty = self.e.var_ty(self.inst, *var, self.mode);
            let bound = self.bind(*var);
            let name = &bound.name;
            code.extend(quote!(let mut #name: #ty = #value;));
            held.push(bound);
        }
        (code, held)
    }

    /// Whether a loop's variable begins as the view of what is no view yet.
    pub(super) fn views_anew(&self, var: VarId, init: &Hir) -> bool {
        let views = &self.inst.views;
        let is_view = |of: BTreeSet<VarId>| of.iter().any(|root| views.contains_key(root));
        views.contains_key(&var) && !views::roots(init).is_some_and(is_view)
    }

    /// A loop in the mode of the code around it.
    fn plain_loop(
        &mut self,
        label: Label,
        vars: &[(VarId, Hir)],
        body: &Hir,
        done: &Ident,
    ) -> TokenStream {
        let (code, held) = self.begin(vars);
        let growing = self.growing(label, vars, body);
        let make = self.loop_growers(&growing, done).make;
        let rounds = self.rounds(label, body, held, done);
        self.end_growers(&growing);
        quote!(#code #make #rounds)
    }

    /// `loop { … }` over variables that are bound already.
    pub(super) fn rounds(
        &mut self,
        label: Label,
        body: &Hir,
        held: Vec<Held>,
        done: &Ident,
    ) -> TokenStream {
        self.counted_rounds((label, body), held, done, Vec::new(), None)
    }

    /// `loop { … }` whose counters begin on the right side of their bounds; else it leaves at once.
    fn fast_rounds(
        &mut self,
        (label, vars, body): (Label, &[(VarId, Hir)], &Hir),
        held: Vec<Held>,
        done: &Ident,
        rest: Option<Rest>,
    ) -> TokenStream {
        let is_i64 = |held: &Held| held.ints == Mode::Fast;
        let fixed = |v: VarId| self.env.get(&v).is_some_and(is_i64);
        let counters = counter::counters(label, vars, body, fixed);
        let mut guards = TokenStream::new();
        for counter in &counters {
            let begin = vars.iter().zip(&held).find(|((v, _), _)| *v == counter.var);
            let bound = match counter.bound {
                Bound::Int(n) => Literal::i64_suffixed(n).to_token_stream(),
                Bound::Var(v) => match self.env.get(&v) {
                    Some(held) => held.name.to_token_stream(),
                    None => continue,
                },
            };
            if let Some((_, begin)) = begin {
                let (begin, leave) = (&begin.name, self.leave());
                guards.extend(match counter.step {
                    Step::Up => quote!(if #begin > #bound { #leave; }),
                    Step::Down => quote!(if #begin < #bound { #leave; }),
                });
            }
        }
        let counted = counters.into_iter().map(|c| c.var).collect();
        let rounds = self.counted_rounds((label, body), held, done, counted, rest);
        quote!(#guards #rounds)
    }

    fn counted_rounds(
        &mut self,
        (label, body): (Label, &Hir),
        held: Vec<Held>,
        done: &Ident,
        counted: Vec<VarId>,
        rest: Option<Rest>,
    ) -> TokenStream {
        let name = self.fresh("next");
        let mark = (self.mode == Mode::Cold).then(|| self.fresh("mark"));
        let begin = (mark.iter()).map(|mark| quote!(let #mark = __wide::mark();));
        let begin: TokenStream = begin.collect();
        let around = self.readers.clone();
        let readers = self.loop_readers(label, &held, body);
        self.loops.insert(
            label,
            Target {
                label: name.clone(),
                vars: held,
                counted,
                mark,
                done: done.clone(),
                rest,
            },
        );
        let body = self.round(body, done);
        self.loops.remove(&label);
        self.readers = around;
        let next = self.label(&name);
        quote!(#readers #begin #next: loop { #body })
    }

    /// The body of a loop: every way through it ends in a `break` with the value, or in the next round.
    fn round(&mut self, h: &Hir, done: &Ident) -> TokenStream {
        let mut code = TokenStream::new();
        if let Some(last) = self.statements(h, &mut code) {
            code.extend(self.fork(last, done));
        }
        code
    }

    /// The end of a way through the body of a loop, or where it forks.
    fn fork(&mut self, h: &Hir, done: &Ident) -> TokenStream {
        match &h.kind {
            HirKind::If(c, t, f) => self.choice(c, t, f, &mut |this, way| this.round(way, done)),
            HirKind::Join { .. } => {
                let code = self.join(h, &mut |this, part, _| this.round(part, done));
                code.unwrap_or_default()
            }
            HirKind::Recur(label, args)
                if self.loops.get(label).is_some_and(|to| to.done == *done) =>
            {
                self.recur(*label, args)
            }
            _ => self.out_of_round(h, done, |this| this.end_of_round(h, done)),
        }
    }

    /// Where no further round of the loop follows.
    fn end_of_round(&mut self, h: &Hir, done: &Ident) -> TokenStream {
        match &h.kind {
            HirKind::Recur(label, args) => self.recur(*label, args),
            HirKind::Call {
                inst,
                args,
                is_tail: true,
            } if self.group.is_some() => self.tail_call(*inst, args),
            _ if h.ty.is_never() => {
                let code = self.value(h);
                quote!(#code)
            }
            _ => {
                let value = self.value(h);
                let label = self.label(done);
                let value = self.result_of_loop(value, &h.ty);
                quote!(break #label #value;)
            }
        }
    }

    /// The value of a fast loop inside of wide code is widened on its way out.
    fn result_of_loop(&self, value: TokenStream, ty: &Ty) -> TokenStream {
        match (&self.exit, self.widens, ty) {
            (Exit::Loop(_), true, Ty::Int) => quote!(__rt::Small(#value)),
            _ => value,
        }
    }

    pub(super) fn recur(&mut self, label: Label, args: &[Hir]) -> TokenStream {
        let Some(target) = self.loops.get(&label).cloned() else {
            return TokenStream::new();
        };
        let mut code = TokenStream::new();
        let mut temps: Vec<Option<Next>> = Vec::new();
        let mut unchecked: Vec<usize> = Vec::new();
        for (arg, held) in args.iter().zip(&target.vars) {
            // A variable that stays as it is needs no assignment.
            if let HirKind::Var(_, Use::Keep) = &arg.kind {
                temps.push(None);
                continue;
            }
            if let Some(grower) = self.grows_in(held) {
                let growth = self.growth(&grower, arg);
                temps.push(Some(Next::Grown(growth)));
                continue;
            }
            let counts = target.counted.iter().find_map(|v| {
                let is_own = self.env.get(v).is_some_and(|h| h.name == held.name);
                counter::step(*v, arg).filter(|_| is_own)
            });
            if let Some(step) = counts {
                let name = &held.name;
                let value = match step {
                    Step::Up => quote!(#name.wrapping_add(1)),
                    Step::Down => quote!(#name.wrapping_sub(1)),
                };
                unchecked.push(temps.len());
                temps.push(Some(Next::Value(self.fresh("round"), value)));
                continue;
            }
            let value = match (held.ints, self.mode) {
                (Mode::Fast, Mode::Wide) => {
                    let wide = self.value(arg);
                    self.or_leave(quote!((#wide).as_i64()))
                }
                _ if held.is_ref => self.way(arg),
                (Mode::Wide, Mode::Fast | Mode::Cold) => self.kept_value(arg),
                _ => self.value(arg),
            };
            if arg.ty.is_never() {
                code.extend(quote!(#value));
                return code;
            }
            temps.push(Some(Next::Value(self.fresh("round"), value)));
        }
        // What is evaluated last needs no name of its own.
        let order: Vec<usize> = crate::hir::recur_order(args)
            .into_iter()
            .filter(|i| temps[*i].is_some())
            .collect();
        let last = order.last().copied();
        if let Some(index) = last
            && !unchecked.contains(&index)
            && order.iter().any(|i| *i != index && chooses(&args[*i]))
            && let Some(value) = self.last_of_round(&target, &args[index], index, &temps)
            && let Some(Next::Value(_, checked)) = &mut temps[index]
        {
            *checked = value;
        }
        for index in order {
            let held = &target.vars[index].name;
            match &temps[index] {
                Some(Next::Value(_, value)) if Some(index) == last => {
                    code.extend(quote!(#held = #value;));
                }
                Some(Next::Value(name, value)) => code.extend(quote!(let #name = #value;)),
                Some(Next::Grown(growth)) => code.extend(growth.clone()),
                None => {}
            }
        }
        for (index, (temp, held)) in temps.iter().zip(&target.vars).enumerate() {
            if let Some(Next::Value(name, _)) = temp
                && Some(index) != last
            {
                let var = &held.name;
                code.extend(quote!(#var = #name;));
            }
        }
        if let Some(mark) = &target.mark {
            let words = target.vars.iter().filter(|held| held.ints == Mode::Cold);
            code.extend(keep(mark, words.map(|held| &held.name).collect()));
        }
        let next = self.label(&target.label);
        code.extend(quote!(continue #next;));
        code
    }

    // ---- two forms

    /// The fast form of a loop, which leaves behind its state where an int does not fit.
    fn fast_loop(&mut self, h: &Hir, done: &Ident, is_tail: bool) -> TokenStream {
        let HirKind::Loop { label, vars, body } = &h.kind else {
            return TokenStream::new();
        };
        let label = *label;
        let exit = self.fresh("exit");
        let rest = self.rest(h, &exit, is_tail);
        let (code, held) = self.begin(vars);
        let before = std::mem::replace(&mut self.exit, Exit::Loop(exit.clone()));
        let widens = std::mem::replace(&mut self.widens, false);
        let env = self.env.clone();
        let growing = self.growing(label, vars, body);
        // What grows is put back after the last round.
        let rest = rest.filter(|_| growing.is_empty());
        let Grown { make, back } = self.loop_growers(&growing, done);
        let rounds = self.fast_rounds((label, vars, body), held, done, rest);
        self.end_growers(&growing);
        self.env = env;
        self.exit = before;
        self.widens = widens;
        let exit = self.label(&exit);
        quote!(#code #make #exit: { #rounds } #back)
    }

    /// In wide code: the fast form, if all ints fit, then the wide one from where it stopped.
    fn fast_attempt(
        &mut self,
        label: Label,
        vars: &[(VarId, Hir)],
        body: &Hir,
        done: &Ident,
    ) -> TokenStream {
        let (mut code, held) = self.begin(vars);
        // Everything int that the rounds read must fit.
        let env = self.env.clone();
        let bound: Vec<VarId> = vars.iter().map(|(v, _)| *v).collect();
        let mut outer: Vec<VarId> = Vec::new();
        body.walk(&mut |h| {
            if let HirKind::Var(var, _) = h.kind
                && h.ty == Ty::Int
                && env.get(&var).is_some_and(|held| held.ints != Mode::Fast)
                && !bound.contains(&var)
                && !outer.contains(&var)
            {
                outer.push(var);
            }
        });
        let mut patterns = Vec::new();
        let mut tests = Vec::new();
        let mut back = TokenStream::new();
        let mut fast_held = Vec::new();
        for var in bound.iter().chain(&outer) {
            let Some(wide) = env.get(var).cloned() else {
                continue;
            };
            let is_int = self.inst.vars[var.0 as usize].ty == Ty::Int;
            let is_loop_var = bound.contains(var);
            if !is_int {
                if is_loop_var {
                    fast_held.push(wide);
                }
                continue;
            }
            let name = local(&format!("{}_small", wide.name));
            let wide_name = &wide.name;
            tests.push(quote!(#wide_name.as_i64()));
            if is_loop_var {
                patterns.push(quote!(__rt::Some(mut #name)));
                back.extend(quote!(#wide_name = __rt::Small(#name);));
            } else {
                patterns.push(quote!(__rt::Some(#name)));
            }
            let small = Held {
                name,
                ints: Mode::Fast,
                is_ref: false,
            };
            self.env.insert(*var, small.clone());
            if is_loop_var {
                fast_held.push(small);
            }
        }
        let exit = self.fresh("exit");
        let mode = std::mem::replace(&mut self.mode, Mode::Fast);
        let before = std::mem::replace(&mut self.exit, Exit::Loop(exit.clone()));
        let widens = std::mem::replace(&mut self.widens, true);
        let growing = self.growing(label, vars, body);
        let grown = self.loop_growers(&growing, done);
        let rounds = self.fast_rounds((label, vars, body), fast_held, done, None);
        self.end_growers(&growing);
        self.mode = mode;
        self.exit = before;
        self.widens = widens;
        self.env = env;
        let exit = self.label(&exit);
        let Grown {
            make,
            back: back_in,
        } = grown;
        code.extend(quote! {
            if let (#(#patterns,)*) = (#(#tests,)*) {
                #make
                #exit: { #rounds }
                #back_in
                #back
            }
        });
        code.extend(self.rounds(label, body, held, done));
        code
    }

    /// Whether a round of a loop can be begun anew after it left half-way: ints are in it, nothing of it
    /// can be seen from outside, and nothing has moved out of the state by the time it may leave.
    pub(super) fn is_resumable(&self, label: Label, vars: &[(VarId, Hir)], body: &Hir) -> bool {
        let has_ints = vars
            .iter()
            .any(|(v, _)| self.inst.vars[v.0 as usize].ty == Ty::Int);
        if !has_ints || self.has_effects(body) || goes_outwards(body) {
            return false;
        }
        let growing = self.fast_growing(label, vars, body);
        let mut check = Resume {
            body: self,
            label,
            growing,
            inside: BTreeSet::new(),
            moved: false,
            ok: true,
        };
        check.scan(body);
        check.ok
    }

    fn has_effects(&self, h: &Hir) -> bool {
        let mut found = false;
        h.walk(&mut |h| {
            found |= match &h.kind {
                HirKind::Dbg(..) | HirKind::RustFn(..) | HirKind::HostCall { .. } => true,
                HirKind::Call { inst, is_tail, .. } => {
                    self.e.inst(*inst).has_effects || (*is_tail && self.group.is_some())
                }
                _ => false,
            };
        });
        found
    }

    /// Whether a node itself can leave the fast form.
    fn leaves(&self, h: &Hir) -> bool {
        match &h.kind {
            HirKind::Prim(op, args) => {
                // What becomes an int of something else may be a big one.
                h.ty == Ty::Int && args.iter().any(|a| a.ty != Ty::Int)
                    || args.first().is_some_and(|a| a.ty == Ty::Int)
                        && matches!(
                            op,
                            Prim::Add
                                | Prim::Sub
                                | Prim::Mul
                                | Prim::Inc
                                | Prim::Dec
                                | Prim::Neg
                                | Prim::Abs
                                | Prim::Quot
                                | Prim::Mod
                                | Prim::Shl
                                | Prim::Shr
                        )
            }
            HirKind::Call { inst, .. } => self.e.forms(*inst) == Forms::Twin || h.ty == Ty::Int,
            HirKind::Field(..)
            | HirKind::Const(_)
            | HirKind::Coerce(_)
            | HirKind::Cast(..)
            | HirKind::Extern(..) => h.ty == Ty::Int,
            HirKind::Lib(call) => {
                (h.ty == Ty::Int && !call.returns_index)
                    || call.args.iter().any(|a| matches!(a, LibArg::Fn(_)))
            }
            HirKind::Var(var, _) => h.ty == Ty::Int && self.inst.vars[var.0 as usize].is_ref,
            HirKind::Pipe(pipe) => h.ty == Ty::Int || pipe_leaves(pipe),
            HirKind::Lit(crate::ast::Lit::Int(i)) => i.as_i64().is_none(),
            // A signal of the body goes on from there, when all that moves in the body has moved.
            HirKind::Parallel(_) | HirKind::Try { .. } => true,
            _ => false,
        }
    }

    // ---- calls

    /// The arguments of a call of an instance in a mode.
    pub(super) fn call_args(&mut self, inst: InstId, args: &[Hir], mode: Mode) -> Vec<TokenStream> {
        let callee = self.e.inst(inst);
        args.iter()
            .zip(&callee.borrowed)
            .map(|(arg, borrowed)| {
                if *borrowed {
                    self.reference(arg)
                } else if mode == Mode::Fast && self.mode != Mode::Fast && arg.ty == Ty::Int {
                    self.nearest(arg)
                } else if mode == Mode::Wide {
                    self.kept_value(arg)
                } else {
                    self.value(arg)
                }
            })
            .collect()
    }

    /// The machine int nearest to an int without limit.
    fn nearest(&mut self, arg: &Hir) -> TokenStream {
        match self.mode {
            Mode::Cold => {
                let word = self.looked_at(arg);
                quote!(__wide::index(#word))
            }
            _ => {
                let int = self.reference(arg);
                quote!(__rt::index(#int))
            }
        }
    }

    /// A call: a `Result` in terms of the mode that it comes with.
    pub(super) fn raw_call(
        &mut self,
        inst: InstId,
        args: &[Hir],
        span: Span,
    ) -> (TokenStream, Mode) {
        if let Some(count) = self.takes_words(inst) {
            return (self.call_of_words(inst, args, count, span), Mode::Cold);
        }
        let (name, mode) = self.callee(inst);
        let values = self.call_args(inst, args, mode);
        let host = self.e.host_arg(inst);
        (quote!(#name(#host #(#values),*)), mode)
    }

    /// Of what a call here takes words and nothing else, how many: such a call goes into the trace by itself.
    pub(super) fn takes_words(&self, inst: InstId) -> Option<usize> {
        match self.mode {
            Mode::Cold => self.e.takes_words(inst),
            _ => None,
        }
    }

    /// Which form of an instance code here calls.
    fn callee(&self, inst: InstId) -> (Ident, Mode) {
        let limitless = self.e.limitless(inst);
        // Inside a recursion that has gone wide there is no use in trying again at each level.
        let again = limitless == self.mode && self.same_recursion(inst);
        match (self.e.forms(inst), self.mode) {
            (Forms::Single, _) => (self.e.fn_name(inst, None), Mode::Wide),
            (Forms::Near, _) => (self.e.fn_name(inst, Some(Mode::Fast)), Mode::Fast),
            (Forms::Twin, Mode::Fast) => (self.e.fn_name(inst, Some(Mode::Fast)), Mode::Fast),
            (Forms::Twin, _) if again => (self.e.fn_name(inst, Some(limitless)), limitless),
            (Forms::Twin, Mode::Cold) if limitless == Mode::Cold => {
                (self.e.choice_name(inst), Mode::Cold)
            }
            (Forms::Twin, _) => (self.e.fn_name(inst, None), Mode::Wide),
        }
    }

    /// A call of what takes words and nothing else: the runtime chooses the form, and looks after stack and region.
    fn call_of_words(
        &mut self,
        inst: InstId,
        args: &[Hir],
        count: usize,
        span: Span,
    ) -> TokenStream {
        let values: Vec<TokenStream> = args.iter().map(|arg| self.value(arg)).collect();
        let callee = self.e.inst(inst);
        let wide = self.e.fn_name(inst, Some(Mode::Cold));
        let kind = gives(&callee.result);
        let (name, fast) = match self.same_recursion(inst) {
            true => (format!("{kind}_again_{count}"), TokenStream::new()),
            false => {
                let fast = self.e.kept_name(inst);
                (format!("{kind}_{count}"), quote!(#fast,))
            }
        };
        let name = local(&name);
        let (called, call) = match self.e.frame(&callee.name, span) {
            Some(call) => (quote!(called__), call),
            None => (quote!(__rt::untraced), Literal::usize_unsuffixed(0)),
        };
        quote!(__wide::#name(#(#values,)* #fast #wide, #called, #call))
    }

    fn same_recursion(&self, inst: InstId) -> bool {
        self.inst.recursion.uses_stack && self.e.inst(inst).recursion.uses_stack
    }

    /// Whether an exit of a call in a loop leaves the function, and not the loop alone: one of the same recursion, of which
    /// each level would compute again what the level below it has computed twice.
    fn goes_up(&self, inst: InstId) -> bool {
        self.same_recursion(inst) && !self.inst.has_effects
    }

    pub(super) fn call(&mut self, inst: InstId, args: &[Hir], h: &Hir) -> TokenStream {
        let (call, mode) = self.raw_call(inst, args, h.span);
        // A result that is only too big for `i64` leaves like any int.
        let narrows = mode == Mode::Fast && self.e.gives_wide[inst.0 as usize];
        let frame = self.e.frame(&self.e.inst(inst).name, h.span);
        let value = match frame {
            _ if self.takes_words(inst).is_some() => or_return(call),
            Some(frame) if !self.stays(mode) || self.goes_up(inst) => match narrows {
                true => quote!(__rt::ok_small!(#call, called__ #frame)),
                false => quote!(__rt::ok_called!(#call, called__ #frame)),
            },
            _ => {
                let call = self.traced(call, inst, h.span);
                let call = match narrows {
                    true => quote!(__rt::narrow(#call)),
                    false => call,
                };
                self.or_pass(call, mode)
            }
        };
        if h.ty.is_never() {
            return quote!(match #value {});
        }
        if mode == Mode::Wide {
            self.taken(value, &h.ty)
        } else {
            value
        }
    }
}

/// Frees what a round made behind the mark, but for the words that go on to the next.
pub(super) fn keep(mark: &Ident, words: Vec<&Ident>) -> TokenStream {
    match words.as_slice() {
        [] => quote!(__wide::back_to(#mark);),
        [word] => quote!(#word = __wide::keep_1(#mark, #word);),
        [a, b] => quote!((#a, #b) = __wide::keep_2(#mark, #a, #b);),
        words => quote!([#(#words),*] = __wide::keep(#mark, [#(#words),*]);),
    }
}

/// What the names of calls of words say of a result.
pub(super) fn gives(result: &Ty) -> &'static str {
    match result {
        Ty::Int => "int",
        _ => "any",
    }
}

/// Whether a round goes on at a choice around its loop.
fn goes_outwards(body: &Hir) -> bool {
    let mut inside = BTreeSet::new();
    let mut outwards = false;
    body.walk(&mut |h| match &h.kind {
        HirKind::Join { label, .. } => {
            inside.insert(*label);
        }
        HirKind::Jump(label, _) => outwards |= !inside.contains(label),
        _ => {}
    });
    outwards
}

/// Walks a round in order of evaluation and looks for an int that may leave after something has moved.
struct Resume<'b, 'e, 'a> {
    body: &'b Body<'e, 'a>,
    label: Label,
    /// Which of its variables only grow.
    growing: Vec<usize>,
    /// What the round binds itself.
    inside: BTreeSet<VarId>,
    moved: bool,
    ok: bool,
}

impl Resume<'_, '_, '_> {
    /// What the round itself bound is made anew; of ints nothing is lost.
    fn is_kept(&self, var: VarId, inside: &BTreeSet<VarId>) -> bool {
        let ty = &self.body.inst.vars[var.0 as usize].ty;
        *ty == Ty::Int || ty.is_scalar() || inside.contains(&var)
    }

    fn scan(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Var(var, Use::Move) => {
                self.moved |= !self.is_kept(*var, &self.inside);
            }
            HirKind::Let(var, ..) => {
                self.inside.insert(*var);
            }
            // The body is a closure, which takes all that moves in it before it begins.
            HirKind::Try { body, catches, .. } => {
                self.inside.extend(catches.iter().filter_map(|c| c.var));
                let mut inside = self.inside.clone();
                body.walk(&mut |h| crate::own::binders(h, &mut inside));
                body.walk(&mut |h| {
                    if let HirKind::Var(var, Use::Move) = h.kind {
                        self.moved |= !self.is_kept(var, &inside);
                    }
                });
            }
            HirKind::If(c, t, e) => {
                self.scan(c);
                let before = self.moved;
                self.scan(t);
                let then = std::mem::replace(&mut self.moved, before);
                self.scan(e);
                self.moved |= then;
                return;
            }
            HirKind::Recur(to, args) => {
                for i in crate::hir::recur_order(args) {
                    match *to == self.label && self.growing.contains(&i) {
                        true => self.scan_growth(&args[i]),
                        false => self.scan(&args[i]),
                    }
                }
                return;
            }
            HirKind::SetField(..) => {
                let changed = self.scan_changes(h);
                if matches!(changed.kind, HirKind::Var(..)) {
                    self.scan(changed);
                }
                return;
            }
            HirKind::Loop { vars, .. } => self.inside.extend(vars.iter().map(|(v, _)| *v)),
            HirKind::Join { vars, .. } => self.inside.extend(vars.iter().copied()),
            _ => {}
        }
        h.children(&mut |c| self.scan(c));
        if self.moved && self.body.leaves(h) {
            self.ok = false;
        }
    }

    /// The new values of changed fields, and what is changed: a variable is, when all of the new values are there.
    fn scan_changes<'h>(&mut self, h: &'h Hir) -> &'h Hir {
        let HirKind::SetField(base, _, value) = &h.kind else {
            if !matches!(h.kind, HirKind::Var(..)) {
                self.scan(h);
            }
            return h;
        };
        let changed = self.scan_changes(base);
        self.scan(value);
        changed
    }

    /// What is put into a grower is there when all of it has been evaluated.
    fn scan_growth(&mut self, h: &Hir) {
        if let Some((coll, items)) = conjoined(h) {
            self.scan_growth(coll);
            items.into_iter().for_each(|item| self.scan(item));
            self.moved = true;
            return;
        }
        match &h.kind {
            HirKind::Let(var, value, body) => {
                self.inside.insert(*var);
                self.scan(value);
                self.scan_growth(body);
            }
            HirKind::Do(items) => {
                if let Some((last, before)) = items.split_last() {
                    before.iter().for_each(|h| self.scan(h));
                    self.scan_growth(last);
                }
            }
            HirKind::If(c, t, e) => {
                self.scan(c);
                let before = self.moved;
                self.scan_growth(t);
                let then = std::mem::replace(&mut self.moved, before);
                self.scan_growth(e);
                self.moved |= then;
            }
            HirKind::Var(..) => {}
            // A string is another one from here on.
            _ => {
                self.scan(h);
                self.moved = true;
            }
        }
    }
}
