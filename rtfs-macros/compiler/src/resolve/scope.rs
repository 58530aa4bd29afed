//! Lexical scopes: which local names are visible, and which function binds them.

use std::rc::Rc;

use crate::ast::{FnId, LocalId};

/// What a local name means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A value.
    Local(LocalId),
    /// A function by its own name, or of a `letfn`.
    Fn(FnId),
}

/// The names in scope, innermost last, and the functions around, innermost last.
#[derive(Default)]
pub(super) struct Scopes {
    names: Vec<(Rc<str>, Meaning)>,
    fns: Vec<FnId>,
}

impl Scopes {
    /// A mark to go back to when a scope ends.
    pub(super) fn mark(&self) -> usize {
        self.names.len()
    }

    /// Ends all scopes begun since the mark.
    pub(super) fn reset(&mut self, mark: usize) {
        self.names.truncate(mark);
    }

    pub(super) fn bind(&mut self, name: &str, meaning: Meaning) {
        self.names.push((name.into(), meaning));
    }

    pub(super) fn find(&self, name: &str) -> Option<Meaning> {
        self.names
            .iter()
            .rev()
            .find(|(n, _)| &**n == name)
            .map(|(_, m)| *m)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .map(|(n, _)| &**n)
            .filter(|n| !n.contains('\u{1}'))
    }

    pub(super) fn enter_fn(&mut self, id: FnId) {
        self.fns.push(id);
    }

    pub(super) fn leave_fn(&mut self) {
        self.fns.pop();
    }

    /// The innermost function around.
    pub(super) fn current_fn(&self) -> Option<FnId> {
        self.fns.last().copied()
    }

    /// The functions around that stand inside `owner`.
    pub(super) fn fns_inside(&self, owner: Option<FnId>) -> Vec<FnId> {
        let from = owner.map_or(0, |o| {
            self.fns.iter().position(|f| *f == o).map_or(0, |i| i + 1)
        });
        self.fns[from..].to_vec()
    }
}
