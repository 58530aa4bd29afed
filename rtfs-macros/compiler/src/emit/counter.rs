//! Counters: a loop's ints that step by one towards a bound and stop when they equal it.
//!
//! Such an int never passes its bound if it does not begin beyond it, so its step cannot overflow. The
//! fast form of a loop asks once, before its first round, and then steps without a check:
//!
//! ```text
//! (loop [i 0 …] (if (= i n) … (recur (inc i) …)))     0 <= n, then i + 1 <= n in every round
//! ```

use crate::ast::Lit;
use crate::hir::{Hir, HirKind, Label, Prim, VarId};
use crate::types::Ty;

/// A loop variable whose steps need no check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counter {
    pub(super) var: VarId,
    pub(super) bound: Bound,
    pub(super) step: Step,
}

/// What a counter is compared with: nothing that changes while its loop runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Var(VarId),
    Int(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
}

/// The counters of a loop; `is_fixed` says of a variable that it is bound outside.
pub(super) fn counters(
    label: Label,
    vars: &[(VarId, Hir)],
    body: &Hir,
    is_fixed: impl Fn(VarId) -> bool,
) -> Vec<Counter> {
    let mut rounds = Rounds {
        label,
        seen: Vec::new(),
    };
    rounds.walk(body, &mut Vec::new());
    let mut all = 0;
    body.walk(&mut |h| all += usize::from(matches!(h.kind, HirKind::Recur(l, _) if l == label)));
    if all != rounds.seen.len() {
        return Vec::new();
    }
    let counter = |(index, (var, _)): (usize, &(VarId, Hir))| {
        let mut found: Option<Counter> = None;
        for (args, apart) in &rounds.seen {
            let arg = args.get(index)?;
            if matches!(arg.kind, HirKind::Var(v, _) if v == *var) {
                continue;
            }
            let step = step(*var, arg)?;
            let fits = |bound: &Bound| match bound {
                Bound::Var(v) => is_fixed(*v) && vars.iter().all(|(var, _)| var != v),
                Bound::Int(_) => true,
            };
            let bounds = apart.iter().filter(|(v, bound)| v == var && fits(bound));
            let mut counters = bounds.map(|(_, bound)| Counter {
                var: *var,
                bound: *bound,
                step,
            });
            found = match found {
                None => Some(counters.next()?),
                Some(before) => Some(counters.find(|c| *c == before)?),
            };
        }
        found
    };
    vars.iter().enumerate().filter_map(counter).collect()
}

/// Whether a node is the variable's neighbour.
pub(super) fn step(var: VarId, h: &Hir) -> Option<Step> {
    let HirKind::Prim(op, args) = &h.kind else {
        return None;
    };
    let is_var = |h: &Hir| h.ty == Ty::Int && matches!(h.kind, HirKind::Var(v, _) if v == var);
    let is_one = |h: &Hir| int(h) == Some(1);
    match (op, args.as_slice()) {
        (Prim::Inc, [a]) if is_var(a) => Some(Step::Up),
        (Prim::Dec, [a]) if is_var(a) => Some(Step::Down),
        (Prim::Add, [a, b]) if (is_var(a) && is_one(b)) || (is_one(a) && is_var(b)) => {
            Some(Step::Up)
        }
        (Prim::Sub, [a, b]) if is_var(a) && is_one(b) => Some(Step::Down),
        _ => None,
    }
}

fn int(h: &Hir) -> Option<i64> {
    match &h.kind {
        HirKind::Lit(Lit::Int(i)) => i.as_i64(),
        _ => None,
    }
}

/// The ways to the next round: its values, and which variables differ from what on the way there.
struct Rounds<'h> {
    label: Label,
    seen: Vec<(&'h [Hir], Apart)>,
}

/// Variables, each with something that it differs from.
type Apart = Vec<(VarId, Bound)>;

impl<'h> Rounds<'h> {
    fn walk(&mut self, h: &'h Hir, apart: &mut Apart) {
        match &h.kind {
            HirKind::Let(_, _, body) => self.walk(body, apart),
            HirKind::Do(items) => {
                if let Some(last) = items.last() {
                    self.walk(last, apart);
                }
            }
            HirKind::If(c, t, f) => {
                for (branch, holds) in [(t, true), (f, false)] {
                    let known = apart.len();
                    learn(c, holds, apart);
                    self.walk(branch, apart);
                    apart.truncate(known);
                }
            }
            HirKind::Join { choice, then, .. } => {
                let known = apart.clone();
                self.walk(choice, apart);
                *apart = known;
                self.walk(then, apart);
            }
            HirKind::Recur(label, args) if *label == self.label => {
                self.seen.push((args, apart.clone()));
            }
            _ => {}
        }
    }
}

/// What differs when a condition holds, or does not.
fn learn(c: &Hir, holds: bool, apart: &mut Apart) {
    let is_bool = |h: &Hir, b: bool| matches!(h.kind, HirKind::Lit(Lit::Bool(x)) if x == b);
    match &c.kind {
        HirKind::Prim(Prim::Not, args) => learn(&args[0], !holds, apart),
        HirKind::Prim(Prim::Eq | Prim::NumEq, args) if !holds && args[0].ty == Ty::Int => {
            for (a, b) in [(&args[0], &args[1]), (&args[1], &args[0])] {
                if let HirKind::Var(var, _) = a.kind {
                    match (&b.kind, int(b)) {
                        (HirKind::Var(bound, _), _) => apart.push((var, Bound::Var(*bound))),
                        (_, Some(bound)) => apart.push((var, Bound::Int(bound))),
                        _ => {}
                    }
                }
            }
        }
        HirKind::Prim(Prim::Zero, args) if !holds && args[0].ty == Ty::Int => {
            if let HirKind::Var(var, _) = args[0].kind {
                apart.push((var, Bound::Int(0)));
            }
        }
        // `or` is false when both sides are, `and` true when both sides are.
        HirKind::If(a, b, e) if !holds && is_bool(b, true) => {
            learn(a, false, apart);
            learn(e, false, apart);
        }
        HirKind::If(a, b, e) if holds && is_bool(e, false) => {
            learn(a, true, apart);
            learn(b, true, apart);
        }
        HirKind::Let(x, a, rest) => {
            if let HirKind::If(test, then, e) = &rest.kind
                && matches!(test.kind, HirKind::Var(v, _) if v == *x)
            {
                let is_x = |h: &Hir| matches!(h.kind, HirKind::Var(v, _) if v == *x);
                if !holds && is_x(then) {
                    learn(a, false, apart);
                    learn(e, false, apart);
                } else if holds && is_x(e) {
                    learn(a, true, apart);
                    learn(then, true, apart);
                }
            }
        }
        _ => {}
    }
}
