//! Ownership: where a value moves, where it is cloned, where it is only looked at.
//!
//! Before: every use of a variable is [`Use::Undecided`]. After: the last use of a variable where its
//! value is needed moves it, an earlier one clones it, and a use that only looks borrows; a parameter
//! that no use moves is borrowed by its function. Operations on a value that nobody else holds work in
//! place, so this pass is what makes a loop that threads a vector cost what a loop over a `Vec` costs.
//!
//! A variable whose value is a place of another one (a part of it, an element, what stands at a known key of it if its type is unknown, or what
//! it holds if it is of the type that is wanted) and that no use moves is lent: it holds a reference, and nothing is cloned to look at parts. The parts of a node, which others may
//! share, never move out of it, with one exception: a part that is put in anew before anybody looks at the node again
//! (`(assoc tree :left (insert (:left tree) x))`) is taken out of a node that nobody shares, and cloned out of one that
//! somebody does. So a chain of such changes finds each node unshared and works in place.
//!
//! A loop's variable that is its own next value stays where it is, and is needed after all other next values are made.
//!
//! The pass walks each body against the order of evaluation with the set of variables that are still
//! needed. Fields of tuples, records and structs are tracked one by one, so that a field can move out
//! while its siblings stay. What runs more than once (a walk's clauses, a function's body) never moves
//! what was bound outside of it; a loop may on the way out.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::descents::{is_node, root};
use crate::ast::StructId;
use crate::hir::*;
use crate::types::Ty;

