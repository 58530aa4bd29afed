//! How a program comes to a call that it may not make: the functions on the way there, for the error.
//!
//! Before: the whole tree, and the places of refused calls with the functions that they stand in. After: the error of each
//! names the shortest way from a function that nothing else calls.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rtfs_rt::reader::Span;

use super::Resolver;
use crate::ast::*;

impl Resolver<'_> {
    /// Adds the way to each refused call to its error.
    pub(super) fn explain_refused(&mut self) {
        let refused = std::mem::take(&mut self.refused);
        if refused.is_empty() {
            return;
        }
        let callers = self.callers();
        for (span, function) in refused {
            let Some(path) = self.path_to(function, &callers) else {
                continue;
            };
            let is_it = |d: &&mut crate::diagnostic::Diagnostic| d.span == span;
            if let Some(diagnostic) = self.diagnostics.iter_mut().find(is_it) {
                diagnostic.help.push(format!("the way there: {path}"));
            }
        }
    }

    /// Which functions mention each function, itself left out.
    fn callers(&self) -> BTreeMap<FnId, BTreeSet<FnId>> {
        let mut callers: BTreeMap<FnId, BTreeSet<FnId>> = BTreeMap::new();
        for (index, def) in self.program.fns.iter().enumerate() {
            let caller = FnId(u32::try_from(index).unwrap_or(u32::MAX));
            for arity in &def.arities {
                arity.body.walk(&mut |e| {
                    if let ExprKind::FnRef(id) | ExprKind::Fn(id) = e.kind
                        && id != caller
                    {
                        callers.entry(id).or_default().insert(caller);
                    }
                });
            }
        }
        callers
    }

    /// The names from a function that nothing else calls to the one with the call; `None` if there is no way, or
    /// only the one function on it.
    fn path_to(&self, function: FnId, callers: &BTreeMap<FnId, BTreeSet<FnId>>) -> Option<String> {
        let mut next: BTreeMap<FnId, FnId> = BTreeMap::new();
        let mut queue = VecDeque::from([function]);
        let first = loop {
            let at = queue.pop_front()?;
            let Some(before) = callers.get(&at) else {
                break at;
            };
            for caller in before {
                if *caller != function && !next.contains_key(caller) {
                    next.insert(*caller, at);
                    queue.push_back(*caller);
                }
            }
        };
        let way = std::iter::successors(Some(first), |at| next.get(at).copied());
        let names = way.map(|id| &self.program.fns[id.index()].name);
        let names: Vec<String> = names
            .filter(|name| &***name != "fn")
            .map(|name| format!("`{name}`"))
            .collect();
        (names.len() > 1).then(|| names.join(" → "))
    }

    /// Notes where a call is refused.
    pub(super) fn note_refused(&mut self, span: Span) {
        if let Some(function) = self.scopes.current_fn() {
            self.refused.push((span, function));
        }
    }
}
