//! Depth: a call in a call in a call, some hundred deep, is bound step by step.
//!
//! Emission puts what may fail into macros of the runtime, operands and all, and rustc expands macros in macros to a depth of
//! 128 only. So where operands are nested deeper than [`DEEP`], their values are bound before the operation, in order:
//!
//! ```text
//! (let [a (f …), b (f a)] (f b))
//! ```
//!
//! Runs after `order`, whose promise it keeps: checks stay where they are, around what is bound. After this pass no operand
//! that is itself evaluated in macros nests deeper than that, but for what stands in the bodies of functions that are passed on.

use std::collections::{BTreeMap, VecDeque};

use crate::hir::{Hir, HirKind, Module, VarId, VarInfo};
use crate::order::{bind, change_value, is_still, operands};

/// As many operations as may stand in each other: each is two or three macros at most.
const DEEP: usize = 24;

/// A variable and the value that is bound to it.
type Step = (VarId, Hir);

/// Binds the operands that nest too deep.
pub(crate) fn flatten(module: &mut Module) {
    for inst in &mut module.insts {
        let mut flat = Flat {
            vars: &mut inst.vars,
            after: BTreeMap::new(),
        };
        flat.visit(&mut inst.body);
        flat.write(&mut inst.body);
    }
}

/// What has been bound so far in an instance.
///
/// An operation around a sequence of steps takes the steps over and adds its own. So that it need not look for their end,
/// only the first of a sequence stands in the tree, as a `let`, until all is visited.
struct Flat<'i> {
    vars: &'i mut Vec<VarInfo>,
    /// The steps after each first one.
    after: BTreeMap<VarId, VecDeque<Step>>,
}

impl Flat<'_> {
    /// How many operations stand in each other, once those that are too many are bound.
    fn visit(&mut self, h: &mut Hir) -> usize {
        let mut depth = 0;
        h.children_mut(&mut |part| depth = depth.max(self.visit(part)));
        match h.kind {
            // What is bound, or stands in a block or a branch, is in no macro of these.
            HirKind::Let(..) | HirKind::Do(_) | HirKind::If(..) => return depth,
            _ if depth < DEEP => return depth + 1,
            _ => {}
        }
        let mut bound = VecDeque::new();
        for operand in parts(&mut h.kind) {
            change_value(operand, &mut |value| {
                if !is_still(value) {
                    let (var, value) = bind(value, self.vars);
                    let (mut steps, value) = self.taken(value);
                    steps.push_back((var, value));
                    bound = joined(std::mem::take(&mut bound), steps);
                }
            });
        }
        let Some((first, value)) = bound.pop_front() else {
            return depth + 1;
        };
        self.after.insert(first, bound);
        put_before(h, (first, value));
        depth
    }

    /// The steps that a value begins with, and what is left of it: one sequence of steps, and not steps within steps.
    fn taken(&mut self, value: Hir) -> (VecDeque<Step>, Hir) {
        match value.kind {
            HirKind::Let(first, of, body) if self.after.contains_key(&first) => {
                let mut steps = self.after.remove(&first).unwrap_or_default();
                steps.push_front((first, *of));
                (steps, *body)
            }
            _ => (VecDeque::new(), value),
        }
    }

    /// Writes the steps after each first one into the tree.
    fn write(&mut self, h: &mut Hir) {
        if let HirKind::Let(first, _, body) = &mut h.kind
            && let Some(after) = self.after.remove(first)
        {
            after
                .into_iter()
                .rev()
                .for_each(|step| put_before(body, step));
        }
        h.children_mut(&mut |part| self.write(part));
    }
}

/// One sequence behind the other: the shorter one is put to the longer one.
fn joined(mut before: VecDeque<Step>, mut steps: VecDeque<Step>) -> VecDeque<Step> {
    if before.len() < steps.len() {
        before
            .into_iter()
            .rev()
            .for_each(|step| steps.push_front(step));
        return steps;
    }
    before.extend(steps);
    before
}

/// Binds a variable around a node.
fn put_before(h: &mut Hir, (var, value): Step) {
    let (ty, span) = (h.ty.clone(), h.span);
    let body = std::mem::replace(h, Hir::new(HirKind::Do(Vec::new()), ty.clone(), span));
    *h = Hir::new(HirKind::Let(var, Box::new(value), Box::new(body)), ty, span);
}

/// What an operation evaluates before it, in order.
fn parts(kind: &mut HirKind) -> Vec<&mut Hir> {
    match kind {
        HirKind::CallDyn { f, args } => std::iter::once(&mut **f).chain(args).collect(),
        HirKind::Tuple(items)
        | HirKind::Vector(items)
        | HirKind::List(items)
        | HirKind::Set(items)
        | HirKind::Record(items) => items.iter_mut().collect(),
        kind => operands(kind),
    }
}