/// Decides all uses.
pub fn own(module: &mut Module) {
    // All parameters start as borrowed; one whose value a use moves is owned. A function that now takes a
    // value makes its callers give one, so this is repeated until nothing changes.
    for inst in &mut module.insts {
        let in_group = !inst.recursion.tail_group.is_empty();
        inst.borrowed = inst
            .params
            .iter()
            .map(|p| {
                let ty = &inst.vars[p.0 as usize].ty;
                !in_group && is_worth_borrowing(ty)
            })
            .collect();
    }
    loop {
        let signatures: Vec<Vec<bool>> = module.insts.iter().map(|i| i.borrowed.clone()).collect();
        let mut changed = false;
        for inst in &mut module.insts {
            let (moved, _) = own_inst(inst, &signatures, &module.nodes);
            for (param, borrowed) in inst.params.iter().zip(&mut inst.borrowed) {
                if *borrowed && moved.contains(param) {
                    *borrowed = false;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    // The final uses: a borrowed parameter holds a reference.
    let signatures: Vec<Vec<bool>> = module.insts.iter().map(|i| i.borrowed.clone()).collect();
    for inst in &mut module.insts {
        for (param, borrowed) in inst.params.iter().zip(&inst.borrowed) {
            inst.vars[param.0 as usize].is_ref = *borrowed;
        }
        let (_, lent) = own_inst(inst, &signatures, &module.nodes);
        for var in lent {
            inst.vars[var.0 as usize].is_ref = true;
        }
    }
}

/// Ints and other scalars pass by value.
pub(crate) fn is_worth_borrowing(ty: &Ty) -> bool {
    !ty.is_scalar() && !matches!(ty, Ty::Int | Ty::Number)
}

/// Decides the uses of an instance: the variables that move, and those that are lent.
fn own_inst(
    inst: &mut Inst,
    signatures: &[Vec<bool>],
    nodes: &BTreeSet<StructId>,
) -> (BTreeSet<VarId>, BTreeSet<VarId>) {
    let mut owner = Owner {
        vars: &inst.vars,
        views: &inst.views,
        descents: &inst.descents,
        signatures,
        nodes,
        stable: stable(inst),
        moved: BTreeSet::new(),
        lent: BTreeSet::new(),
        loops: BTreeMap::new(),
        viewed: Vec::new(),
        joins: BTreeMap::new(),
    };
    let mut live = Live::default();
    owner.visit(&mut inst.body, Mode::Own, &mut live);
    (owner.moved, owner.lent)
}

/// The variables that keep their value as long as they are in scope: the others are those of loops.
fn stable(inst: &Inst) -> BTreeSet<VarId> {
    let mut stable: BTreeSet<VarId> = inst.params.iter().copied().collect();
    inst.body.walk(&mut |h| {
        if let HirKind::Let(var, ..) = h.kind {
            stable.insert(var);
        }
    });
    stable
}

/// What a place wants of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Own,
    Ref,
    /// A reference that outlives the node: a choice is one of places.
    Place,
}

/// What is needed later: whole variables, or some of their fields.
#[derive(Clone, Default)]
struct Live {
    whole: BTreeSet<VarId>,
    fields: BTreeSet<(VarId, usize)>,
    /// The fields that some way later puts in anew, into a variable that it owns.
    renewed: BTreeSet<(VarId, usize)>,
}

impl Live {
    fn needs_any_of(&self, var: VarId) -> bool {
        self.whole.contains(&var)
            || self
                .fields
                .range((var, 0)..=(var, usize::MAX))
                .next()
                .is_some()
    }

    fn needs(&self, var: VarId, field: usize) -> bool {
        self.whole.contains(&var) || self.fields.contains(&(var, field))
    }

    fn forget(&mut self, var: VarId) {
        self.whole.remove(&var);
        for set in [&mut self.fields, &mut self.renewed] {
            let fields: Vec<_> = set.range((var, 0)..=(var, usize::MAX)).copied().collect();
            for field in fields {
                set.remove(&field);
            }
        }
    }

    fn add(&mut self, other: &Live) {
        self.whole.extend(other.whole.iter().copied());
        self.fields.extend(other.fields.iter().copied());
        self.renewed.extend(other.renewed.iter().copied());
    }
}

/// The next round of a loop.
#[derive(Clone, Default)]
struct Round {
    /// The variables of the loop.
    vars: Vec<VarId>,
    /// What the round needs of the code around the loop.
    needs: Live,
}

struct Owner<'i> {
    vars: &'i [VarInfo],
    signatures: &'i [Vec<bool>],
    nodes: &'i BTreeSet<StructId>,
    /// What can be lent from.
    stable: BTreeSet<VarId>,
    /// The variables that hold references to places of others.
    lent: BTreeSet<VarId>,
    /// The variables that hold views, with what owns their sequences.
    views: &'i BTreeMap<VarId, BTreeSet<VarId>>,
    /// The variables that hold where a loop has come in data, with what owns the data.
    descents: &'i BTreeMap<VarId, BTreeSet<VarId>>,
    moved: BTreeSet<VarId>,
    /// The loops around.
    loops: BTreeMap<Label, Round>,
    /// What the views of each loop around are of, from the outermost: it stays until the loop is over.
    viewed: Vec<(Label, Live)>,
    /// What is needed where each choice around goes on.
    joins: BTreeMap<Label, Live>,
}

impl Owner<'_> {
    /// Decides the uses in a node; `live` goes from what is needed after it to what is needed before it.
    fn visit(&mut self, h: &mut Hir, mode: Mode, live: &mut Live) {
        match &mut h.kind {
            HirKind::Lit(_) | HirKind::Const(_) | HirKind::Raise { .. } | HirKind::LibFunc(_) => {}
            HirKind::Var(var, used) => {
                *used = self.decide(*var, mode, live.needs_any_of(*var));
                live.whole.insert(*var);
                live.whole.extend(self.owners(*var));
            }
            HirKind::Field(base, index) => {
                if let HirKind::Var(var, used) = &mut base.kind {
                    let is_renewed =
                        leaves_a_blank(&h.ty) && live.renewed.contains(&(*var, *index));
                    let stays =
                        live.needs(*var, *index) || is_node(&base.ty, self.nodes) && !is_renewed;
                    *used = self.decide(*var, mode, stays);
                    live.fields.insert((*var, *index));
                    live.whole.extend(self.owners(*var));
                } else {
                    self.visit(base, mode, live);
                }
            }
            HirKind::Let(var, value, body) => {
                // The value of a block is a value, even where it is only looked at.
                self.visit(
                    body,
                    if mode == Mode::Place { mode } else { Mode::Own },
                    live,
                );
                live.forget(*var);
                if self.descents.contains_key(var) {
                    self.visit(whole_place(value), Mode::Ref, live);
                } else if self.can_lend(*var, value, body) {
                    self.lent.insert(*var);
                    self.moved.remove(var);
                    body.walk_mut(&mut |h| clone_of(*var, h));
                    self.visit(whole_place(value), Mode::Ref, live);
                } else {
                    self.visit(value, Mode::Own, live);
                }
            }
            HirKind::Do(items) => {
                if let Some((last, before)) = items.split_last_mut() {
                    self.visit(last, Mode::Own, live);
                    for item in before.iter_mut().rev() {
                        self.visit(item, Mode::Ref, live);
                    }
                }
            }
            HirKind::If(c, t, e) => {
                let mut other = live.clone();
                // The value of a choice is a value: borrowing one arm would borrow a temporary of the other.
                let mode = if mode == Mode::Place { mode } else { Mode::Own };
                self.visit(t, mode, live);
                self.visit(e, mode, &mut other);
                live.add(&other);
                self.visit(c, Mode::Own, live);
            }
            HirKind::Loop { label, vars, body } => {
                let bound: BTreeSet<VarId> = vars.iter().map(|(v, _)| *v).collect();
                let mut viewed = Live::default();
                let owners = vars.iter().flat_map(|(v, _)| self.owners(*v));
                viewed.whole.extend(owners);
                let mut again = outer_uses(body, &bound);
                again.add(live);
                again.add(&viewed);
                live.add(&viewed);
                let round = Round {
                    vars: vars.iter().map(|(v, _)| *v).collect(),
                    needs: again.clone(),
                };
                self.loops.insert(*label, round);
                self.viewed.push((*label, viewed));
                self.visit(body, Mode::Own, live);
                self.viewed.pop();
                self.loops.remove(label);
                live.add(&again);
                for (var, _) in vars.iter() {
                    live.forget(*var);
                }
                let (views, descents) = (self.views, self.descents);
                let begin =
                    |(var, init)| match views.contains_key(var) || descents.contains_key(var) {
                        true => (init, Mode::Ref),
                        false => (init, Mode::Own),
                    };
                self.operands(
                    vars.iter_mut().map(|(v, h)| begin((&*v, h))).collect(),
                    live,
                );
            }
            HirKind::Recur(label, args) => {
                let round = self.loops.get(label).cloned().unwrap_or_default();
                *live = round.needs;
                // The way out of a loop inside is within it.
                let inside = self.viewed.iter().rev().take_while(|(l, _)| l != label);
                inside.for_each(|(_, viewed)| live.add(viewed));
                let order = recur_order(args);
                let mut next: Vec<Option<(&mut Hir, Mode)>> = Vec::new();
                for (arg, var) in args.iter_mut().zip(round.vars) {
                    // What stays is needed after all that is evaluated.
                    if matches!(&arg.kind, HirKind::Var(same, _) if *same == var) {
                        arg.kind = HirKind::Var(var, Use::Keep);
                        live.whole.insert(var);
                        live.whole.extend(self.owners(var));
                        next.push(None);
                    } else if self.descents.contains_key(&var) {
                        next.push(Some((arg, Mode::Place)));
                    } else {
                        next.push(Some((arg, Mode::Own)));
                    }
                }
                let parts = order.into_iter().filter_map(|i| next.get_mut(i)?.take());
                self.operands(parts.collect(), live);
            }
            HirKind::Join {
                label,
                vars,
                choice,
                then,
            } => {
                let mut after_jump = live.clone();
                self.visit(then, Mode::Own, &mut after_jump);
                vars.iter().for_each(|var| after_jump.forget(*var));
                self.joins.insert(*label, after_jump);
                self.visit(choice, Mode::Own, live);
                self.joins.remove(label);
            }
            HirKind::Jump(label, args) => {
                *live = self.joins.get(label).cloned().unwrap_or_default();
                self.operands(args.iter_mut().map(|h| (h, Mode::Own)).collect(), live);
            }
            HirKind::Call { inst, args, .. } => {
                let borrowed = &self.signatures[inst.0 as usize];
                let modes: Vec<Mode> = (0..args.len())
                    .map(|i| {
                        if borrowed.get(i) == Some(&true) {
                            Mode::Ref
                        } else {
                            Mode::Own
                        }
                    })
                    .collect();
                self.operands(args.iter_mut().zip(modes).collect(), live);
            }
            HirKind::Prim(op, args) => {
                let mode = if prim_borrows(*op, args) {
                    Mode::Ref
                } else {
                    Mode::Own
                };
                self.operands(args.iter_mut().map(|h| (h, mode)).collect(), live);
            }
            HirKind::IsKind(_, inner) => self.visit(inner, Mode::Ref, live),
            HirKind::Lib(call) => self.library(call, live),
            HirKind::ToVector(inner, _) => self.visit(inner, Mode::Ref, live),
            HirKind::Coerce(inner) | HirKind::Cast(inner, _) => {
                self.visit(inner, Mode::Own, live);
            }
            HirKind::Check(inner, ..) => self.visit(inner, Mode::Own, live),
            HirKind::Extern(_, args)
            | HirKind::RustFn(_, args)
            | HirKind::HostCall { args, .. }
            | HirKind::Tuple(args)
            | HirKind::Record(args)
            | HirKind::Struct(args)
            | HirKind::Vector(args)
            | HirKind::List(args)
            | HirKind::Set(args)
            | HirKind::Closure(args) => {
                self.operands(args.iter_mut().map(|h| (h, Mode::Own)).collect(), live);
            }
            HirKind::Map(pairs) => {
                self.operands(
                    pairs
                        .iter_mut()
                        .flat_map(|(k, v)| [(k, Mode::Own), (v, Mode::Own)])
                        .collect(),
                    live,
                );
            }
            HirKind::SetField(..) => self.change(h, live),
            HirKind::LikeKind { of, vector, .. } => {
                self.operands(vec![(of, Mode::Ref), (vector, Mode::Own)], live);
            }
            HirKind::Pipe(pipe) => self.pipe(pipe, live),
            HirKind::CallDyn { f, args } => {
                let mut parts = vec![(&mut **f, Mode::Ref)];
                parts.extend(args.iter_mut().map(|h| (h, Mode::Own)));
                self.operands(parts, live);
            }
            HirKind::Try {
                body,
                catches,
                finally,
                ..
            } => self.attempt(body, catches, finally.as_deref_mut(), live),
            HirKind::Parallel(branches) => {
                // The branches run at the same time: what they use they share.
                let mut shared = live.clone();
                for branch in branches.iter() {
                    shared.add(&outer_uses(branch, &BTreeSet::new()));
                }
                for branch in branches.iter_mut() {
                    self.visit(branch, Mode::Own, &mut shared.clone());
                }
                *live = shared;
            }
            HirKind::Dbg(inner, _) => self.visit(inner, Mode::Own, live),
            HirKind::Assert {
                condition, message, ..
            } => {
                if let Some(message) = message {
                    self.visit(message, Mode::Own, live);
                }
                self.visit(condition, Mode::Own, live);
            }
            HirKind::AssertEq {
                left,
                right,
                message,
                ..
            } => {
                if let Some(message) = message {
                    self.visit(message, Mode::Own, live);
                }
                self.operands(vec![(left, Mode::Ref), (right, Mode::Ref)], live);
            }
        }
    }

    /// An error may come at any point of the body, so that the body moves nothing that a handler, or what is
    /// evaluated at the end, needs.
    fn attempt(
        &mut self,
        body: &mut Hir,
        catches: &mut [Catch],
        finally: Option<&mut Hir>,
        live: &mut Live,
    ) {
        if let Some(finally) = finally {
            self.visit(finally, Mode::Ref, live);
        }
        let after = live.clone();
        for catch in catches {
            let mut inside = after.clone();
            self.visit(&mut catch.body, Mode::Own, &mut inside);
            if let Some(var) = catch.var {
                inside.forget(var);
            }
            live.add(&inside);
        }
        self.visit(body, Mode::Own, live);
    }

    /// What joins two parts of a walk runs many times.
    fn combine(&mut self, combine: &mut Combine, region: &Live) {
        self.visit(&mut combine.both, Mode::Own, &mut region.clone());
    }

    /// Changes of fields, one around the other: of a variable all of the new values are computed first, as they may take the
    /// old ones out of their fields; any other value is there before.
    fn change(&mut self, h: &mut Hir, live: &mut Live) {
        let mut at = Vec::new();
        if let HirKind::Var(var, used) = &mut changed(h, &mut at).kind {
            *used = self.decide(*var, Mode::Own, live.needs_any_of(*var));
            if *used == Use::Move {
                let count = field_count(&self.vars[var.0 as usize].ty);
                let others = (0..count).filter(|i| !at.contains(i));
                live.fields.extend(others.map(|i| (*var, i)));
                live.renewed.extend(at.into_iter().map(|i| (*var, i)));
            } else {
                live.whole.insert(*var);
            }
        }
        self.new_values(h, live);
    }

    /// The new values of changes of fields, from the outermost, and what is changed if it is no variable.
    fn new_values(&mut self, h: &mut Hir, live: &mut Live) {
        match &mut h.kind {
            HirKind::SetField(base, _, value) => {
                self.visit(value, Mode::Own, live);
                self.new_values(base, live);
            }
            HirKind::Var(..) => {}
            _ => self.visit(h, Mode::Own, live),
        }
    }

    /// Whether a variable that is bound to a place can hold a reference to it: what the place is of does not move,
    /// and neither does the variable, unless the place is in a node, where a clone would have to be made for it.
    fn can_lend(&self, var: VarId, value: &Hir, body: &Hir) -> bool {
        let is_free = !self.moved.contains(&var) || self.is_in_node(value);
        is_free
            && self
                .lender(var, value)
                .is_some_and(|root| !moves(body, root))
    }

    /// The variable that a reference to a place would borrow from, if it is one that can be lent from.
    fn lender(&self, var: VarId, value: &Hir) -> Option<VarId> {
        let root = root(value)?;
        let is_ref = self.vars[root.0 as usize].is_ref || self.lent.contains(&root);
        let is_view = self.views.contains_key(&var) || self.views.contains_key(&root);
        let fits = is_worth_borrowing(&value.ty) && !is_view;
        (fits && (is_ref || self.stable.contains(&root))).then_some(root)
    }

    /// Lends what a walk binds to places that nothing moves out of. What a walk does for each element moves nothing that was bound
    /// around it, so that only what it does before the first one might.
    fn lend_in_walk(&mut self, pipe: &Pipe) {
        for (at, clause) in pipe.clauses.iter().enumerate() {
            let Clause::Let(var, value) = clause else {
                continue;
            };
            let Some(root) = self.lender(*var, value) else {
                continue;
            };
            let mut is_used = false;
            for clause in &pipe.clauses[at + 1..] {
                clause.parts(&mut |h| is_used |= mentions(h, root));
            }
            let is_ref = self.vars[root.0 as usize].is_ref;
            if self.is_in_node(value) && (is_ref || !is_used) {
                self.lent.insert(*var);
            }
        }
    }

    /// Whether a place is a part of a node, or stands in another value, out of which nothing moves.
    fn is_in_node(&self, place: &Hir) -> bool {
        match &place.kind {
            HirKind::Field(base, _) => is_node(&base.ty, self.nodes) || self.is_in_node(base),
            HirKind::Cast(inner, _) => self.is_in_node(inner),
            _ => place.stands_in().is_some(),
        }
    }

    /// The variables that own what a view or a descent is of.
    fn owners(&self, var: VarId) -> impl Iterator<Item = VarId> + use<'_> {
        let held = [self.views.get(&var), self.descents.get(&var)];
        held.into_iter().flatten().flatten().copied()
    }

    fn decide(&mut self, var: VarId, mode: Mode, needed: bool) -> Use {
        let info = &self.vars[var.0 as usize];
        match mode {
            _ if self.views.contains_key(&var) => Use::Borrow,
            Mode::Ref | Mode::Place => Use::Borrow,
            Mode::Own if needed || info.is_ref || self.lent.contains(&var) => Use::Clone,
            Mode::Own => {
                self.moved.insert(var);
                Use::Move
            }
        }
    }

    /// Operands of one operation: evaluated from the left, while the borrowed ones among them stay borrowed.
    fn operands(&mut self, parts: Vec<(&mut Hir, Mode)>, live: &mut Live) {
        let mut held = Live::default();
        for (h, mode) in &parts {
            if *mode == Mode::Ref {
                borrowed_place(h, &mut held);
            }
        }
        if parts.len() > 1 {
            self.hold_nodes(&mut held);
        }
        live.add(&held);
        for (h, mode) in parts.into_iter().rev() {
            self.visit(h, mode, live);
        }
    }

    /// What holds on to a part of a node holds on to the node.
    fn hold_nodes(&self, held: &mut Live) {
        let of_nodes =
            |(var, _): &&(VarId, usize)| is_node(&self.vars[var.0 as usize].ty, self.nodes);
        let nodes = held.fields.iter().filter(of_nodes).map(|(var, _)| *var);
        held.whole.extend(nodes.collect::<Vec<_>>());
    }

    fn library(&mut self, call: &mut LibCall, live: &mut Live) {
        // A function argument holds on to what it uses until the call is over.
        let mut held = Live::default();
        let lent: Vec<bool> = (0..call.args.len())
            .map(|index| self.is_lent(call, index, live))
            .collect();
        for (arg, is_lent) in call.args.iter().zip(&lent) {
            match arg {
                LibArg::Fn(lambda) => {
                    let bound = lambda.params.iter().copied().collect();
                    held.add(&outer_uses(&lambda.body, &bound));
                }
                LibArg::Ref(h) | LibArg::Text(h) => borrowed_place(h, &mut held),
                LibArg::Key(h) if *is_lent => borrowed_place(h, &mut held),
                _ => {}
            }
        }
        if call.args.len() > 1 {
            self.hold_nodes(&mut held);
        }
        live.add(&held);
        for (arg, is_lent) in call.args.iter_mut().zip(lent).rev() {
            match arg {
                LibArg::Key(h) if is_lent => self.visit(h, Mode::Ref, live),
                LibArg::Key(h) => self.visit(h, Mode::Own, live),
                LibArg::Own(h) => self.visit(h, Mode::Own, live),
                LibArg::Ref(h) | LibArg::Text(h) => self.visit(h, Mode::Ref, live),
                LibArg::Index(h) => self.visit(h, Mode::Own, live),
                LibArg::Slice(items, _) => {
                    self.operands(items.iter_mut().map(|h| (h, Mode::Own)).collect(), live);
                }
                LibArg::Fn(lambda) => {
                    let mut inside = live.clone();
                    self.visit(&mut lambda.body, Mode::Own, &mut inside);
                    for param in &lambda.params {
                        inside.forget(*param);
                    }
                    live.add(&inside);
                }
            }
        }
    }

    /// Whether an argument is a key whose value is needed beside the call, or after it.
    fn is_lent(&self, call: &LibCall, index: usize, live: &Live) -> bool {
        let Some(LibArg::Key(h)) = call.args.get(index) else {
            return false;
        };
        let (var, field) = match &h.kind {
            HirKind::Var(var, _) => (*var, None),
            HirKind::Field(base, field) => match base.kind {
                HirKind::Var(var, _) => (var, Some(*field)),
                _ => return false,
            },
            _ => return false,
        };
        let mut needed = live.clone();
        for (other, arg) in call.args.iter().enumerate() {
            if other != index {
                arg.parts(&mut |h| needed.add(&outer_uses(h, &BTreeSet::new())));
            }
        }
        self.vars[var.0 as usize].is_ref
            || self.views.contains_key(&var)
            || match field {
                Some(field) => needed.needs(var, field),
                None => needed.needs_any_of(var),
            }
    }

    /// A walk: everything from its first `Each` on runs many times.
    fn pipe(&mut self, pipe: &mut Pipe, live: &mut Live) {
        let mut bound = BTreeSet::new();
        for clause in &pipe.clauses {
            if let Clause::Each(v, _) | Clause::Let(v, _) | Clause::Index(v, _) = clause {
                bound.insert(*v);
            }
            if let Clause::Each(_, Source::Iterate { var, .. }) = clause {
                bound.insert(*var);
            }
        }
        if let Sink::Fold { acc, .. } | Sink::Fold1 { acc, .. } = &pipe.sink {
            bound.insert(*acc);
        }
        if let Sink::Find { var, .. } = &pipe.sink {
            bound.insert(*var);
        }
        self.lend_in_walk(pipe);
        let mut region = Live::default();
        outer_uses_of_pipe(pipe, &bound, &mut region);
        region.add(live);
        if let Some(Some(grain)) = &mut pipe.parallel {
            self.visit(grain, Mode::Own, &mut region.clone());
        }
        // What is bound outside of an inner `Each` and used inside of it is used again and again.
        region.add(&used_across(pipe));
        let mut inside = region.clone();
        let init = match &mut pipe.sink {
            Sink::Collect(h) => {
                self.visit(h, Mode::Own, &mut inside);
                None
            }
            Sink::Each(h) => {
                self.visit(h, Mode::Ref, &mut inside);
                None
            }
            Sink::Fold {
                acc,
                init,
                next,
                combine,
            } => {
                let mut other = inside.clone();
                self.visit(next, Mode::Own, &mut inside);
                inside.forget(*acc);
                if let Some(combine) = combine {
                    self.combine(combine, &region);
                    if let Some(first) = &mut combine.first {
                        self.visit(first, Mode::Own, &mut other);
                        inside.add(&other);
                    }
                }
                Some(init)
            }
            Sink::Fold1 {
                acc,
                first,
                next,
                empty,
                combine,
            } => {
                if let Some(combine) = combine {
                    self.combine(combine, &region);
                }
                self.visit(empty, Mode::Own, &mut region.clone());
                let mut other = inside.clone();
                self.visit(next, Mode::Own, &mut inside);
                inside.forget(*acc);
                self.visit(first, Mode::Own, &mut other);
                inside.add(&other);
                None
            }
            Sink::Count => None,
            Sink::Find {
                var,
                value,
                test,
                found,
                default,
            } => {
                self.visit(default, Mode::Own, &mut region.clone());
                let mut after = region.clone();
                self.visit(found, Mode::Own, &mut after);
                inside.add(&after);
                self.visit(test, Mode::Own, &mut inside);
                inside.forget(*var);
                self.visit(value, Mode::Own, &mut inside);
                None
            }
        };
        for clause in pipe.clauses.iter_mut().rev() {
            match clause {
                Clause::Each(var, source) => {
                    inside.forget(*var);
                    match source {
                        Source::Coll(h) => self.visit(h, Mode::Ref, &mut inside),
                        Source::Cycle(h) => self.visit(h, Mode::Ref, &mut inside),
                        Source::Range(a, b, c) => {
                            for h in [Some(a), b.as_mut(), c.as_mut()]
                                .into_iter()
                                .flatten()
                                .rev()
                            {
                                self.visit(h, Mode::Own, &mut inside);
                            }
                        }
                        Source::Repeat(a, n) => {
                            self.visit(a, Mode::Own, &mut inside);
                            if let Some(n) = n {
                                self.visit(n, Mode::Own, &mut inside);
                            }
                        }
                        Source::Iterate { start, var, next } => {
                            self.visit(next, Mode::Own, &mut inside);
                            inside.forget(*var);
                            self.visit(start, Mode::Own, &mut inside);
                        }
                    }
                }
                Clause::Let(var, h) => {
                    inside.forget(*var);
                    match self.lent.contains(var) {
                        true => self.visit(whole_place(h), Mode::Ref, &mut inside),
                        false => self.visit(h, Mode::Own, &mut inside),
                    }
                }
                Clause::When(h) | Clause::While(h, _) | Clause::DropWhile(h, _) => {
                    self.visit(h, Mode::Own, &mut inside)
                }
                Clause::Index(var, _) => inside.forget(*var),
                Clause::Take(h, _) | Clause::Drop(h, _) => self.visit(h, Mode::Own, &mut inside),
            }
        }
        inside.add(&region);
        *live = inside;
        if let Some(init) = init {
            self.visit(init, Mode::Own, live);
        }
    }
}

