//! The verifier: what must hold of the HIR between passes, checked in debug builds and tests.
//!
//! After `infer`: every variable is bound once and used only where it is bound; a `recur` names a loop
//! around it and gives a value for each of its variables, of the variable's type; a call gives its
//! instance what the instance takes; the branches of a choice have the type of the choice; every operand
//! returns; every `Coerce` and `Cast` is of a pair that the table of conversions has.
//! After `own`, besides: no value is used after its last use moved it, and every use is decided.

use std::collections::BTreeSet;

use super::*;
use crate::types::convert::{conversion, is_checkable};

/// A rule that does not hold: the instance, the place, and what is wrong.
#[derive(Debug)]
pub struct Violation {
    /// The instance.
    pub inst: InstId,
    /// Where in the source.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// Checks a module; `is_owned` says that ownership has been decided.
pub fn verify(module: &Module, is_owned: bool) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, inst) in module.insts.iter().enumerate() {
        let mut check = Check {
            module,
            inst,
            id: InstId(index as u32),
            is_owned,
            bound: BTreeSet::new(),
            moved: Moved::default(),
            loops: Vec::new(),
            joins: Vec::new(),
            found: &mut found,
        };
        for param in &inst.params {
            check.bind(*param, inst.body.span);
        }
        check.node(&inst.body);
        if inst.body.ty != inst.result && !inst.body.ty.is_never() {
            check.report(
                inst.body.span,
                "the body is not of the type of the result".into(),
            );
        }
    }
    found
}

/// What has moved away: whole variables, or some of their fields.
#[derive(Clone, Default, PartialEq)]
struct Moved {
    whole: BTreeSet<VarId>,
    fields: BTreeSet<(VarId, usize)>,
}

impl Moved {
    fn merge(&mut self, other: &Moved) {
        self.whole.extend(other.whole.iter().copied());
        self.fields.extend(other.fields.iter().copied());
    }

    fn restore(&mut self, var: VarId) {
        self.whole.remove(&var);
        while let Some(field) = self.a_field(var) {
            self.fields.remove(&field);
        }
    }

    fn lost(&self, var: VarId) -> bool {
        self.whole.contains(&var) || self.a_field(var).is_some()
    }

    fn a_field(&self, var: VarId) -> Option<(VarId, usize)> {
        let mut fields = self.fields.range((var, 0)..=(var, usize::MAX));
        fields.next().copied()
    }
}

struct Check<'m, 'f> {
    module: &'m Module,
    inst: &'m Inst,
    id: InstId,
    is_owned: bool,
    bound: BTreeSet<VarId>,
    moved: Moved,
    loops: Vec<(Label, Vec<VarId>)>,
    /// The joins around: the variables of each, and what has moved by the time that it is jumped to.
    joins: Vec<(Label, Vec<VarId>, Moved)>,
    found: &'f mut Vec<Violation>,
}

impl Check<'_, '_> {
    fn report(&mut self, span: Span, message: String) {
        self.found.push(Violation {
            inst: self.id,
            span,
            message,
        });
    }

    fn bind(&mut self, var: VarId, span: Span) {
        if var.0 as usize >= self.inst.vars.len() {
            self.report(span, format!("variable {} does not exist", var.0));
        }
        self.bound.insert(var);
        self.moved.restore(var);
    }

    fn name(&self, var: VarId) -> String {
        self.inst
            .vars
            .get(var.0 as usize)
            .map_or_else(String::new, |v| format!("{}.{}", v.name, var.0))
    }

    fn same_type(&mut self, part: &Hir, ty: &Ty, what: &str) {
        if part.ty != *ty && !part.ty.is_never() {
            let message = format!("{what} is {:?}, not {ty:?}", part.ty);
            self.report(part.span, message);
        }
    }

    fn variable(&mut self, var: VarId, used: Use, field: Option<usize>, span: Span) {
        if !self.bound.contains(&var) {
            let message = format!("{} is not bound here", self.name(var));
            self.report(span, message);
        }
        if !self.is_owned {
            return;
        }
        let ty = &self.inst.vars[var.0 as usize].ty;
        // What is copied cannot be used up.
        if ty.is_scalar() {
            return;
        }
        for owner in self.inst.views.get(&var).into_iter().flatten() {
            if self.moved.lost(*owner) {
                let (view, owner) = (self.name(var), self.name(*owner));
                self.report(span, format!("{view} looks at {owner}, which has moved"));
            }
        }
        let gone = match field {
            Some(i) => self.moved.whole.contains(&var) || self.moved.fields.contains(&(var, i)),
            None => self.moved.lost(var),
        };
        if gone {
            let message = format!("{} is used after it moved", self.name(var));
            self.report(span, message);
        }
        match used {
            Use::Undecided => {
                let message = format!("the use of {} is not decided", self.name(var));
                self.report(span, message);
            }
            Use::Move => {
                if self.inst.vars[var.0 as usize].is_ref {
                    let message = format!("{} is lent and moves", self.name(var));
                    self.report(span, message);
                }
                match field {
                    Some(i) => self.moved.fields.insert((var, i)),
                    None => self.moved.whole.insert(var),
                };
            }
            Use::Clone | Use::Borrow | Use::Keep => {}
        }
    }

