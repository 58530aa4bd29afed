//! What is accumulated: the operations that can be, and the terms of what a function does with the result of calling itself.

use rtfs_rt::reader::Span;

use super::{call_of, calls_itself, int};
use crate::ast::Lit;
use crate::hir::{Hir, HirKind, InstId, LibArg, LibCall, Prim, VarId};
use crate::infer::may_fail;
use crate::order::is_still;
use crate::types::Ty;

/// An operation that is associative and has an element that changes nothing.
#[derive(Clone)]
pub(super) enum Operation {
    /// On ints.
    Sum { prim: Prim, neutral: i64 },
    /// `cons`: what is put in front of a sequence of the type.
    Front(Ty),
}

/// What is put to an accumulator.
pub(super) struct Term {
    value: Hir,
    /// Whether it is taken away from a sum.
    is_taken: bool,
}

/// What a way through a function ends in.
pub(super) enum End {
    /// A value.
    Value,
    /// A sum with a call.
    Next(Vec<Term>, Vec<Hir>),
}

impl Operation {
    /// The operation that a way through a function of the type ends in, if the function is called in it.
    pub(super) fn of(h: &Hir, id: InstId, result: &Ty) -> Option<Operation> {
        let operation = match &sum_of(h, id)?.0.kind {
            HirKind::Prim(prim, _) if *result == Ty::Int => Operation::on_ints(*prim)?,
            HirKind::Prim(..) => return None,
            _ => Operation::Front(result.clone()),
        };
        matches!(end(h, id, &operation), End::Next(..)).then_some(operation)
    }

    fn on_ints(prim: Prim) -> Option<Operation> {
        let (prim, neutral) = match prim {
            Prim::Add | Prim::Sub | Prim::Inc | Prim::Dec => (Prim::Add, 0),
            Prim::Mul => (Prim::Mul, 1),
            Prim::BitAnd => (Prim::BitAnd, -1),
            Prim::BitOr => (Prim::BitOr, 0),
            Prim::BitXor => (Prim::BitXor, 0),
            _ => return None,
        };
        Some(Operation::Sum { prim, neutral })
    }

    /// The type of the accumulator.
    pub(super) fn ty(&self) -> Ty {
        match self {
            Operation::Sum { .. } => Ty::Int,
            Operation::Front(result) => {
                Ty::vector(result.without_nil().element().unwrap_or(Ty::Any))
            }
        }
    }

    /// What an accumulator begins with.
    pub(super) fn neutral(&self, span: Span) -> Hir {
        match self {
            Operation::Sum { neutral, .. } => int(*neutral, span),
            Operation::Front(_) => Hir::new(HirKind::Vector(Vec::new()), self.ty(), span),
        }
    }

    /// The accumulator with one more term.
    pub(super) fn put(&self, acc: Hir, term: Term) -> Hir {
        let span = term.value.span;
        match self {
            Operation::Sum { prim, neutral } => {
                if matches!(&term.value.kind, HirKind::Lit(Lit::Int(n)) if n.as_i64() == Some(*neutral))
                {
                    return acc;
                }
                let prim = if term.is_taken { Prim::Sub } else { *prim };
                Hir::new(HirKind::Prim(prim, vec![acc, term.value]), Ty::Int, span)
            }
            Operation::Front(_) => library("conj_vector", acc, term.value, self.ty()),
        }
    }

    /// The value of the function, where a way ends in a value.
    pub(super) fn last(&self, acc: Hir, value: Hir) -> Hir {
        let Operation::Front(result) = self else {
            return self.put(
                acc,
                Term {
                    value,
                    is_taken: false,
                },
            );
        };
        let name = match result {
            Ty::Vector(_) => "before_vector",
            Ty::Option(_) => "before_maybe",
            _ => "before_list",
        };
        library(name, acc, value, result.clone())
    }
}

/// A call of a runtime function of two values.
fn library(name: &str, a: Hir, b: Hir, ty: Ty) -> Hir {
    let span = b.span;
    let call = LibCall {
        path: format!("access::{name}"),
        args: vec![LibArg::Own(a), LibArg::Own(b)],
        is_fallible: false,
        returns_index: false,
    };
    Hir::new(HirKind::Lib(Box::new(call)), ty, span)
}

