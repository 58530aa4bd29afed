//! Vectors that a loop reads at indices.
//!
//! `nth`, `get` and `count` of a vector ask where its elements lie. A loop that does so in each round, of a vector
//! that stays the same from round to round, asks once: before its first round it makes a reader, which the reads inside
//! of it use, those of loops within it included.

use std::collections::BTreeSet;

use super::body::{Body, Held};
use super::*;
use crate::hir::{Hir, Label, LibArg, LibCall, Use, VarId};

/// What a reader can be asked.
const READS: [&str; 5] = [
    "access::nth",
    "access::element",
    "access::get_index",
    "access::get_index_or",
    "access::contains_index",
];

pub(super) const COUNT: &str = "access::count";

/// The variable whose vector a call reads.
fn read(call: &LibCall) -> Option<VarId> {
    let is_read = READS.contains(&call.path.as_str()) || call.path == COUNT;
    match call.args.first() {
        Some(LibArg::Ref(Hir {
            kind: HirKind::Var(var, _),
            ty: Ty::Vector(_),
            ..
        })) if is_read => Some(*var),
        _ => None,
    }
}

impl Body<'_, '_> {
    /// Makes the readers of a loop: of the vectors that its rounds read at indices, and that are bound around it or stay
    /// as they are in all rounds.
    pub(super) fn make_readers(&mut self, label: Label, held: &[Held], body: &Hir) -> TokenStream {
        if self.mode != Mode::Fast {
            return TokenStream::new();
        }
        let mut found = BTreeSet::new();
        body.walk(&mut |h| {
            if let HirKind::Lib(call) = &h.kind
                && call.path != COUNT
                && let Some(var) = read(call)
            {
                found.insert(var);
            }
        });
        let mut changed = vec![false; held.len()];
        body.walk(&mut |h| {
            if let HirKind::Recur(to, args) = &h.kind
                && *to == label
            {
                for (arg, changed) in args.iter().zip(&mut changed) {
                    *changed |= !matches!(arg.kind, HirKind::Var(_, Use::Keep));
                }
            }
        });
        let mut code = TokenStream::new();
        for var in found {
            let Some(name) = self.env.get(&var).map(|held| held.name.clone()) else {
                continue;
            };
            let mut of_the_loop = held.iter().zip(&changed);
            let changes = of_the_loop.any(|(held, changed)| held.name == name && *changed);
            let is_view = self.inst.views.contains_key(&var);
            if changes || is_view || self.readers.contains_key(&var) {
                continue;
            }
            let reader = local(&format!("{name}_reader"));
            code.extend(quote!(let #reader = #name.reader();));
            self.readers.insert(var, reader);
        }
        code
    }

    /// The reader that answers a call.
    pub(super) fn reader_of(&self, call: &LibCall) -> Option<&Ident> {
        self.readers.get(&read(call)?)
    }
}