/// What changes of fields are of, and which fields they put in.
fn changed<'h>(h: &'h mut Hir, at: &mut Vec<usize>) -> &'h mut Hir {
    match h.kind {
        HirKind::SetField(ref mut base, index, _) => {
            at.push(index);
            changed(base, at)
        }
        _ => h,
    }
}

/// Whether a part of a node can be taken out, since there is a value of its type that costs nothing to leave in its
/// place.
pub(crate) fn leaves_a_blank(ty: &Ty) -> bool {
    match ty {
        Ty::Option(inner) => is_worth_borrowing(inner),
        Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Str | Ty::Any => true,
        _ => false,
    }
}

/// What moved out of a variable that is lent is cloned.
fn clone_of(lent: VarId, h: &mut Hir) {
    if let HirKind::Var(var, used @ Use::Move) = &mut h.kind
        && *var == lent
    {
        *used = Use::Clone;
    }
}

/// Whether a variable moves in a node.
fn moves(h: &Hir, var: VarId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= matches!(h.kind, HirKind::Var(v, Use::Move) if v == var));
    found
}

fn mentions(h: &Hir, var: VarId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= matches!(h.kind, HirKind::Var(v, _) if v == var));
    found
}

/// The place that a value which is lent stands in.
fn whole_place(value: &mut Hir) -> &mut Hir {
    match value.kind {
        HirKind::Cast(ref mut inner, _) => inner,
        _ => value,
    }
}

