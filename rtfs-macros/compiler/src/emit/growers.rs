//! Vectors and strings that a loop or a fold only puts something behind.
//!
//! `conj` asks whether somebody else holds the vector and how its elements lie. A loop that in each round keeps its
//! vector or puts elements behind it asks once: before its first round it takes the elements out into a grower
//! (`__rt::Grower`), and every way out that looks at the vector puts them back first.
//!
//! ```text
//! let mut items_grower = Grower::of(&mut items);
//! 'exit: { loop { … items_grower.put_back(&mut items); break 'done items … items_grower.push(item); continue … } }
//! items_grower.put_back(&mut items);
//! ```
//!
//! So does a loop that puts text behind a string by `str`, which would copy the string each time (`__rt::TextGrower`). A way on
//! which a string is another one is a new beginning of it.
//!
//! The elements of one `conj` are evaluated before the first is put in: a round that leaves for the wide form of its
//! loop while it evaluates them has changed nothing.

use super::body::{Body, Held};
use super::*;
use crate::hir::{Hir, HirKind, Label, LibArg, LibCall, Pipe, Sink, VarId};

/// The vector and the items of a `conj` that stands alone or in others; or the string, and what a `str` puts behind it.
pub(super) fn conjoined(h: &Hir) -> Option<(&Hir, Vec<&Hir>)> {
    let mut items = Vec::new();
    let mut coll = h;
    while let Some((below, more)) = put_behind(coll) {
        items.extend(more.into_iter().rev());
        coll = below;
    }
    items.reverse();
    (!items.is_empty()).then_some((coll, items))
}

/// What one call puts items behind, and the items.
fn put_behind(h: &Hir) -> Option<(&Hir, Vec<&Hir>)> {
    let HirKind::Lib(call) = &h.kind else {
        return None;
    };
    match (call.path.as_str(), call.args.as_slice()) {
        ("access::conj_vector", [LibArg::Own(below), LibArg::Own(item)]) => {
            Some((below, vec![item]))
        }
        ("access::str_of", [LibArg::Slice(items, _)]) => {
            let (first, more) = items.split_first()?;
            let below = undressed(first);
            (below.ty == Ty::Str).then(|| (below, more.iter().collect()))
        }
        _ => None,
    }
}

/// A value as it was before it became a dynamic one, if it shows as that.
fn undressed(h: &Hir) -> &Hir {
    match &h.kind {
        HirKind::Coerce(inner) if matches!(inner.ty, Ty::Str | Ty::Int | Ty::Float | Ty::Bool) => {
            inner
        }
        _ => h,
    }
}

fn mentions(h: &Hir, var: VarId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= matches!(h.kind, HirKind::Var(v, _) if v == var));
    found
}

/// Whether a node looks at no more of a variable than what its grower can tell.
fn only_counts(h: &Hir, var: VarId) -> bool {
    if counted(h) == Some(var) {
        return true;
    }
    let mut ok = !matches!(h.kind, HirKind::Var(v, _) if v == var);
    h.children(&mut |part| ok = ok && only_counts(part, var));
    ok
}

const IS_EMPTY: &str = "access::is_empty";

/// The variable whose grower can answer a call: how many elements a vector has, and whether there is anything.
fn counted_by(call: &LibCall) -> Option<VarId> {
    match call.args.as_slice() {
        [
            LibArg::Ref(Hir {
                kind: HirKind::Var(var, _),
                ty,
                ..
            }),
        ] if call.path == IS_EMPTY || call.path == readers::COUNT && *ty != Ty::Str => Some(*var),
        _ => None,
    }
}

fn counted(h: &Hir) -> Option<VarId> {
    match &h.kind {
        HirKind::Lib(call) => counted_by(call),
        _ => None,
    }
}

/// Whether the value is another string, and has nothing to do with the variable's.
fn is_other_text(h: &Hir, var: VarId) -> bool {
    h.ty == Ty::Str && !mentions(h, var)
}

