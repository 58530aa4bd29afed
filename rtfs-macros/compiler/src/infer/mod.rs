//! Inference: from the resolved tree to typed HIR.
//!
//! Types flow forward, from the arguments of a call to its result, and every function is inferred anew
//! for each tuple of argument types that it is called with (an *instance*). A loop's variables and a
//! recursive function's result start at the least type and grow to a fixed point; instances whose
//! callee's result grew are inferred again. What cannot be named by one Rust type becomes `Any`.
//!
//! A type error is reported when it is proved: when the operation fails in *every* instance in which its
//! place is reached. Where it fails in some instances only, those raise the error when they run.

mod abreast;
mod access;
mod associative;
mod call;
mod change;
mod comparable;
mod comprehension;
mod construct;
mod convert;
mod cut;
mod declared;
mod demand;
mod dispatch;
mod endless;
mod ends;
mod errors;
mod expr;
mod faults;
mod forms;
mod host;
mod instance;
mod known;
mod lambda;
mod lookup;
mod loops;
mod matching;
mod narrow;
mod numeric;
mod parts;
mod pattern;
mod range;
mod scheme;
mod sequence;
mod shape;
mod special;
mod spread;
mod update;
mod verdict;

pub(crate) use sequence::may_fail;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use demand::Demands;
use rtfs_rt::reader::Span;
use rtfs_rt::schema::Signature;

use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::hir::{
    Entry, Function, Hir, HirKind, Inst, InstId, Label, Module, Prim, Recursion, Subject, Use,
    VarId, VarInfo,
};
use crate::types::{Closure, MAX_FIELDS, MAX_TUPLE, Ty, join};

/// More instances of one function than this, and its arguments are taken as dynamic.
const MAX_INSTANCES: usize = 16;
/// A loop's variables that still grow after this many rounds become dynamic.
const MAX_ROUNDS: usize = 8;

/// A result that is found to contain itself more often than this, in another way each time, becomes dynamic.
const MAX_FOLDS: usize = 3;

/// Infers a resolved program.
pub fn infer(program: &Program) -> (Module, Vec<Diagnostic>) {
    let mut infer = Infer {
        program,
        demands: Demands::of(program),
        insts: Vec::new(),
        keys: HashMap::new(),
        again: BTreeSet::new(),
        counts: HashMap::new(),
        signatures: Vec::new(),
        functions: BTreeMap::new(),
    };
    let mut module = infer.program();
    module.functions = std::mem::take(&mut infer.functions);
    let mut diagnostics = infer.proved_faults(&module);
    diagnostics.extend(infer.endless_walks(&module));
    let module = infer.finish(module);
    (module, diagnostics)
}

/// What an instance is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Origin {
    Fn(FnId, usize),
    /// Where Rust enters such an arity, if it looks at its arguments.
    Dispatch(FnId, usize),
    Const(ConstId),
    Body,
    /// An exported function whose result holds functions: as dynamic ones, for Rust.
    Entry(FnId, usize),
    /// A function value entered with dynamic arguments.
    Dynamic {
        has_rest: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    origin: Origin,
    captures: Vec<Ty>,
    args: Vec<Ty>,
}

/// An operation that cannot succeed.
#[derive(Clone, Debug)]
struct Fault {
    span: Span,
    diagnostic: Diagnostic,
}

struct InstState {
    key: Key,
    result: Ty,
    /// How often the result was found to contain what it was before.
    folds: usize,
    is_active: bool,
    callers: BTreeSet<InstId>,
    inst: Option<Inst>,
    faults: Vec<Fault>,
    passed: Vec<Span>,
}

struct Infer<'p> {
    program: &'p Program,
    demands: Demands,
    insts: Vec<InstState>,
    keys: HashMap<Key, InstId>,
    /// Instances to infer again, since the result of a callee grew.
    again: BTreeSet<InstId>,
    /// How many instances a function has.
    counts: HashMap<FnId, usize>,
    /// The function types that values are under.
    signatures: Vec<Arc<Signature>>,
    /// The functions that became dynamic.
    functions: BTreeMap<Rc<Closure>, Function>,
}

/// What is known while one instance is inferred.
struct Cx {
    id: InstId,
    env: HashMap<LocalId, VarId>,
    vars: Vec<VarInfo>,
    loops: Vec<LoopCx>,
    /// Where the variables of a loop arrived before: loops inside loops start there.
    memo: HashMap<LoopId, Vec<Ty>>,
    labels: u32,
    faults: Vec<Fault>,
    passed: Vec<Span>,
    /// The function whose tail calls of itself are rounds of its loop.
    self_loop: Option<(FnId, usize, LoopId)>,
    /// Inside `(:parallel e)`, with the wished grain.
    parallel: Option<Option<Hir>>,
    /// The sequences that a test around has found to have elements.
    filled: Vec<LocalId>,
}