/// The variable or field that a borrowed operand is a place of.
fn borrowed_place(h: &Hir, held: &mut Live) {
    match &h.kind {
        HirKind::Var(var, _) => {
            held.whole.insert(*var);
        }
        HirKind::Field(base, index) => match &base.kind {
            HirKind::Var(var, _) => {
                held.fields.insert((*var, *index));
            }
            _ => borrowed_place(base, held),
        },
        HirKind::Do(items) => {
            if let Some(last) = items.last() {
                borrowed_place(last, held);
            }
        }
        _ => {
            if let Some(of) = h.stands_in() {
                borrowed_place(of, held);
            }
        }
    }
}

/// The variables of a walk that are bound before one of its `Each`es and used after it.
fn used_across(pipe: &Pipe) -> Live {
    let mut bound: BTreeMap<VarId, usize> = BTreeMap::new();
    let mut last_each = None;
    let mut across = Live::default();
    let mut check = |h: &Hir, last_each: Option<usize>, bound: &BTreeMap<VarId, usize>| {
        let Some(each) = last_each else { return };
        h.walk(&mut |h| {
            if let HirKind::Var(var, _) = h.kind
                && bound.get(&var).is_some_and(|at| *at < each)
            {
                across.whole.insert(var);
            }
        });
    };
    for (at, clause) in pipe.clauses.iter().enumerate() {
        clause.parts(&mut |h| check(h, last_each, &bound));
        if let Clause::Each(var, _) = clause {
            last_each = Some(at);
            bound.insert(*var, at);
        }
        if let Clause::Let(var, _) | Clause::Index(var, _) = clause {
            bound.insert(*var, at);
        }
    }
    pipe.sink.parts(&mut |h| check(h, last_each, &bound));
    across
}

