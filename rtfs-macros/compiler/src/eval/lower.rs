//! Lowering: from the tree to the evaluator's code.
//!
//! A frame is laid out when its function is lowered: captured locals first, in the order of the
//! function's captures, then parameters, then every other local as it is met. A literal collection
//! without anything to compute is one value.

use std::collections::HashMap;
use std::sync::Arc;

use rtfs_rt::{Keyword, List, Map, Value, Vector, library};

use super::chain;
use super::check::{Check, Construct};
use super::code::*;
use super::machine;
use crate::ast::{self, Expr, ExprKind, FnId, LocalId, Program, StructId};

/// Lowers a whole program.
pub(super) fn lower(program: &Program) -> Code {
    let fns = (0..program.fns.len())
        .map(|i| function(program, FnId(i as u32)))
        .collect();
    let consts = program
        .consts
        .iter()
        .map(|def| {
            let mut frame = Frame::new(program);
            let value = frame.node(&def.value, false);
            let op = match &def.annotation {
                Some(annotation) => Op::Cast(
                    Box::new(value),
                    Arc::new(Check::of(annotation, program)),
                    (&*def.name).into(),
                ),
                None => return frame.global(value),
            };
            let span = def.value.span;
            frame.global(Node { op, span })
        })
        .collect();
    let body = program.body.as_ref().map(|body| {
        let mut frame = Frame::new(program);
        let value = frame.node(body, false);
        frame.global(value)
    });
    Code { fns, consts, body }
}

fn function(program: &Program, id: FnId) -> Function {
    let def = &program.fns[id.index()];
    Function {
        name: (&*def.name).into(),
        arities: def
            .arities
            .iter()
            .map(|arity| lower_arity(program, def, arity))
            .collect(),
    }
}

fn lower_arity(program: &Program, def: &ast::FnDef, arity: &ast::Arity) -> Arity {
    let mut frame = Frame::new(program);
    for &local in &def.captures {
        frame.slot(local);
    }
    let mut casts = Vec::new();
    for param in arity.params.iter().chain(&arity.rest) {
        let slot = frame.slot(param.local);
        let is_rest = arity.rest.as_ref().is_some_and(|r| r.local == param.local);
        if let Some(annotation) = &param.annotation {
            let check = Check::of(annotation, program);
            let check = if is_rest {
                // The type of each argument that is left; together they are a list, or nil.
                Check::Option(Box::new(Check::List(Box::new(check))))
            } else {
                check
            };
            casts.push(Cast {
                slot,
                check: Arc::new(check),
                name: (&*program.locals[param.local.index()].name).into(),
                span: program.locals[param.local.index()].span,
            });
        }
    }
    frame.loops.insert(
        arity.loop_id.0,
        LoopVars {
            slots: (def.captures.len()..frame.size).collect(),
            casts: casts.clone(),
        },
    );
    let body = frame.node(&arity.body, true);
    Arity {
        captures: def.captures.len(),
        params: arity.params.len(),
        has_rest: arity.rest.is_some(),
        frame: frame.size,
        casts,
        result: arity
            .result
            .as_ref()
            .map(|a| Arc::new(Check::of(a, program))),
        loop_id: arity.loop_id.0,
        body,
    }
}

/// What a `recur` sets.
struct LoopVars {
    slots: Vec<Slot>,
    casts: Vec<Cast>,
}

/// The frame of one function, as far as it is laid out.
pub(super) struct Frame<'p> {
    program: &'p Program,
    slots: HashMap<LocalId, Slot>,
    size: usize,
    loops: HashMap<u32, LoopVars>,
}