    fn node(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Var(var, used) => self.variable(*var, *used, None, h.span),
            HirKind::Field(base, index) => match &base.kind {
                HirKind::Var(var, used) => self.variable(*var, *used, Some(*index), h.span),
                _ => self.node(base),
            },
            HirKind::SetField(..) => {
                let mut fields = Vec::new();
                let changed = self.changed_fields(h, &mut fields);
                if let HirKind::Var(var, used) = changed.kind {
                    if used == Use::Move {
                        // The fields that moved out are filled again.
                        self.moved
                            .fields
                            .retain(|(v, i)| *v != var || !fields.contains(i));
                    }
                    self.variable(var, used, None, changed.span);
                }
            }
            HirKind::Let(var, value, body) => {
                self.node(value);
                let ty = self.inst.vars[var.0 as usize].ty.clone();
                self.same_type(value, &ty, "a bound value");
                self.bind(*var, h.span);
                self.node(body);
                self.is_value(body);
                self.same_type(body, &h.ty, "the body of a binding");
            }
            HirKind::If(c, t, e) => {
                self.node(c);
                self.same_type(c, &Ty::Bool, "a condition");
                self.same_type(t, &h.ty, "a branch");
                self.same_type(e, &h.ty, "a branch");
                let before = self.moved.clone();
                self.node(t);
                let then = std::mem::replace(&mut self.moved, before);
                self.node(e);
                // A branch that does not come back takes nothing along.
                match (t.ty.is_never(), e.ty.is_never()) {
                    (true, _) => {}
                    (false, true) => self.moved = then,
                    (false, false) => self.moved.merge(&then),
                }
            }
            HirKind::Loop { label, vars, body } => {
                for (var, init) in vars {
                    self.node(init);
                    let ty = self.inst.vars[var.0 as usize].ty.clone();
                    self.same_type(init, &ty, "the first value of a loop's variable");
                }
                for (var, _) in vars {
                    self.bind(*var, h.span);
                }
                self.loops
                    .push((*label, vars.iter().map(|(v, _)| *v).collect()));
                self.node(body);
                self.loops.pop();
                self.same_type(body, &h.ty, "the value of a loop");
            }
            HirKind::Recur(label, args) => {
                let is_kept = |h: &Hir| matches!(h.kind, HirKind::Var(_, Use::Keep));
                let (kept, next): (Vec<usize>, Vec<usize>) = recur_order(args)
                    .into_iter()
                    .partition(|i| is_kept(&args[*i]));
                // What stays is needed after all that is evaluated.
                for index in next.into_iter().chain(kept) {
                    self.node(&args[index]);
                }
                let Some((_, vars)) = self.loops.iter().find(|(l, _)| l == label).cloned() else {
                    return self.report(h.span, "a recur to a loop that is not around it".into());
                };
                if vars.len() != args.len() {
                    self.report(
                        h.span,
                        "a recur with another number of values than its loop has variables".into(),
                    );
                }
                for (var, arg) in vars.iter().zip(args) {
                    let ty = self.inst.vars[var.0 as usize].ty.clone();
                    self.same_type(arg, &ty, "the next value of a loop's variable");
                }
            }
            HirKind::Join {
                label,
                vars,
                choice,
                then,
            } => {
                self.joins.push((*label, vars.clone(), Moved::default()));
                self.node(choice);
                self.same_type(choice, &h.ty, "a way of a choice");
                let by_jump = self.joins.pop().map(|(.., moved)| moved);
                let direct = std::mem::replace(&mut self.moved, by_jump.unwrap_or_default());
                vars.iter().for_each(|v| self.bind(*v, h.span));
                self.node(then);
                self.same_type(then, &h.ty, "what follows a jump");
                match (choice.ty.is_never(), then.ty.is_never()) {
                    (true, _) => {}
                    (false, true) => self.moved = direct,
                    (false, false) => self.moved.merge(&direct),
                }
            }
            HirKind::Jump(label, args) => {
                args.iter().for_each(|a| self.node(a));
                let moved = self.moved.clone();
                let Some((_, vars, by_jump)) = self.joins.iter_mut().find(|(l, ..)| l == label)
                else {
                    return self.report(h.span, "a jump to no choice around it".into());
                };
                by_jump.merge(&moved);
                let vars = vars.clone();
                if vars.len() != args.len() {
                    self.report(h.span, "a jump with another number of values".into());
                }
                for (var, arg) in vars.iter().zip(args) {
                    let ty = self.inst.vars[var.0 as usize].ty.clone();
                    self.same_type(arg, &ty, "a value of a jump");
                }
            }
            HirKind::Call { inst, args, .. } => {
                args.iter().for_each(|a| self.operand(a));
                let Some(callee) = self.module.insts.get(inst.0 as usize) else {
                    return self.report(h.span, "a call of an instance that does not exist".into());
                };
                if callee.params.len() != args.len() {
                    self.report(
                        h.span,
                        format!("a call of {} with {} arguments", callee.name, args.len()),
                    );
                }
                for (param, arg) in callee.params.iter().zip(args) {
                    self.same_type(arg, &callee.vars[param.0 as usize].ty, "an argument");
                }
                if callee.result != h.ty {
                    self.report(
                        h.span,
                        format!("the result of {} is not of its type", callee.name),
                    );
                }
            }
            HirKind::Lib(call) => {
                for arg in &call.args {
                    match arg {
                        LibArg::Own(h)
                        | LibArg::Ref(h)
                        | LibArg::Text(h)
                        | LibArg::Key(h)
                        | LibArg::Index(h) => {
                            self.operand(h);
                        }
                        LibArg::Slice(items, _) => items.iter().for_each(|h| self.operand(h)),
                        LibArg::Fn(lambda) => {
                            lambda.params.iter().for_each(|p| self.bind(*p, h.span));
                            self.repeated(|this| this.node(&lambda.body), &lambda.params, h.span);
                        }
                    }
                }
            }
            HirKind::Try {
                body,
                catches,
                finally,
                ..
            } => self.attempt(body, catches, finally.as_deref(), h),
            HirKind::Pipe(pipe) => self.pipe(pipe, h.span),
            HirKind::Parallel(branches) => branches
                .iter()
                .for_each(|b| self.repeated(|this| this.node(b), &[], h.span)),
            HirKind::Check(inner, ..) => {
                self.node(inner);
                self.same_type(inner, &h.ty, "a checked value");
            }
            HirKind::Coerce(inner) => {
                self.node(inner);
                if conversion(&inner.ty, &h.ty).is_none() {
                    let message = format!("{:?} is no {:?}", inner.ty, h.ty);
                    self.report(h.span, message);
                }
            }
            HirKind::ToVector(inner, _) => {
                self.operand(inner);
                if matches!(
                    inner.ty.without_nil().loose(),
                    Ty::Tuple(_) | Ty::Record(_) | Ty::Struct(_)
                ) {
                    self.report(h.span, format!("{:?} is not walked", inner.ty));
                }
            }
            HirKind::Cast(inner, _) => {
                self.operand(inner);
                if !is_checkable(&inner.ty, &h.ty) {
                    let message = format!("{:?} cannot be checked to be {:?}", inner.ty, h.ty);
                    self.report(h.span, message);
                }
            }
            _ => {
                h.children(&mut |part| match h.kind {
                    HirKind::Do(_) => self.node(part),
                    _ => self.operand(part),
                });
            }
        }
    }

    /// The new values of changed fields, and what is changed: a variable is, when all of the new values are there.
    fn changed_fields<'h>(&mut self, h: &'h Hir, fields: &mut Vec<usize>) -> &'h Hir {
        let HirKind::SetField(base, index, value) = &h.kind else {
            if !matches!(h.kind, HirKind::Var(..)) {
                self.node(h);
            }
            return h;
        };
        let changed = self.changed_fields(base, fields);
        self.node(value);
        fields.push(*index);
        changed
    }

    /// A handler runs when the body may have got to its end: it uses nothing that the body moved.
    fn attempt(&mut self, body: &Hir, catches: &[Catch], finally: Option<&Hir>, h: &Hir) {
        self.node(body);
        self.same_type(body, &h.ty, "the body of a try");
        let after_body = self.moved.clone();
        let mut after = after_body.clone();
        for catch in catches {
            self.moved = after_body.clone();
            if let Some(var) = catch.var {
                self.bind(var, h.span);
            }
            self.node(&catch.body);
            self.same_type(&catch.body, &h.ty, "a handler");
            after.merge(&self.moved);
        }
        self.moved = after;
        if let Some(finally) = finally {
            self.node(finally);
        }
    }

    /// The value of a block is moved or cloned out of it: there is nothing to look at any more. A view is of what others hold.
    fn is_value(&mut self, h: &Hir) {
        if self.is_owned
            && !h.ty.is_scalar()
            && matches!(h.kind, HirKind::Var(var, Use::Borrow) if !self.inst.views.contains_key(&var))
        {
            self.report(h.span, "the value of a block is borrowed".into());
        }
    }

    fn operand(&mut self, h: &Hir) {
        if h.ty.is_never() {
            self.report(h.span, "an operand does not return".into());
        }
        self.node(h);
    }

    /// Code that may run many times moves nothing that it did not bind.
    fn repeated(&mut self, check: impl FnOnce(&mut Self), own: &[VarId], span: Span) {
        let (before, bound) = (self.moved.clone(), self.bound.clone());
        check(self);
        let taken: Vec<VarId> = self
            .moved
            .whole
            .difference(&before.whole)
            .copied()
            .chain(
                self.moved
                    .fields
                    .difference(&before.fields)
                    .map(|(v, _)| *v),
            )
            .filter(|v| bound.contains(v) && !own.contains(v))
            .collect();
        for var in taken {
            if self.is_owned {
                let message = format!("{} moves in code that may run again", self.name(var));
                self.report(span, message);
            }
        }
    }

    fn pipe(&mut self, pipe: &Pipe, span: Span) {
        let mut own = Vec::new();
        if let Sink::Fold { acc, init, .. } = &pipe.sink {
            self.node(init);
            let ty = self.inst.vars[acc.0 as usize].ty.clone();
            self.same_type(init, &ty, "the first value of an accumulator");
            self.bind(*acc, span);
            own.push(*acc);
        }
        if let Sink::Fold1 { acc, empty, .. } = &pipe.sink {
            self.node(empty);
            self.bind(*acc, span);
            own.push(*acc);
        }
        if let Sink::Find { default, .. } = &pipe.sink {
            self.node(default);
        }
        if let Sink::Fold { acc, combine, .. } | Sink::Fold1 { acc, combine, .. } = &pipe.sink
            && let Some(combine) = combine
        {
            let ty = self.inst.vars[acc.0 as usize].ty.clone();
            self.same_type(&combine.both, &ty, "a joined accumulator");
            let own = [combine.left, combine.right];
            own.iter().for_each(|var| self.bind(*var, span));
            self.repeated(|this| this.node(&combine.both), &own, span);
        }
        self.clauses(&pipe.clauses, &pipe.sink, &mut own, span);
    }

    fn clauses(&mut self, clauses: &[Clause], sink: &Sink, own: &mut Vec<VarId>, span: Span) {
        let Some((first, rest)) = clauses.split_first() else {
            if let Sink::Find {
                var,
                value,
                test,
                found,
                ..
            } = sink
            {
                self.node(value);
                self.bind(*var, span);
                own.push(*var);
                self.node(test);
                self.node(found);
                return;
            }
            if let Sink::Fold1 { first, next, .. } = sink {
                // The first element or a further one.
                let before = self.moved.clone();
                self.node(first);
                let other = std::mem::replace(&mut self.moved, before);
                self.node(next);
                return self.moved.merge(&other);
            }
            return sink.parts(&mut |h| self.node(h));
        };
        if let Clause::Each(_, Source::Iterate { var, .. }) = first {
            self.bind(*var, span);
        }
        first.parts(&mut |h| self.node(h));
        first.counts(&mut |h| {
            if h.ty != Ty::Int {
                self.report(h.span, format!("a walk counts by {:?}", h.ty));
            }
        });
        match first {
            Clause::Each(var, _) => {
                self.bind(*var, span);
                let mut inner = vec![*var];
                if let Sink::Fold { acc, .. } | Sink::Fold1 { acc, .. } = sink {
                    inner.push(*acc);
                }
                let mut seen = inner.clone();
                self.repeated(
                    |this| this.clauses(rest, sink, &mut seen, span),
                    &inner,
                    span,
                );
            }
            Clause::Let(var, _) | Clause::Index(var, _) => {
                self.bind(*var, span);
                own.push(*var);
                self.clauses(rest, sink, own, span);
            }
            _ => self.clauses(rest, sink, own, span),
        }
    }
}
