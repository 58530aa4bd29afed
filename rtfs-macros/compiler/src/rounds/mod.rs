//! Calls of itself that become rounds: a function that adds to what it gets from calling itself is a loop.
//!
//! Addition of ints without limit is associative, so what a function adds to the result of calling itself can be
//! added before the call, and nothing is left to do after it:
//!
//! ```text
//! (if (empty? xs) 0 (+ (first xs) (sum (rest xs))))
//! (loop [acc 0, xs xs] (if (empty? xs) acc (recur (+ acc (first xs)) (rest xs))))
//! ```
//!
//! Likewise products and the operations on bits, and what is put in front of a list, whose elements are gathered in a vector
//! (tail calls modulo `cons`). Of several calls in one sum the last becomes the round; the others stay calls, half as many as
//! before. A small function with one call left is put in its place once ([`inline`]). Calls in tail position are rounds
//! of the function's loop already, since inference; that loop gets the accumulator.
//!
//! Everything is evaluated in the order in which it was written, so that the first error is the same: behind the call
//! that becomes the round nothing may stand that can fail. Where a call in tail position comes back through another function,
//! the function stays as it is, since that call would use stack inside of a sum.
//!
//! Runs on what is not metered: the levels and rounds that a bounded run pays for are those that the program writes.

mod accumulate;
mod inline;

use std::collections::{BTreeMap, BTreeSet};

use rtfs_rt::reader::Span;

use self::accumulate::{End, Operation, binds_call, end};
use crate::analyse::descents::is_node;
use crate::analyse::views;
use crate::ast::{Lit, StructId};
use crate::hir::{Hir, HirKind, Inst, InstId, Label, Module, Use, VarId, VarInfo};
use crate::types::Ty;

/// Writes the loops.
pub(crate) fn write(module: &mut Module) {
    let calls = calls(module);
    for index in 0..module.insts.len() {
        let id = InstId(index as u32);
        let Some(rounds) = Rounds::find(module, id, &calls) else {
            continue;
        };
        let inst = &mut module.insts[index];
        rounds.write(inst, id);
        if let Operation::Sum { .. } = rounds.operation {
            inline::inline(inst, id);
        }
    }
}

/// The instances that each instance calls, itself or through others.
fn calls(module: &Module) -> Vec<BTreeSet<InstId>> {
    let mut calls: Vec<BTreeSet<InstId>> = Vec::new();
    for inst in &module.insts {
        let mut direct = BTreeSet::new();
        inst.body.walk(&mut |h| match &h.kind {
            HirKind::Call { inst, .. } => {
                direct.insert(*inst);
            }
            HirKind::Coerce(inner) => direct.extend(module.conversion_calls(&inner.ty, &h.ty)),
            _ => {}
        });
        calls.push(direct);
    }
    calls
}

/// Whether one instance can come to another.
fn reaches(calls: &[BTreeSet<InstId>], from: InstId, to: InstId) -> bool {
    let mut seen = BTreeSet::new();
    let mut work = vec![from];
    while let Some(inst) = work.pop() {
        if inst == to {
            return true;
        }
        if seen.insert(inst) {
            work.extend(&calls[inst.0 as usize]);
        }
    }
    false
}

/// How a function becomes a loop, or its loop one with an accumulator.
struct Rounds {
    operation: Operation,
    /// The loop that the function is, since it has calls in tail position.
    label: Option<Label>,
    /// The parameter that each of the loop's variables begins with.
    params: Vec<usize>,
}