impl<'p> Frame<'p> {
    fn new(program: &'p Program) -> Frame<'p> {
        Frame {
            program,
            slots: HashMap::new(),
            size: 0,
            loops: HashMap::new(),
        }
    }

    fn global(self, value: Node) -> Global {
        Global {
            value,
            frame: self.size,
        }
    }

    pub(super) fn slot(&mut self, local: LocalId) -> Slot {
        let next = self.size;
        let slot = *self.slots.entry(local).or_insert(next);
        self.size = self.size.max(slot + 1);
        slot
    }

    fn nodes(&mut self, items: &[Expr]) -> Vec<Node> {
        items.iter().map(|e| self.node(e, false)).collect()
    }

    pub(super) fn boxed(&mut self, e: &Expr) -> Box<Node> {
        Box::new(self.node(e, false))
    }

    fn optional(&mut self, e: Option<&Expr>, is_tail: bool) -> Option<Box<Node>> {
        e.map(|e| Box::new(self.node(e, is_tail)))
    }

    pub(super) fn node(&mut self, e: &Expr, is_tail: bool) -> Node {
        let op = match &e.kind {
            ExprKind::Error => Op::Compiled("a program that does not compile".into()),
            ExprKind::Lit(lit) => Op::Value(lit.value()),
            ExprKind::Local(id) => Op::Slot(self.slot(*id)),
            ExprKind::FnRef(id) | ExprKind::Fn(id) => Op::Function(id.0, self.captured(*id)),
            ExprKind::Const(id) => match self.program.consts[id.index()].local {
                Some(local) => Op::Slot(self.slot(local)),
                None => Op::Const(id.index()),
            },
            ExprKind::Library(name) => match library::lookup(name) {
                Some(f) => Op::Value(Value::Func(f.func())),
                None => Op::Compiled((*name).into()),
            },
            ExprKind::Constructor { id, positional } => {
                Op::Construct(construct(self.program, *id, *positional))
            }
            ExprKind::HostCall { .. } => Op::Compiled("a call of the host".into()),
            ExprKind::Extern(_) | ExprKind::RustFn(_) => Op::Compiled("a function of Rust".into()),
            ExprKind::Vector(items) => {
                let items = self.nodes(items);
                match values(&items) {
                    Some(items) => Op::Value(Value::Vector(Vector::from_vec(items))),
                    None => Op::Vector(items),
                }
            }
            ExprKind::List(items) => {
                let items = self.nodes(items);
                match values(&items) {
                    Some(items) => Op::Value(Value::List(List::from_vec(items))),
                    None => Op::List(items),
                }
            }
            ExprKind::Set(items) => {
                let items = self.nodes(items);
                match values(&items) {
                    Some(items) => Op::Value(Value::Set(items.into_iter().collect())),
                    None => Op::Set(items),
                }
            }
            ExprKind::Map(pairs) => self.map(pairs),
            ExprKind::If(c, t, f) => Op::If(Box::new([
                self.node(c, false),
                self.node(t, is_tail),
                self.node(f, is_tail),
            ])),
            ExprKind::Do(items) => Op::Do(self.sequence(items, is_tail)),
            ExprKind::Let(local, value, body) => {
                let value = self.node(value, false);
                let slot = self.slot(*local);
                Op::Let(slot, Box::new([value, self.node(body, is_tail)]))
            }
            ExprKind::Loop { id, vars, body } => self.loop_node(id.0, vars, body, is_tail),
            ExprKind::Recur { target, args } => {
                let args = self.nodes(args);
                match self.loops.get(&target.0) {
                    Some(vars) => Op::Recur {
                        id: target.0,
                        slots: vars.slots.clone(),
                        casts: vars.casts.clone(),
                        args,
                    },
                    None => Op::Compiled("a `recur` without its loop".into()),
                }
            }
            ExprKind::Call(callee, args) => self.call(callee, args, is_tail),
            ExprKind::Cast(value, annotation, name) => Op::Cast(
                self.boxed(value),
                Arc::new(Check::of(annotation, self.program)),
                (&**name).into(),
            ),
            ExprKind::Element(value, index) => Op::Element(self.boxed(value), place(*index)),
            ExprKind::Rest(value, index) => Op::Rest(self.boxed(value), place(*index)),
            ExprKind::Lookup(value, key, default) => Op::Lookup(
                Box::new([self.node(value, false), self.node(key, false)]),
                self.optional(default.as_deref(), false),
            ),
            ExprKind::For {
                clauses,
                body,
                is_for,
            } => Op::For {
                clauses: clauses.iter().map(|c| self.clause(c)).collect(),
                body: self.boxed(body),
                is_for: *is_for,
            },
            ExprKind::Case {
                value,
                arms,
                default,
            } => Op::Case {
                value: self.boxed(value),
                arms: arms
                    .iter()
                    .map(|(keys, result)| (self.nodes(keys), self.node(result, is_tail)))
                    .collect(),
                default: self.optional(default.as_deref(), is_tail),
            },
            ExprKind::Match { value, clauses } => self.matching(value, clauses, is_tail),
            ExprKind::NoClause(value, form) => Op::NoClause(self.boxed(value), form),
            ExprKind::Try {
                body,
                catches,
                finally,
                ..
            } => self.attempt(body, catches, finally.as_deref()),
            ExprKind::Parallel { branches, names } => Op::Branches(
                self.nodes(branches),
                names
                    .as_ref()
                    .map(|names| names.iter().map(|n| Keyword::new(n)).collect()),
            ),
            ExprKind::WithParallel { bindings, body } => {
                let bindings: Vec<_> = bindings
                    .iter()
                    .map(|(local, e)| (*local, self.node(e, false)))
                    .collect();
                let bindings = bindings
                    .into_iter()
                    .map(|(local, node)| (self.slot(local), node))
                    .collect();
                Op::Together(bindings, Box::new(self.node(body, is_tail)))
            }
            ExprKind::InParallel { body, grain } => {
                let mut parts: Vec<Node> = grain.iter().map(|g| self.node(g, false)).collect();
                parts.push(self.node(body, false));
                Op::Do(parts)
            }
            ExprKind::Dbg(value, text) => Op::Debug(self.boxed(value), text.as_str().into()),
            ExprKind::Is {
                form,
                message,
                text,
            } => self.is_node(form, message.as_deref(), text),
            ExprKind::Assert {
                form,
                message,
                text,
            } => Op::Assert {
                condition: self.boxed(form),
                message: self.optional(message.as_deref(), false),
                text: text.as_str().into(),
            },
            ExprKind::Testing(message, body) => {
                Op::Do(vec![self.node(message, false), self.node(body, false)])
            }
        };
        Node { op, span: e.span }
    }

    fn sequence(&mut self, items: &[Expr], is_tail: bool) -> Vec<Node> {
        let last = items.len().saturating_sub(1);
        items
            .iter()
            .enumerate()
            .map(|(i, e)| self.node(e, is_tail && i == last))
            .collect()
    }

    fn map(&mut self, pairs: &[(Expr, Expr)]) -> Op {
        let pairs: Vec<(Node, Node)> = pairs
            .iter()
            .map(|(k, v)| (self.node(k, false), self.node(v, false)))
            .collect();
        let constant: Option<Vec<(Value, Value)>> = pairs
            .iter()
            .map(|(k, v)| Some((constant(k)?.clone(), constant(v)?.clone())))
            .collect();
        match constant {
            Some(pairs) => Op::Value(Value::Map(Map::from_iter(pairs))),
            None => Op::Map(pairs),
        }
    }

    fn loop_node(&mut self, id: u32, vars: &[(LocalId, Expr)], body: &Expr, is_tail: bool) -> Op {
        let mut inits = Vec::new();
        let mut casts = Vec::new();
        for (local, init) in vars {
            let node = self.node(init, false);
            inits.push((*local, node));
            if let ExprKind::Cast(_, annotation, name) = &init.kind {
                let check = Arc::new(Check::of(annotation, self.program));
                casts.push((*local, check, &**name));
            }
        }
        let vars: Vec<(Slot, Node)> = inits
            .into_iter()
            .map(|(local, node)| (self.slot(local), node))
            .collect();
        let casts = casts
            .into_iter()
            .map(|(local, check, name)| Cast {
                slot: self.slot(local),
                check,
                name: name.into(),
                span: self.program.locals[local.index()].span,
            })
            .collect();
        let slots = vars.iter().map(|(slot, _)| *slot).collect();
        self.loops.insert(id, LoopVars { slots, casts });
        let body = Box::new(self.node(body, is_tail));
        Op::Loop { id, vars, body }
    }

    fn call(&mut self, callee: &Expr, args: &[Expr], is_tail: bool) -> Op {
        if let Some(op) = chain::consumer(self, callee, args) {
            return op;
        }
        let callee = match &callee.kind {
            ExprKind::FnRef(id) | ExprKind::Fn(id) => Callee::Function(id.0, self.captured(*id)),
            ExprKind::Library(name) => match (library::lookup(name), machine::own(name)) {
                (Some(f), _) => Callee::Library(f),
                (None, Some(own)) => Callee::Own(own),
                (None, None) => Callee::Value(self.boxed(callee)),
            },
            ExprKind::Constructor { id, positional } => {
                Callee::Construct(construct(self.program, *id, *positional))
            }
            _ => Callee::Value(self.boxed(callee)),
        };
        Op::Call {
            callee,
            args: self.nodes(args),
            is_tail,
        }
    }

    /// Where the frame holds what a function captures: all of it is in scope where the function is named.
    fn captured(&mut self, id: FnId) -> Vec<Slot> {
        let captures = &self.program.fns[id.index()].captures;
        captures.iter().map(|local| self.slot(*local)).collect()
    }

    fn clause(&mut self, clause: &ast::Clause) -> Clause {
        match clause {
            ast::Clause::Each(local, e) => {
                let source = match chain::endless(self, e) {
                    Some(chain) => Source::Endless(chain),
                    None => Source::Sequence(self.node(e, false)),
                };
                Clause::Each(self.slot(*local), source)
            }
            ast::Clause::Let(local, e) => {
                let value = self.node(e, false);
                Clause::Let(self.slot(*local), value)
            }
            ast::Clause::When(e) => Clause::When(self.node(e, false)),
            ast::Clause::While(e) => Clause::While(self.node(e, false)),
        }
    }

    /// A comparison shows both sides when it fails.
    fn is_node(&mut self, form: &Expr, message: Option<&Expr>, text: &str) -> Op {
        let message = self.optional(message, false);
        if let ExprKind::Call(f, args) = &form.kind
            && matches!(f.kind, ExprKind::Library("="))
            && let [left, right] = &args[..]
        {
            return Op::AssertEq {
                sides: Box::new([self.node(left, false), self.node(right, false)]),
                message,
                text: text.into(),
            };
        }
        Op::Assert {
            condition: self.boxed(form),
            message,
            text: text.into(),
        }
    }
}

fn construct(program: &Program, id: StructId, positional: bool) -> Arc<Construct> {
    let def = &program.structs[id.index()];
    let fields = def
        .fields
        .iter()
        .map(|f| (Keyword::new(&f.key), Check::field(f, program)));
    Arc::new(Construct {
        name: (&*def.name).into(),
        fields: fields.collect(),
        positional,
    })
}

fn place(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

fn constant(node: &Node) -> Option<&Value> {
    match &node.op {
        Op::Value(value) => Some(value),
        _ => None,
    }
}

fn values(items: &[Node]) -> Option<Vec<Value>> {
    items.iter().map(|n| constant(n).cloned()).collect()
}