/// What a node uses that is bound outside of it.
fn outer_uses(h: &Hir, bound: &BTreeSet<VarId>) -> Live {
    let mut inner = bound.clone();
    h.walk(&mut |h| binders(h, &mut inner));
    let mut live = Live::default();
    collect_uses(h, &inner, &mut live);
    live
}

fn outer_uses_of_pipe(pipe: &Pipe, bound: &BTreeSet<VarId>, live: &mut Live) {
    let whole = Hir::new(
        HirKind::Pipe(Box::new(pipe.clone())),
        Ty::Nil,
        Default::default(),
    );
    live.add(&outer_uses(&whole, bound));
}

fn collect_uses(h: &Hir, bound: &BTreeSet<VarId>, live: &mut Live) {
    match &h.kind {
        HirKind::Var(var, _) if !bound.contains(var) => {
            live.whole.insert(*var);
        }
        HirKind::Field(base, index) => match &base.kind {
            HirKind::Var(var, _) => {
                if !bound.contains(var) {
                    live.fields.insert((*var, *index));
                }
            }
            _ => collect_uses(base, bound, live),
        },
        _ => h.children(&mut |c| collect_uses(c, bound, live)),
    }
}

/// The variables that a node binds.
pub(crate) fn binders(h: &Hir, bound: &mut BTreeSet<VarId>) {
    match &h.kind {
        HirKind::Let(var, ..) => {
            bound.insert(*var);
        }
        HirKind::Loop { vars, .. } => bound.extend(vars.iter().map(|(v, _)| *v)),
        HirKind::Join { vars, .. } => bound.extend(vars.iter().copied()),
        HirKind::Try { catches, .. } => bound.extend(catches.iter().filter_map(|c| c.var)),
        HirKind::Lib(call) => {
            for arg in &call.args {
                if let LibArg::Fn(lambda) = arg {
                    bound.extend(lambda.params.iter().copied());
                }
            }
        }
        HirKind::Pipe(pipe) => {
            for clause in &pipe.clauses {
                match clause {
                    Clause::Each(v, source) => {
                        bound.insert(*v);
                        if let Source::Iterate { var, .. } = source {
                            bound.insert(*var);
                        }
                    }
                    Clause::Let(v, _) | Clause::Index(v, _) => {
                        bound.insert(*v);
                    }
                    _ => {}
                }
            }
            match &pipe.sink {
                Sink::Fold { acc, combine, .. } | Sink::Fold1 { acc, combine, .. } => {
                    bound.insert(*acc);
                    if let Some(combine) = combine {
                        bound.extend([combine.left, combine.right]);
                    }
                }
                Sink::Find { var, .. } => {
                    bound.insert(*var);
                }
                _ => {}
            }
        }
        _ => {}
    }
}

fn field_count(ty: &Ty) -> usize {
    match ty {
        Ty::Tuple(items) => items.len(),
        Ty::Record(fields) => fields.len(),
        // Structs have no more fields than this; what does not exist is not needed either.
        _ => 256,
    }
}

/// Whether an operation only looks at its operands.
pub fn prim_borrows(op: Prim, args: &[Hir]) -> bool {
    match op {
        Prim::Eq
        | Prim::NumEq
        | Prim::Lt
        | Prim::Le
        | Prim::Gt
        | Prim::Ge
        | Prim::Even
        | Prim::Odd
        | Prim::Zero
        | Prim::Pos
        | Prim::Negative
        | Prim::Nan
        | Prim::Infinite
        | Prim::IsSome
        | Prim::IsTrue => true,
        Prim::ToFloat => args.iter().all(|a| a.ty != Ty::Float),
        _ => false,
    }
}