/// Whether the value is the variable's with elements behind it; `more` becomes true if there may be some.
fn grows(h: &Hir, var: VarId, more: &mut bool) -> bool {
    if is_other_text(h, var) {
        return true;
    }
    if let Some((coll, items)) = conjoined(h) {
        *more = true;
        // An item beside a value that has grown already counts what was there before.
        let is_first = matches!(coll.kind, HirKind::Var(..));
        let fits = |item: &&Hir| !mentions(item, var) || (is_first && only_counts(item, var));
        return grows(coll, var, more) && items.iter().all(fits);
    }
    match &h.kind {
        HirKind::Var(v, _) => *v == var,
        HirKind::Let(_, value, body) => only_counts(value, var) && grows(body, var, more),
        HirKind::Do(items) => items.split_last().is_some_and(|(last, before)| {
            before.iter().all(|h| !mentions(h, var)) && grows(last, var, more)
        }),
        HirKind::If(c, t, e) => only_counts(c, var) && grows(t, var, more) && grows(e, var, more),
        _ => false,
    }
}

/// Whether the rounds of a loop do no more with the variable at an index than to put elements behind it and to
/// count them. `more` as above.
fn round_grows(h: &Hir, (label, at): (Label, usize), var: VarId, more: &mut bool) -> bool {
    match &h.kind {
        HirKind::Let(_, value, body) => {
            only_counts(value, var) && round_grows(body, (label, at), var, more)
        }
        HirKind::Do(items) => items.split_last().is_some_and(|(last, before)| {
            before.iter().all(|h| only_counts(h, var)) && round_grows(last, (label, at), var, more)
        }),
        HirKind::If(c, t, e) => {
            only_counts(c, var)
                && round_grows(t, (label, at), var, more)
                && round_grows(e, (label, at), var, more)
        }
        HirKind::Join { choice, then, .. } => {
            round_grows(choice, (label, at), var, more) && round_grows(then, (label, at), var, more)
        }
        HirKind::Recur(to, args) if *to == label => args.iter().enumerate().all(|(i, arg)| {
            if i == at {
                grows(arg, var, more)
            } else {
                !mentions(arg, var)
            }
        }),
        HirKind::Jump(..) => !mentions(h, var),
        _ => {
            let mut is_end = true;
            h.walk(&mut |h| is_end &= !matches!(h.kind, HirKind::Recur(to, _) if to == label));
            is_end
        }
    }
}

/// The code around rounds in which vectors grow.
#[derive(Default)]
pub(super) struct Grown {
    /// Takes the elements out.
    pub(super) make: TokenStream,
    /// Puts them back.
    pub(super) back: TokenStream,
}

impl Body<'_, '_> {
    /// The variables of a loop that only grow.
    pub(super) fn growing(&self, label: Label, vars: &[(VarId, Hir)], body: &Hir) -> Vec<VarId> {
        let places = self.fast_growing(label, vars, body).into_iter();
        places
            .filter_map(|at| vars.get(at))
            .map(|(var, _)| *var)
            .filter(|var| self.is_worth_a_grower(*var))
            .collect()
    }

    /// The places of the variables that only grow in the fast form of a loop.
    pub(super) fn fast_growing(
        &self,
        label: Label,
        vars: &[(VarId, Hir)],
        body: &Hir,
    ) -> Vec<usize> {
        let grows = |at: usize, var: VarId| {
            let mut more = false;
            self.can_grow(var) && round_grows(body, (label, at), var, &mut more) && more
        };
        let places = vars.iter().enumerate();
        places
            .filter(|(at, (var, _))| grows(*at, *var))
            .map(|(at, _)| at)
            .collect()
    }

    fn can_grow(&self, var: VarId) -> bool {
        let can_grow = matches!(self.inst.vars[var.0 as usize].ty, Ty::Vector(_) | Ty::Str);
        can_grow && !self.inst.views.contains_key(&var)
    }

    /// Code that hardly ever runs is kept small, but a string without a grower is copied in each round.
    fn is_worth_a_grower(&self, var: VarId) -> bool {
        let hardly_runs = self.mode != Mode::Fast && self.is_cold;
        !hardly_runs || self.inst.vars[var.0 as usize].ty == Ty::Str
    }

    /// The grower of a loop's variable.
    pub(super) fn grows_in(&self, held: &Held) -> Option<Ident> {
        let is_held = |var: &VarId| self.env.get(var).is_some_and(|h| h.name == held.name);
        let (_, grower) = self.growers.iter().find(|(var, _)| is_held(var))?;
        Some(grower.clone())
    }