struct LoopCx {
    id: LoopId,
    label: Label,
    types: Vec<Ty>,
    seen: Vec<Ty>,
    recurred: bool,
    /// Declared types of the variables, cast at each round.
    declared: Vec<Option<Annotation>>,
    names: Vec<Rc<str>>,
}

impl Cx {
    fn new(id: InstId) -> Cx {
        Cx {
            id,
            env: HashMap::new(),
            vars: Vec::new(),
            loops: Vec::new(),
            memo: HashMap::new(),
            labels: 0,
            faults: Vec::new(),
            passed: Vec::new(),
            self_loop: None,
            parallel: None,
            filled: Vec::new(),
        }
    }

    fn new_var(&mut self, name: &str, span: Span, ty: Ty) -> VarId {
        self.vars.push(VarInfo {
            name: name.into(),
            span,
            ty,
            is_ref: false,
            known: None,
        });
        VarId(self.vars.len() as u32 - 1)
    }

    fn new_ref(&mut self, name: &str, span: Span, ty: Ty) -> VarId {
        let var = self.new_var(name, span, ty);
        self.vars[var.0 as usize].is_ref = true;
        var
    }

    fn ty(&self, var: VarId) -> &Ty {
        &self.vars[var.0 as usize].ty
    }

    fn var(&self, var: VarId, span: Span) -> Hir {
        Hir::new(
            HirKind::Var(var, Use::Undecided),
            self.ty(var).clone(),
            span,
        )
    }

    fn new_label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }
}

// ---- small makers

fn literal(lit: Lit, span: Span) -> Hir {
    let ty = match &lit {
        Lit::Nil => Ty::Nil,
        Lit::Bool(_) => Ty::Bool,
        Lit::Int(_) => Ty::Int,
        Lit::Float(_) => Ty::Float,
        Lit::Str(_) => Ty::Str,
        Lit::Keyword(_) => Ty::Keyword,
        Lit::Symbol(_) => Ty::Symbol,
        Lit::Inst(..) => Ty::Inst,
        Lit::Uuid(_) => Ty::Uuid,
        Lit::Regex(_, matches) => Ty::regex(matches.clone()),
    };
    Hir::new(HirKind::Lit(lit), ty, span)
}

/// What stands where an error was reported: it has no value, so that nothing is said of what uses it.
fn broken(span: Span) -> Hir {
    let kind = HirKind::Raise {
        kind: "Undefined",
        message: "a program that does not compile".into(),
    };
    Hir::new(kind, Ty::Never, span)
}

/// What stands for a value that does not arrive.
fn uncomputed(span: Span) -> Hir {
    let kind = HirKind::Raise {
        kind: "Undefined",
        message: "a value that is never computed".into(),
    };
    Hir::new(kind, Ty::Never, span)
}

fn known_function(closure: Closure, span: Span) -> Hir {
    Hir::new(
        HirKind::Closure(Vec::new()),
        Ty::Closure(Rc::new(closure)),
        span,
    )
}

/// A binding around a body.
fn bind(var: VarId, value: Hir, body: Hir) -> Hir {
    let (ty, span) = (body.ty.clone(), body.span);
    Hir::new(HirKind::Let(var, Box::new(value), Box::new(body)), ty, span)
}

/// Expressions one after the other; what follows one that does not return is dropped, and so is what has no effect.
fn sequence(parts: Vec<Hir>, span: Span) -> Hir {
    let mut kept: Vec<Hir> = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (i, part) in parts.into_iter().enumerate() {
        let stops = part.ty.is_never();
        if i == last || stops || !is_trivial(&part) {
            kept.push(part);
        }
        if stops {
            break;
        }
    }
    match kept.len() {
        0 => literal(Lit::Nil, span),
        1 => kept.remove(0),
        _ => {
            let ty = kept[kept.len() - 1].ty.clone();
            Hir::new(HirKind::Do(kept), ty, span)
        }
    }
}

/// Whether a node does nothing but be a value.
fn is_trivial(h: &Hir) -> bool {
    matches!(h.kind, HirKind::Lit(_) | HirKind::Var(..))
        || matches!(&h.kind, HirKind::Closure(parts) if parts.iter().all(is_trivial))
}

fn assert_node(condition: Hir, message: Option<Hir>, text: &str, span: Span) -> Hir {
    if condition.ty.is_never() {
        return condition;
    }
    let kind = HirKind::Assert {
        condition: Box::new(condition),
        message: message.map(Box::new),
        text: text.into(),
    };
    Hir::new(kind, Ty::Nil, span)
}

/// Whether a variable occurs.
fn uses(h: &Hir, var: VarId) -> bool {
    let mut found = false;
    h.walk(&mut |h| found |= matches!(h.kind, HirKind::Var(v, _) if v == var));
    found
}

fn rename(body: &mut Hir, renamed: &BTreeMap<InstId, InstId>) {
    body.walk_mut(&mut |h| {
        if let HirKind::Call { inst, .. } = &mut h.kind {
            *inst = renamed.get(inst).copied().unwrap_or(*inst);
        }
    });
}