/// The element and the sequence of a `cons`, whose result may be held as one that could be nil.
fn cons_of(h: &Hir) -> Option<(&Hir, &Hir)> {
    match &h.kind {
        HirKind::Coerce(inner) if h.ty == Ty::option(inner.ty.clone()) => cons_of(inner),
        HirKind::Lib(call) => match &call.args[..] {
            [LibArg::Own(item), LibArg::Own(rest)]
                if [
                    "access::cons_list",
                    "access::cons_maybe",
                    "access::cons_vector",
                ]
                .contains(&&*call.path) =>
            {
                Some((item, rest))
            }
            _ => None,
        },
        _ => None,
    }
}

fn is_sum(h: &Hir) -> bool {
    matches!(h.kind, HirKind::Prim(..)) || cons_of(h).is_some()
}

/// Whether a node binds a call right before a sum with it.
pub(super) fn binds_call(h: &Hir, id: InstId) -> bool {
    match &h.kind {
        HirKind::Let(_, value, body) => {
            call_of(value, id).is_some() && is_sum(body) && !calls_itself(body, id)
        }
        _ => false,
    }
}

/// A call that is bound right before a sum with it: its variable and its arguments.
type Bound<'h> = (VarId, &'h [Hir]);

/// A sum, and the call that is bound right before it.
fn sum_of(h: &Hir, id: InstId) -> Option<(&Hir, Option<Bound<'_>>)> {
    match &h.kind {
        _ if is_sum(h) => Some((h, None)),
        HirKind::Let(var, value, body) if is_sum(body) => {
            Some((body, Some((*var, call_of(value, id)?))))
        }
        _ => None,
    }
}

/// What a way ends in, if it is to be accumulated by the operation.
pub(super) fn end(h: &Hir, id: InstId, operation: &Operation) -> End {
    let Some((sum, bound)) = sum_of(h, id) else {
        return End::Value;
    };
    let mut terms = Vec::new();
    split(sum, operation, false, &mut terms);
    let is_call = |term: &Term| match bound {
        Some((var, _)) => matches!(term.value.kind, HirKind::Var(v, _) if v == var),
        None => call_of(&term.value, id).is_some(),
    };
    let Some(at) = terms
        .iter()
        .rposition(|term| is_call(term) && !term.is_taken)
    else {
        return End::Value;
    };
    let call = terms.remove(at).value;
    let args = match bound {
        // The others are evaluated before the call now, and see nothing of its result.
        Some((var, args))
            if terms
                .iter()
                .all(|term| is_still(&term.value) && !uses(&term.value, var)) =>
        {
            args.to_vec()
        }
        None if terms[at..].iter().all(|term| is_plain(&term.value)) => match call.kind {
            HirKind::Call { args, .. } => args,
            _ => return End::Value,
        },
        _ => return End::Value,
    };
    End::Next(terms, args)
}

/// The terms of a sum, in order. What has no call in it stays one term.
fn split(h: &Hir, operation: &Operation, is_taken: bool, terms: &mut Vec<Term>) {
    let mut whole = |value: Hir, is_taken: bool| terms.push(Term { value, is_taken });
    match operation {
        Operation::Front(_) => match cons_of(h) {
            Some((item, rest)) => {
                whole(item.clone(), false);
                split(rest, operation, false, terms);
            }
            None => whole(h.clone(), false),
        },
        Operation::Sum { prim: op, .. } => match &h.kind {
            HirKind::Prim(prim, args) if h.ty == Ty::Int => match (prim, op, &args[..]) {
                (prim, op, args) if prim == op => {
                    args.iter()
                        .for_each(|arg| split(arg, operation, is_taken, terms));
                }
                (Prim::Inc | Prim::Dec, Prim::Add, [arg]) => {
                    split(arg, operation, is_taken, terms);
                    let value = int(1, h.span);
                    let is_taken = is_taken != (*prim == Prim::Dec);
                    terms.push(Term { value, is_taken });
                }
                (Prim::Sub, Prim::Add, [from, args @ ..]) if !args.is_empty() => {
                    split(from, operation, is_taken, terms);
                    args.iter()
                        .for_each(|arg| split(arg, operation, !is_taken, terms));
                }
                _ => whole(h.clone(), is_taken),
            },
            _ => whole(h.clone(), is_taken),
        },
    }
}

fn uses(h: &Hir, var: VarId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= matches!(h.kind, HirKind::Var(v, _) if v == var));
    found
}

/// Whether evaluating it earlier cannot be noticed: it ends, soon, in a value.
fn is_plain(h: &Hir) -> bool {
    let mut is_plain = !may_fail(h);
    h.walk(&mut |h| {
        is_plain &= !matches!(
            h.kind,
            HirKind::Loop { .. } | HirKind::Pipe(_) | HirKind::Recur(..)
        )
    });
    is_plain
}
