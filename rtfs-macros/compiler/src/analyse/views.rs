//! Views: the variables that only walk down a sequence and look at it.
//!
//! A loop such as `(loop [xs items] … (recur (rest xs)))` need not hold what is left of its list: it needs to
//! know how far it has come in a list that somebody else holds. After this pass `Inst::views` names the
//! variables of loops that are held so, and the `let`s of what is left that live inside of them, each with
//! the variables that own the sequence. Such a variable
//! - is of a list, a vector or a string, or of one of these or nil;
//! - gets its further values by `rest`, `next`, `seq` or a pattern of what is left of such variables;
//! - is used for nothing but that, and to be looked at by what `access` can ask a view.
//!
//! Likewise the part of a string that a walk over `split` or over the string's characters has come to, which is no
//! string of its own unless something keeps it.
//!
//! What a loop begins with is borrowed until it is over. Where any use needs the sequence itself, the
//! variable owns it, as all others do, and so do those that it came from.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{
    Clause, Hir, HirKind, Inst, Label, LibArg, LibCall, Pipe, Prim, Source, VarId, VarInfo,
};
use crate::types::Ty;

/// What takes the first elements off a sequence.
const STEPS: [&str; 4] = [
    "access::rest",
    "access::next",
    "access::seq",
    "access::rest_from",
];

/// What a view can be asked.
const LOOKS: [&str; 10] = [
    "access::first",
    "access::second",
    "access::last",
    "access::count",
    "access::is_empty",
    "access::nth",
    "access::element",
    "access::get_index",
    "access::get_index_or",
    "access::contains_index",
];

/// What looks for a key, its second argument, in a collection.
const SOUGHT: [&str; 3] = ["access::get", "access::get_or", "access::contains"];

/// Finds the views of an instance. A group of tail calls has its state elsewhere.
pub(super) fn find(inst: &mut Inst) {
    if !inst.recursion.tail_group.is_empty() {
        return;
    }
    let mut search = Search {
        vars: &inst.vars,
        loops: BTreeMap::new(),
        flows: BTreeMap::new(),
        begins: BTreeMap::new(),
        together: Vec::new(),
        walks: BTreeSet::new(),
        views: BTreeSet::new(),
        owners: BTreeMap::new(),
    };
    search.scan(&inst.body);
    search.settle();
    inst.views = search.owned();
}

/// The variables of which an expression is a view, if it is one whenever they are.
pub(crate) fn roots(h: &Hir) -> Option<BTreeSet<VarId>> {
    match &h.kind {
        HirKind::Var(var, _) => is_viewable(&h.ty).then(|| BTreeSet::from([*var])),
        HirKind::Lib(call) => roots(stepped(call, &h.ty)?),
        HirKind::Cast(inner, _) => (inner.ty == Ty::option(h.ty.clone())).then(|| roots(inner))?,
        HirKind::Coerce(inner) => (h.ty == Ty::option(inner.ty.clone())).then(|| roots(inner))?,
        HirKind::Let(_, _, body) => roots(body),
        HirKind::Do(items) => roots(items.last()?),
        HirKind::If(_, then, other) => {
            let mut of = roots(then)?;
            of.extend(roots(other)?);
            Some(of)
        }
        HirKind::Recur(..) | HirKind::Raise { .. } => Some(BTreeSet::new()),
        _ => None,
    }
}

/// The sequence whose rest a call gives, in its kind.
fn stepped<'h>(call: &'h LibCall, ty: &Ty) -> Option<&'h Hir> {
    let (LibArg::Own(of) | LibArg::Ref(of)) = call.args.first()? else {
        return None;
    };
    let is_step = STEPS.contains(&&*call.path) && of.ty.without_nil() == ty.without_nil();
    is_step.then_some(of)
}

/// The parts of text that a walk over a source gives, without a string for each.
pub(crate) enum Texts<'h> {
    /// What is between the places of a separator.
    Parts(&'h Hir, &'h Hir),
    /// The characters.
    Characters(&'h Hir),
}