    /// Whether the accumulator of a fold only grows.
    pub(super) fn fold_grows(&self, pipe: &Pipe) -> bool {
        let Sink::Fold { acc, next, .. } = &pipe.sink else {
            return false;
        };
        let mut more = false;
        let mut ok = self.can_grow(*acc) && self.is_worth_a_grower(*acc);
        ok = ok && grows(next, *acc, &mut more) && more;
        for clause in &pipe.clauses {
            clause.parts(&mut |h| ok &= !mentions(h, *acc));
        }
        ok
    }

    /// Takes the elements out of what grows in the rounds that `done` ends; [`end_growers`](Self::end_growers) follows
    /// when they are written.
    pub(super) fn loop_growers(&mut self, vars: &[VarId], done: &Ident) -> Grown {
        let mut grown = Grown::default();
        for var in vars {
            self.make_grower(*var, &mut grown);
            self.growing.push((done.clone(), *var));
        }
        grown
    }

    /// Takes the elements out of a variable.
    pub(super) fn make_grower(&mut self, var: VarId, grown: &mut Grown) -> Option<Ident> {
        let name = self.env.get(&var)?.name.clone();
        let grower = local(&format!("{name}_grower"));
        let of = match self.inst.vars[var.0 as usize].ty {
            Ty::Str => quote!(__rt::TextGrower::of),
            _ => quote!(__rt::Grower::of),
        };
        (grown.make).extend(quote!(let mut #grower = #of(&mut #name);));
        grown.back.extend(quote!(#grower.put_back(&mut #name);));
        self.growers.insert(var, grower.clone());
        Some(grower)
    }

    pub(super) fn end_growers(&mut self, vars: &[VarId]) {
        for var in vars {
            self.growers.remove(var);
            self.growing.retain(|(_, v)| v != var);
        }
    }

    /// The end of a round: the elements are put back that it looks at. What is emitted inside finds them there.
    pub(super) fn out_of_round(
        &mut self,
        h: &Hir,
        done: &Ident,
        end: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let growers = self.growers.clone();
        let mut back = TokenStream::new();
        for (of, var) in &self.growing {
            if of == done
                && let (Some(grower), Some(held)) = (self.growers.remove(var), self.env.get(var))
                && mentions(h, *var)
            {
                let name = &held.name;
                back.extend(quote!(#grower.put_back(&mut #name);));
            }
        }
        let end = end(self);
        self.growers = growers;
        quote!(#back #end)
    }

    /// Puts elements behind what a grower holds: statements.
    pub(super) fn growth(&mut self, grower: &Ident, h: &Hir) -> TokenStream {
        let var = self.growers.iter().find(|(_, name)| *name == grower);
        if let Some((var, _)) = var
            && is_other_text(h, *var)
        {
            let (other, name) = (self.value(h), self.fresh("other"));
            return quote!(let #name = #other; #grower.set(#name););
        }
        if let Some((coll, items)) = conjoined(h) {
            let mut code = self.growth(grower, coll);
            let mut pushes = TokenStream::new();
            for item in items {
                let name = self.fresh("item");
                let value = match h.ty {
                    Ty::Str => self.reference(undressed(item)),
                    _ => self.kept_value(item),
                };
                code.extend(quote!(let #name = #value;));
                pushes.extend(quote!(#grower.push(#name);));
            }
            return quote!(#code #pushes);
        }
        match &h.kind {
            HirKind::Let(var, value, body) => {
                let bound = self.let_statement(*var, value);
                let body = self.growth(grower, body);
                quote!({ #bound #body })
            }
            HirKind::Do(items) => {
                let Some((last, before)) = items.split_last() else {
                    return TokenStream::new();
                };
                let before: Vec<TokenStream> = before.iter().map(|h| self.statement(h)).collect();
                let last = self.growth(grower, last);
                quote!({ #(#before)* #last })
            }
            HirKind::If(c, t, e) => {
                let c = self.value(c);
                let (t, e) = (self.growth(grower, t), self.growth(grower, e));
                quote!(if #c { #t } else { #e })
            }
            _ => TokenStream::new(),
        }
    }

    /// What the grower of a variable knows of it.
    pub(super) fn told_by_grower(&self, call: &LibCall) -> Option<TokenStream> {
        let grower = self.growers.get(&counted_by(call)?)?;
        Some(match call.path.as_str() {
            IS_EMPTY => quote!(#grower.is_empty()),
            _ => quote!(#grower.count()),
        })
    }
}
