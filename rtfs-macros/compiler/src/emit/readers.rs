//! Vectors that a loop reads at indices.
//!
//! `nth`, `get` and `count` of a vector ask where its elements lie. A loop or walk that does so in each round, of a
//! vector that stays the same from round to round, asks once: before its first round it makes a reader, which the reads
//! inside of it use, those of loops within it included.

use std::collections::BTreeSet;

use super::body::{Body, Held};
use super::*;
use crate::hir::{Clause, Hir, Label, LibArg, LibCall, Pipe, Use, VarId};

/// What a reader can be asked.
const READS: [&str; 6] = [
    "access::at_index",
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

/// The vectors that a node reads at indices.
fn reads(h: &Hir, found: &mut BTreeSet<VarId>) {
    h.walk(&mut |h| {
        if let HirKind::Lib(call) = &h.kind
            && call.path != COUNT
        {
            found.extend(read(call));
        }
    });
}

impl Body<'_, '_> {
    /// Makes the readers of a loop: of the vectors that its rounds read at indices, and that are bound around it or stay
    /// as they are in all rounds.
    pub(super) fn loop_readers(&mut self, label: Label, held: &[Held], body: &Hir) -> TokenStream {
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
        let mut found = BTreeSet::new();
        reads(body, &mut found);
        found.retain(|var| {
            let is_changed = |(variable, changed): (&Held, &bool)| {
                let name = self.env.get(var).map(|held| &held.name);
                *changed && name == Some(&variable.name)
            };
            !held.iter().zip(&changed).any(is_changed)
        });
        self.make_readers(found)
    }

    /// Makes the readers of a walk: of the vectors that are read at indices for each element.
    pub(super) fn walk_readers(&mut self, pipe: &Pipe) -> TokenStream {
        let mut found = BTreeSet::new();
        let sources = pipe
            .clauses
            .iter()
            .filter(|c| matches!(c, Clause::Each(..)));
        // What is read once, before the only source, is not worth a reader.
        let once = sources.count() == 1;
        for clause in &pipe.clauses {
            if !(once && matches!(clause, Clause::Each(..))) {
                clause.parts(&mut |h| reads(h, &mut found));
            }
        }
        pipe.sink.parts(&mut |h| reads(h, &mut found));
        self.make_readers(found)
    }

    fn make_readers(&mut self, of: BTreeSet<VarId>) -> TokenStream {
        let mut code = TokenStream::new();
        if self.mode != Mode::Fast {
            return code;
        }
        for var in of {
            let Some(name) = self.env.get(&var).map(|held| held.name.clone()) else {
                continue;
            };
            if self.inst.views.contains_key(&var) || self.readers.contains_key(&var) {
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