impl Rounds {
    fn find(module: &Module, id: InstId, calls: &[BTreeSet<InstId>]) -> Option<Rounds> {
        let inst = &module.insts[id.0 as usize];
        if !calls[id.0 as usize].contains(&id) {
            return None;
        }
        let found = loop_of(inst);
        let body = found.as_ref().map_or(&inst.body, |found| found.body);
        let mut operation = None;
        ends(body, id, &mut |h| {
            if operation.is_none() {
                operation = Operation::of(h, id, &inst.result);
            }
        });
        let operation = operation?;
        let mut rounds = Vec::new();
        let mut is_possible = true;
        ends(body, id, &mut |h| match end(h, id, &operation) {
            End::Value => is_possible &= !ends_in_call(h, id, calls),
            End::Next(_, args) => rounds.push(args),
        });
        let given = |index: usize| {
            rounds
                .iter()
                .filter_map(move |args: &Vec<Hir>| args.get(index))
        };
        let changes = |index: &usize| given(*index).any(|arg| !is_var(arg, inst.params[*index]));
        let changing: Vec<usize> = (0..inst.params.len()).filter(changes).collect();
        let (label, params) = match found {
            Some(found) => (Some(found.label), found.params),
            None => (None, changing.clone()),
        };
        is_possible &= changing.iter().all(|index| params.contains(index));
        is_possible &= params
            .iter()
            .all(|index| given(*index).all(|arg| may_change(arg, &module.nodes)));
        is_possible.then_some(Rounds {
            operation,
            label,
            params,
        })
    }

    /// Puts the accumulator, and the loop if there is none, into the function.
    fn write(&self, inst: &mut Inst, id: InstId) {
        let span = inst.body.span;
        let label = self.label.unwrap_or_else(|| put_loop(inst, &self.params));
        let acc = new_var(&mut inst.vars, accumulator(self.operation.ty(), span));
        let acc = variable(acc, self.operation.ty(), span);
        let HirKind::Loop { vars, body, .. } = &mut inst.body.kind else {
            return;
        };
        if let HirKind::Var(acc, _) = acc.kind {
            vars.insert(0, (acc, self.operation.neutral(span)));
        }
        body.walk_mut(&mut |h| match &mut h.kind {
            HirKind::Recur(to, args) if *to == label => args.insert(0, acc.clone()),
            _ => {}
        });
        ends_mut(body, id, &mut |h| self.end_of_round(h, id, &acc, label));
    }

    fn end_of_round(&self, h: &mut Hir, id: InstId, acc: &Hir, label: Label) {
        let span = h.span;
        let (terms, args) = match end(h, id, &self.operation) {
            End::Value if h.ty.is_never() => return,
            End::Value => {
                let value = std::mem::replace(h, int(0, span));
                *h = self.operation.last(acc.clone(), value);
                return;
            }
            End::Next(terms, args) => (terms, args),
        };
        let terms = terms.into_iter();
        let acc = terms.fold(acc.clone(), |acc, term| self.operation.put(acc, term));
        let mut args: Vec<Option<Hir>> = args.into_iter().map(Some).collect();
        let changed = self
            .params
            .iter()
            .filter_map(|index| args.get_mut(*index)?.take());
        let next = std::iter::once(acc).chain(changed).collect();
        *h = Hir::new(HirKind::Recur(label, next), Ty::Never, span);
    }
}

/// The loop of a function whose variables are parameters.
struct Found<'h> {
    label: Label,
    params: Vec<usize>,
    body: &'h Hir,
}

fn loop_of(inst: &Inst) -> Option<Found<'_>> {
    let HirKind::Loop { label, vars, body } = &inst.body.kind else {
        return None;
    };
    let params = vars
        .iter()
        .map(|(_, init)| inst.params.iter().position(|param| is_var(init, *param)));
    let params: Option<Vec<usize>> = params.collect();
    Some(Found {
        label: *label,
        params: params?,
        body,
    })
}

/// Makes the body of a function the rounds of a loop over some of its parameters.
fn put_loop(inst: &mut Inst, params: &[usize]) -> Label {
    let span = inst.body.span;
    let mut names = BTreeMap::new();
    let mut vars = Vec::new();
    for index in params {
        let param = inst.params[*index];
        let info = inst.vars[param.0 as usize].clone();
        let first = variable(param, info.ty.clone(), span);
        let var = new_var(&mut inst.vars, info);
        names.insert(param, var);
        vars.push((var, first));
    }
    let label = Label(inst.labels);
    inst.labels += 1;
    let mut body = std::mem::replace(&mut inst.body, int(0, span));
    rename(&mut body, &names);
    let (ty, body) = (body.ty.clone(), Box::new(body));
    inst.body = Hir::new(HirKind::Loop { label, vars, body }, ty, span);
    label
}

fn is_var(h: &Hir, var: VarId) -> bool {
    matches!(h.kind, HirKind::Var(v, _) if v == var)
}

