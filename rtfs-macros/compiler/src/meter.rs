//! Bounds on a run: where a program that was compiled with some pays.
//!
//! Before: typed HIR. After: the same, with calls of the runtime's `meter`. With `fuel`, `spend` stands before the body
//! of every function and every loop, for every element of a walk, and before what a library function does with an element.
//! With `max_alloc`, `built` stands around what builds as much as it is given, and `build` before what builds a
//! part: an element of a collection. (With `max_depth`, the functions themselves enter a level: see `emit`.) Nothing of a
//! program without bounds changes. To the passes after this one they are calls that may fail, so that no loop loses them.

use rtfs_rt::library::limits::LITTLE;
use rtfs_rt::reader::Span;

use crate::ast::Lit;
use crate::hir::{Clause, Hir, HirKind, LibArg, LibCall, Module, Pipe, Prim, Sink, VarId, VarInfo};
use crate::source::Bounds;
use crate::types::Ty;

/// What an element of a collection, or a field, counts.
const ELEMENT: u64 = 16;

/// Makes a program pay for its runs.
pub(crate) fn meter(module: &mut Module, bounds: Bounds) {
    for inst in &mut module.insts {
        if bounds.max_alloc.is_some() {
            let vars = &mut inst.vars;
            inst.body.walk_up_mut(&mut |h| count(h, vars));
        }
        if bounds.fuel.is_some() {
            let vars = &mut inst.vars;
            inst.body.walk_up_mut(&mut |h| spend_in(h, vars));
            precede(&mut inst.body, spend);
        }
    }
}

// ---- fuel

fn spend_in(h: &mut Hir, vars: &mut Vec<VarInfo>) {
    match &mut h.kind {
        HirKind::Loop { body, .. } => precede(body, spend),
        HirKind::Pipe(pipe) => elements(pipe, vars, h.span),
        HirKind::Lib(call) => call.args.iter_mut().for_each(|arg| {
            if let LibArg::Fn(lambda) = arg {
                precede(&mut lambda.body, spend);
            }
        }),
        _ => {}
    }
}

fn spend(span: Span) -> Hir {
    call("spend", Vec::new(), Ty::Nil, span)
}

/// Spends for each element of the sources of a walk. Steps name the first clause of their walk by its place, which
/// moves with what comes before it.
fn elements(pipe: &mut Pipe, vars: &mut Vec<VarInfo>, span: Span) {
    let is_source = |clause: &Clause| matches!(clause, Clause::Each(..));
    let sources: Vec<bool> = pipe.clauses.iter().map(is_source).collect();
    let before = |at: usize| sources.iter().take(at).filter(|is| **is).count();
    let mut clauses = Vec::new();
    for clause in std::mem::take(&mut pipe.clauses) {
        let moved = clause.from().map_or(0, before);
        let is_source = is_source(&clause);
        clauses.push(clause.shifted(moved));
        if is_source {
            clauses.push(paid(spend(span), vars));
        }
    }
    pipe.clauses = clauses;
}

// ---- bytes

fn count(h: &mut Hir, vars: &mut Vec<VarInfo>) {
    let span = h.span;
    match &mut h.kind {
        HirKind::Pipe(pipe) => {
            if let Sink::Collect(element) = &pipe.sink {
                let clause = paid(build(width(&element.ty), span), vars);
                pipe.clauses.push(clause);
            }
        }
        HirKind::Vector(items) | HirKind::List(items) | HirKind::Set(items) => {
            let bytes = items.iter().map(|item| width(&item.ty)).sum();
            precede(h, |span| build(bytes, span));
        }
        HirKind::Map(pairs) => {
            let bytes = pairs.iter().map(|(k, v)| width(&k.ty) + width(&v.ty)).sum();
            precede(h, |span| build(bytes, span));
        }
        HirKind::Prim(Prim::Mul, _) => enclose(h),
        HirKind::Lib(call) if !call.returns_index => match builds(&call.path) {
            Builds::Nothing => {}
            Builds::Part => precede(h, |span| build(LITTLE, span)),
            Builds::Whole => enclose(h),
        },
        _ => {}
    }
}

enum Builds {
    /// It finds what is there.
    Nothing,
    /// It shares all but a part with what is there.
    Part,
    /// As much as its result holds.
    Whole,
}

fn builds(path: &str) -> Builds {
    const PART: &[&str] = &["assoc", "conj", "cons", "dissoc", "update"];
    const FINDS: &[&str] = &[
        "element", "first", "get", "last", "next", "nth", "old", "or_", "part", "rest", "second",
        "seq",
    ];
    let Some(name) = path.strip_prefix("access::") else {
        return match path.starts_with("meter::") {
            true => Builds::Nothing,
            false => Builds::Whole,
        };
    };
    let is = |names: &[&str]| names.iter().any(|start| name.starts_with(start));
    match (is(PART), is(FINDS)) {
        (true, _) => Builds::Part,
        (_, true) => Builds::Nothing,
        _ => Builds::Whole,
    }
}

fn build(bytes: u64, span: Span) -> Hir {
    let bytes = Hir::new(HirKind::Lit(Lit::Int(bytes.into())), Ty::Int, span);
    call("build_part", vec![LibArg::Index(bytes)], Ty::Nil, span)
}

/// Counts what a node gives, if the runtime knows how much that is.
fn enclose(h: &mut Hir) {
    if has_extent(&h.ty) {
        let (ty, span) = (h.ty.clone(), h.span);
        let node = take(h);
        *h = call("built", vec![LibArg::Own(node)], ty, span);
    }
}

fn has_extent(ty: &Ty) -> bool {
    match ty {
        Ty::Int | Ty::Number | Ty::Str | Ty::Any => true,
        Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) => true,
        Ty::Option(inner) => has_extent(inner),
        Ty::Tuple(parts) => parts.len() == 2 && parts.iter().all(has_extent),
        _ => false,
    }
}

/// What an element of the type counts.
fn width(ty: &Ty) -> u64 {
    match ty {
        Ty::Tuple(parts) => parts.iter().map(width).sum::<u64>().max(ELEMENT),
        Ty::Record(fields) => {
            let widths = fields.iter().map(|(_, ty)| width(ty));
            widths.sum::<u64>().max(ELEMENT)
        }
        _ => ELEMENT,
    }
}

// ---- both

fn call(name: &str, args: Vec<LibArg>, ty: Ty, span: Span) -> Hir {
    let call = LibCall {
        path: format!("meter::{name}"),
        args,
        is_fallible: true,
        returns_index: false,
    };
    Hir::new(HirKind::Lib(Box::new(call)), ty, span)
}

/// Pays before a node.
fn precede(h: &mut Hir, pay: impl FnOnce(Span) -> Hir) {
    let (ty, span) = (h.ty.clone(), h.span);
    let node = take(h);
    *h = Hir::new(HirKind::Do(vec![pay(span), node]), ty, span);
}

fn take(h: &mut Hir) -> Hir {
    let nil = Hir::new(HirKind::Lit(Lit::Nil), Ty::Nil, h.span);
    std::mem::replace(h, nil)
}

/// The clause of a walk that pays.
fn paid(payment: Hir, vars: &mut Vec<VarInfo>) -> Clause {
    let var = VarId(u32::try_from(vars.len()).unwrap_or(u32::MAX));
    vars.push(VarInfo {
        name: "paid".into(),
        span: payment.span,
        ty: Ty::Nil,
        is_ref: false,
        known: None,
    });
    Clause::Let(var, payment)
}