/// A source of texts, if it is one.
pub(crate) fn texts(source: &Source) -> Option<Texts<'_>> {
    let Source::Coll(coll) = source else {
        return None;
    };
    match &coll.kind {
        HirKind::Lib(call) if call.path == "library::strings::split" => match &call.args[..] {
            [LibArg::Text(of), LibArg::Text(by)] => Some(Texts::Parts(of, by)),
            _ => None,
        },
        _ => (coll.ty == Ty::Str).then_some(Texts::Characters(coll)),
    }
}

/// Whether the Rust type of a sequence has views.
fn is_viewable(ty: &Ty) -> bool {
    matches!(ty.without_nil(), Ty::List(_) | Ty::Vector(_) | Ty::Str)
}

struct Search<'i> {
    vars: &'i [VarInfo],
    loops: BTreeMap<Label, Vec<VarId>>,
    /// The views that a variable is given, by `let` or by `recur`.
    flows: BTreeMap<VarId, BTreeSet<VarId>>,
    /// The variables whose views a loop's variable begins with.
    begins: BTreeMap<VarId, BTreeSet<VarId>>,
    /// Variables that are views together or not at all: one place may hold either of them.
    together: Vec<BTreeSet<VarId>>,
    /// The variables of loops that move along.
    walks: BTreeSet<VarId>,
    /// Those that may be views; what needs the sequence itself takes its variable out.
    views: BTreeSet<VarId>,
    /// The variables that own what a loop begins with.
    owners: BTreeMap<VarId, BTreeSet<VarId>>,
}