fn accumulator(ty: Ty, span: Span) -> VarInfo {
    VarInfo {
        name: "acc".into(),
        span,
        ty,
        is_ref: false,
        known: None,
    }
}

/// Whether the variable of a loop can be given the value without a count of references that the call did without: a scalar,
/// what is left of a sequence, a place in a node, or what is made anew.
fn may_change(arg: &Hir, nodes: &BTreeSet<StructId>) -> bool {
    fn is_free(h: &Hir, nodes: &BTreeSet<StructId>) -> bool {
        match &h.kind {
            HirKind::Field(base, _) => is_node(&base.ty, nodes) || is_free(base, nodes),
            HirKind::Cast(inner, _) | HirKind::Coerce(inner) => is_free(inner, nodes),
            HirKind::Var(..) | HirKind::Const(_) => false,
            _ => true,
        }
    }
    arg.ty == Ty::Int || arg.ty.is_scalar() || views::roots(arg).is_some() || is_free(arg, nodes)
}

/// The arguments of a call of the function.
fn call_of(h: &Hir, id: InstId) -> Option<&[Hir]> {
    match &h.kind {
        HirKind::Call { inst, args, .. } if *inst == id => Some(args),
        _ => None,
    }
}

/// Whether a way that does not become a round has a call in tail position that comes back to the function.
fn ends_in_call(h: &Hir, id: InstId, calls: &[BTreeSet<InstId>]) -> bool {
    let mut found = false;
    h.walk(&mut |h| {
        if let HirKind::Call {
            inst,
            is_tail: true,
            ..
        } = &h.kind
        {
            found |= reaches(calls, *inst, id);
        }
    });
    found
}

/// Whether a node is what a way ends in, and no step of it.
fn is_end(h: &Hir, id: InstId) -> bool {
    match &h.kind {
        HirKind::Let(..) => binds_call(h, id),
        HirKind::Do(_) | HirKind::If(..) | HirKind::Join { .. } => false,
        _ => true,
    }
}

/// The parts of a step in which ways end.
macro_rules! last_parts {
    ($h:expr, $visit:ident, $last:ident $(, $mut:tt)?) => {
        match &$($mut)? $h.kind {
            HirKind::Let(_, _, body) => $visit(body),
            HirKind::Do(items) => {
                if let Some(last) = items.$last() {
                    $visit(last);
                }
            }
            HirKind::If(_, then, other) => {
                $visit(then);
                $visit(other);
            }
            HirKind::Join { choice, then, .. } => {
                $visit(choice);
                $visit(then);
            }
            _ => {}
        }
    };
}

/// Calls `visit` with what each way through a body ends in.
fn ends<'h>(h: &'h Hir, id: InstId, visit: &mut dyn FnMut(&'h Hir)) {
    if is_end(h, id) {
        return visit(h);
    }
    let mut go_on = |part: &'h Hir| ends(part, id, visit);
    last_parts!(h, go_on, last);
}

/// The same, to be changed.
fn ends_mut(h: &mut Hir, id: InstId, visit: &mut dyn FnMut(&mut Hir)) {
    if is_end(h, id) {
        return visit(h);
    }
    let mut go_on = |part: &mut Hir| ends_mut(part, id, visit);
    last_parts!(h, go_on, last_mut, mut);
}

fn calls_itself(h: &Hir, id: InstId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= call_of(h, id).is_some());
    found
}

fn int(n: i64, span: Span) -> Hir {
    Hir::new(HirKind::Lit(Lit::Int(n.into())), Ty::Int, span)
}

fn variable(var: VarId, ty: Ty, span: Span) -> Hir {
    Hir::new(HirKind::Var(var, Use::Undecided), ty, span)
}

fn new_var(vars: &mut Vec<VarInfo>, info: VarInfo) -> VarId {
    vars.push(info);
    VarId(vars.len() as u32 - 1)
}

/// Puts other variables in the place of some.
fn rename(h: &mut Hir, names: &BTreeMap<VarId, VarId>) {
    h.walk_mut(&mut |h| {
        if let HirKind::Var(var, _) = &mut h.kind
            && let Some(name) = names.get(var)
        {
            *var = *name;
        }
    });
}