impl Search<'_> {
    fn scan(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Var(var, _) => {
                self.views.remove(var);
            }
            HirKind::Let(var, value, body) => {
                match roots(value).filter(|of| !of.is_empty()) {
                    Some(of) => {
                        self.views.insert(*var);
                        self.flow(*var, of);
                        self.along(value);
                    }
                    None => self.scan(value),
                }
                self.scan(body);
            }
            HirKind::Loop { label, vars, body } => {
                self.loops
                    .insert(*label, vars.iter().map(|(v, _)| *v).collect());
                for (var, init) in vars {
                    if !is_viewable(&self.vars[var.0 as usize].ty) {
                        self.scan(init);
                        continue;
                    }
                    self.views.insert(*var);
                    match roots(init) {
                        Some(of) => {
                            self.together.push(of.clone());
                            self.begins.insert(*var, of);
                            self.along(init);
                        }
                        None => self.scan(init),
                    }
                    self.owners.insert(*var, owners(init));
                }
                self.scan(body);
            }
            HirKind::Recur(label, args) => {
                let vars = self.loops.get(label).cloned().unwrap_or_default();
                for (var, arg) in vars.into_iter().zip(args) {
                    match roots(arg) {
                        Some(of) if is_viewable(&self.vars[var.0 as usize].ty) => {
                            if !matches!(&arg.kind, HirKind::Var(v, _) if *v == var) {
                                self.walks.insert(var);
                            }
                            self.flow(var, of);
                            self.along(arg);
                        }
                        _ => {
                            self.views.remove(&var);
                            self.scan(arg);
                        }
                    }
                }
            }
            HirKind::Lib(call) => {
                let path = &&*call.path;
                for (index, arg) in call.args.iter().enumerate() {
                    match arg {
                        LibArg::Ref(of) if index == 0 && LOOKS.contains(path) => self.look(of),
                        LibArg::Ref(key) if index == 1 && SOUGHT.contains(path) => self.read(key),
                        LibArg::Text(of) | LibArg::Key(of) => self.read(of),
                        _ => arg.parts(&mut |h| self.scan(h)),
                    }
                }
            }
            HirKind::Prim(Prim::IsSome, args) => args.iter().for_each(|h| self.look(h)),
            HirKind::Prim(Prim::Eq, args) => args.iter().for_each(|h| self.read(h)),
            HirKind::Pipe(pipe) => {
                self.walk(pipe);
                h.children(&mut |c| self.scan(c));
            }
            _ => h.children(&mut |c| self.scan(c)),
        }
    }

    /// The texts that a walk goes over. One that may run in parallel has its parts in a vector.
    fn walk(&mut self, pipe: &Pipe) {
        if pipe.parallel.is_some() {
            return;
        }
        for clause in &pipe.clauses {
            if let Clause::Each(var, source) = clause
                && self.vars[var.0 as usize].ty == Ty::Str
                && let Some(texts) = texts(source)
            {
                let mut of = BTreeSet::new();
                match texts {
                    Texts::Parts(text, by) => {
                        of.extend(owners(text));
                        of.extend(owners(by));
                    }
                    Texts::Characters(text) => of.extend(owners(text)),
                }
                self.views.insert(*var);
                self.owners.insert(*var, of);
            }
        }
    }

    /// What is only read: of a text, as much as of a string.
    fn read(&mut self, h: &Hir) {
        match h.ty {
            Ty::Str => self.look(h),
            _ => self.scan(h),
        }
    }

    /// What is only looked at.
    fn look(&mut self, h: &Hir) {
        match roots(h) {
            Some(of) => {
                self.together.push(of);
                self.along(h);
            }
            None => self.scan(h),
        }
    }

    /// The parts of a view that are no views.
    fn along(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Var(..) => {}
            HirKind::Lib(call) => call.args.iter().enumerate().for_each(|(index, arg)| {
                arg.parts(&mut |part| match index {
                    0 => self.along(part),
                    _ => self.scan(part),
                });
            }),
            HirKind::Cast(inner, _) | HirKind::Coerce(inner) => self.along(inner),
            HirKind::If(condition, then, other) => {
                self.scan(condition);
                self.along(then);
                self.along(other);
            }
            HirKind::Do(items) => {
                if let Some((last, before)) = items.split_last() {
                    before.iter().for_each(|h| self.scan(h));
                    self.along(last);
                }
            }
            HirKind::Let(var, value, body) => {
                match roots(value).filter(|of| !of.is_empty()) {
                    Some(of) => {
                        self.views.insert(*var);
                        self.flow(*var, of);
                        self.along(value);
                    }
                    None => self.scan(value),
                }
                self.along(body);
            }
            _ => self.scan(h),
        }
    }

    fn flow(&mut self, var: VarId, of: BTreeSet<VarId>) {
        self.together.push(of.clone());
        self.flows.entry(var).or_default().extend(of);
    }

    /// Takes out what cannot be a view since something else is none, until nothing changes.
    fn settle(&mut self) {
        let loops: BTreeSet<VarId> = self.loops.values().flatten().copied().collect();
        self.views
            .retain(|var| !loops.contains(var) || self.walks.contains(var));
        loop {
            let before = self.views.len();
            let views = self.views.clone();
            // What is no view is given the sequence itself.
            for (var, of) in self.flows.iter().chain(&self.begins) {
                if !views.contains(var) {
                    self.views.retain(|root| !of.contains(root));
                }
            }
            for (var, of) in &self.flows {
                if !of.is_subset(&views) {
                    self.views.remove(var);
                }
            }
            for of in &self.together {
                if !of.is_subset(&views) {
                    self.views.retain(|root| !of.contains(root));
                }
            }
            if self.views.len() == before {
                break;
            }
        }
    }

    /// The views with what owns the sequences that they are of.
    fn owned(self) -> BTreeMap<VarId, BTreeSet<VarId>> {
        let mut owned: BTreeMap<VarId, BTreeSet<VarId>> =
            self.views.iter().map(|v| (*v, BTreeSet::new())).collect();
        loop {
            let mut grown = owned.clone();
            for (var, owners) in &mut grown {
                let given = self.flows.get(var).into_iter().chain(self.begins.get(var));
                for root in given.flatten() {
                    match owned.get(root) {
                        Some(of_root) => owners.extend(of_root.iter().copied()),
                        None => {
                            owners.insert(*root);
                        }
                    }
                }
                let begun = self.owners.get(var).into_iter().flatten();
                owners.extend(begun.filter(|owner| !owned.contains_key(owner)));
            }
            if grown == owned {
                return owned;
            }
            owned = grown;
        }
    }
}

/// The variables of which a loop may borrow what it begins with.
pub(super) fn owners(init: &Hir) -> BTreeSet<VarId> {
    let mut owners = BTreeSet::new();
    let mut h = init;
    while let HirKind::Field(base, _) = &h.kind {
        h = base;
    }
    if let HirKind::Var(var, _) = h.kind {
        owners.insert(var);
    }
    owners
}
