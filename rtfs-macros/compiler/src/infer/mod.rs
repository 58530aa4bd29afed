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
mod convert;
mod cut;
mod declared;
mod demand;
mod dispatch;
mod endless;
mod errors;
mod host;
mod known;
mod lambda;
mod lookup;
mod matching;
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

use rtfs_rt::reader::Span;
use rtfs_rt::schema::Signature;

use crate::ast::*;
use crate::diagnostic::Diagnostic;
use crate::hir::{
    Entry, Function, Hir, HirKind, Inst, InstId, Label, Module, Prim, Recursion, Use, VarId,
    VarInfo,
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

impl<'p> Infer<'p> {
    fn program(&mut self) -> Module {
        let program = self.program;
        let mut module = Module::default();
        let structs = program.structs.iter().enumerate();
        module.nodes = structs
            .filter(|(_, def)| def.is_node)
            .map(|(index, _)| StructId(index as u32))
            .collect();
        for export in &program.exports {
            match *export {
                Export::Fn(id) => {
                    for (index, arity) in program.fns[id.index()].arities.iter().enumerate() {
                        let args = demand::entry_types(program, arity);
                        let looks =
                            args.contains(&Ty::Any) && demand::hints(program, arity).is_some();
                        let origin = if demand::is_checked(arity) {
                            Origin::Entry(id, index)
                        } else if looks {
                            Origin::Dispatch(id, index)
                        } else {
                            Origin::Fn(id, index)
                        };
                        let inst = self.instance(origin, Vec::new(), args.clone());
                        self.settle();
                        let holds_function = self.insts[inst.0 as usize].result.holds_closure();
                        let inst = if holds_function {
                            self.instance(Origin::Entry(id, index), Vec::new(), args)
                        } else {
                            inst
                        };
                        module.entries.push(Entry { id, inst });
                    }
                }
                Export::Const(id) => {
                    let inst = self.instance(Origin::Const(id), Vec::new(), Vec::new());
                    self.settle();
                    let result = self.insts[inst.0 as usize].result.clone();
                    self.functions_become_dynamic(&result, &result.exported());
                    module.consts.push((id, inst));
                }
                Export::Struct(_) | Export::Type(_) => {}
            }
        }
        for &id in &program.tests {
            let inst = self.instance(Origin::Fn(id, 0), Vec::new(), Vec::new());
            module.tests.push((id, inst));
        }
        if program.body.is_some() {
            let args = program
                .captures
                .iter()
                .filter(|c| c.local.is_some())
                .map(|c| c.declared.clone().unwrap_or(Ty::Any));
            let args = args.collect();
            module.body = Some(self.instance(Origin::Body, Vec::new(), args));
        }
        self.settle();
        // What nothing calls is still checked, at the types that its own uses ask for.
        for (index, def) in program.fns.iter().enumerate() {
            let id = FnId(index as u32);
            if def.is_top && def.captures.is_empty() && !self.counts.contains_key(&id) {
                for (index, arity) in def.arities.iter().enumerate() {
                    let args = demand::entry_types(program, arity);
                    self.instance(Origin::Fn(id, index), Vec::new(), args);
                }
            }
        }
        self.settle();
        for (key, inst) in &self.keys {
            if let Origin::Const(id) = key.origin
                && !module.consts.iter().any(|(c, _)| *c == id)
            {
                module.consts.push((id, *inst));
            }
        }
        module.consts.sort();
        module
    }

    /// Infers again what saw a result that has grown since.
    fn settle(&mut self) {
        while let Some(id) = self.again.pop_first() {
            self.infer_instance(id);
        }
    }

    /// The instance of a function at argument types, inferred unless it is being inferred.
    fn instance(&mut self, origin: Origin, captures: Vec<Ty>, args: Vec<Ty>) -> InstId {
        let mut key = Key {
            origin,
            captures,
            args,
        };
        if let Some(&id) = self.keys.get(&key) {
            return id;
        }
        if let Origin::Fn(f, _) = key.origin {
            let count = self.counts.entry(f).or_insert(0);
            *count += 1;
            if *count > MAX_INSTANCES {
                let scalar = |t: &Ty| t.is_scalar() || matches!(t, Ty::Int | Ty::Str | Ty::Func);
                let hard = *count > 2 * MAX_INSTANCES;
                let hardest = *count > 3 * MAX_INSTANCES;
                for t in &mut key.args {
                    *t = match t {
                        Ty::Closure(_) if hardest => Ty::Func,
                        Ty::Closure(_) => continue,
                        t if scalar(t) && !hard => continue,
                        _ => Ty::Any,
                    };
                }
                if let Some(&id) = self.keys.get(&key) {
                    return id;
                }
            }
        }
        let id = InstId(self.insts.len() as u32);
        self.insts.push(InstState {
            key: key.clone(),
            result: Ty::Never,
            folds: 0,
            is_active: false,
            callers: BTreeSet::new(),
            inst: None,
            faults: Vec::new(),
            passed: Vec::new(),
        });
        self.keys.insert(key, id);
        self.infer_instance(id);
        id
    }

    /// The result type of an instance as known now; the caller is inferred again if it grows.
    fn result_of(&mut self, id: InstId, caller: InstId) -> Ty {
        let state = &mut self.insts[id.0 as usize];
        state.callers.insert(caller);
        state.result.clone()
    }

    fn infer_instance(&mut self, id: InstId) {
        let state = &mut self.insts[id.0 as usize];
        if state.is_active {
            self.again.insert(id);
            return;
        }
        state.is_active = true;
        let key = state.key.clone();
        loop {
            self.again.remove(&id);
            let mut cx = Cx::new(id);
            let (name, params, body) = match key.origin {
                Origin::Fn(f, index) => self.fn_instance(&mut cx, f, index, &key),
                Origin::Dispatch(f, index) => self.dispatch_instance(&mut cx, f, index, &key),
                Origin::Const(c) => self.const_instance(&mut cx, c),
                Origin::Body => self.body_instance(&mut cx, &key),
                Origin::Entry(f, index) => self.entry_instance(&mut cx, f, index, &key),
                Origin::Dynamic { has_rest } => self.dynamic_instance(&mut cx, &key, has_rest),
            };
            let before = self.insts[id.0 as usize].result.clone();
            let result = self.grown(id, &before, &body.ty);
            let body = self.coerce(body, &result);
            let inst = Inst {
                name,
                borrowed: vec![false; params.len()],
                params,
                vars: cx.vars,
                views: BTreeMap::new(),
                result: result.clone(),
                body,
                labels: cx.labels,
                has_effects: false,
                calls_host: false,
                recursion: Recursion::default(),
            };
            let state = &mut self.insts[id.0 as usize];
            state.inst = Some(inst);
            state.faults = cx.faults;
            state.passed = cx.passed;
            if result != before {
                state.result = result;
                self.again.extend(state.callers.iter().copied());
            }
            if !self.again.contains(&id) {
                break;
            }
        }
        self.insts[id.0 as usize].is_active = false;
    }

    /// The result of an instance that has been inferred once more: one that contains what it was before is a node.
    fn grown(&mut self, id: InstId, before: &Ty, now: &Ty) -> Ty {
        let both = join(before, now);
        let Some(node) = Ty::grown(before, &both) else {
            return both.bounded();
        };
        let state = &mut self.insts[id.0 as usize];
        state.folds += 1;
        match state.folds <= MAX_FOLDS {
            true => node,
            false => Ty::Any,
        }
    }

    fn fn_instance(
        &mut self,
        cx: &mut Cx,
        f: FnId,
        index: usize,
        key: &Key,
    ) -> (Rc<str>, Vec<VarId>, Hir) {
        let program = self.program;
        let def = &program.fns[f.index()];
        let Some(arity) = def.arities.get(index) else {
            return (def.name.clone(), Vec::new(), broken(def.span));
        };
        let mut params = Vec::new();
        for (&local, ty) in def.captures.iter().zip(&key.captures) {
            let info = &program.locals[local.index()];
            let var = cx.new_var(&info.name, info.span, ty.clone());
            cx.env.insert(local, var);
            params.push(var);
        }
        let mut args = Vec::new();
        for (param, ty) in arity.params.iter().chain(&arity.rest).zip(&key.args) {
            let info = &program.locals[param.local.index()];
            let var = cx.new_var(&info.name, info.span, ty.clone());
            // Every caller has checked what it passes.
            let annotation = self.param_annotation(arity, param);
            cx.vars[var.0 as usize].known = annotation.filter(|a| a.is_refined).map(|a| a.schema);
            params.push(var);
            args.push(cx.var(var, info.span));
        }
        cx.self_loop = Some((f, index, arity.loop_id));
        let body = self.arity_body(cx, arity, args);
        (def.name.clone(), params, body)
    }

    fn entry_instance(
        &mut self,
        cx: &mut Cx,
        f: FnId,
        index: usize,
        key: &Key,
    ) -> (Rc<str>, Vec<VarId>, Hir) {
        let def = &self.program.fns[f.index()];
        let arity = &def.arities[index];
        let mut params = Vec::new();
        let mut args = Vec::new();
        for (param, ty) in arity.params.iter().chain(&arity.rest).zip(&key.args) {
            let info = &self.program.locals[param.local.index()];
            let var = cx.new_var(&info.name, info.span, ty.clone());
            params.push(var);
            args.push(cx.var(var, info.span));
        }
        let callee = self.closure(cx, f, def.span);
        let mut call = self.call_instance(cx, f, index, &callee, &[], args, def.span, false);
        // No form of the program stands for the call.
        if matches!(call.kind, HirKind::Call { .. }) {
            call.span = Span::default();
        }
        let body = if call.ty.holds_closure() {
            let exported = call.ty.exported();
            let converted = self.coerce(call, &exported);
            Hir {
                span: def.span,
                ..converted
            }
        } else {
            call
        };
        (def.name.clone(), params, body)
    }

    fn const_instance(&mut self, cx: &mut Cx, id: ConstId) -> (Rc<str>, Vec<VarId>, Hir) {
        let program = self.program;
        let def = &program.consts[id.index()];
        let value = self.expr(cx, &def.value, false);
        let value = match &def.annotation {
            Some(annotation) => self.cast_to(cx, value, annotation, &def.name),
            None => {
                let ty = value.ty.settled();
                self.coerce(value, &ty)
            }
        };
        (def.name.clone(), Vec::new(), value)
    }

    fn body_instance(&mut self, cx: &mut Cx, key: &Key) -> (Rc<str>, Vec<VarId>, Hir) {
        let program = self.program;
        let mut params = Vec::new();
        let locals = program.captures.iter().filter_map(|c| c.local);
        for (local, ty) in locals.zip(&key.args) {
            let info = &program.locals[local.index()];
            let var = cx.new_var(&info.name, info.span, ty.clone());
            cx.env.insert(local, var);
            params.push(var);
        }
        let body = match &program.body {
            Some(body) => self.expr(cx, body, false),
            None => Hir::new(HirKind::Lit(Lit::Nil), Ty::Nil, Span::default()),
        };
        let body = if body.ty.holds_closure() {
            // For Rust, a function is a dynamic one.
            let exported = body.ty.exported();
            self.coerce(body, &exported)
        } else {
            body
        };
        ("block".into(), params, body)
    }

    /// Type errors of places that fail wherever they are reached.
    fn proved_faults(&self, module: &Module) -> Vec<Diagnostic> {
        let reached = self.reached(module);
        let mut failed: BTreeMap<(u32, u32), Diagnostic> = BTreeMap::new();
        let mut passed: BTreeSet<(u32, u32)> = BTreeSet::new();
        for id in &reached {
            let state = &self.insts[id.0 as usize];
            for fault in &state.faults {
                failed
                    .entry((fault.span.start, fault.span.end))
                    .or_insert_with(|| fault.diagnostic.clone());
            }
            passed.extend(state.passed.iter().map(|s| (s.start, s.end)));
        }
        failed
            .into_iter()
            .filter(|(place, _)| !passed.contains(place))
            .map(|(_, d)| d)
            .collect()
    }

    /// Walks without an end, which would run for ever: one error for each producer.
    fn endless_walks(&self, module: &Module) -> Vec<Diagnostic> {
        let mut found = BTreeMap::new();
        for id in self.reached(module) {
            let Some(inst) = &self.insts[id.0 as usize].inst else {
                continue;
            };
            inst.body.walk(&mut |h| {
                if let Some((var, name)) = endless::endless(h) {
                    let span = inst.vars[var.0 as usize].span;
                    found.entry((span.start, span.end)).or_insert_with(|| {
                        let message = format!("this `{name}` never ends, and nothing around it stops it");
                        let help = match name {
                            "range" => "give it an end, `(range n)`, or bound it with `take`, `take-while` or `first`",
                            "repeat" => "say how often, `(repeat n x)`, or bound it with `take` or `take-while`",
                            _ => "bound it with `take`, `take-while`, `first`, `nth` or `some` in the same chain",
                        };
                        Diagnostic::error("endless", message, span).with_help(help)
                    });
                }
            });
        }
        found.into_values().collect()
    }

    /// The instances that the roots reach, those of functions that nothing calls included.
    fn reached(&self, module: &Module) -> BTreeSet<InstId> {
        let mut work: Vec<InstId> = module.entries.iter().map(|e| e.inst).collect();
        work.extend(module.consts.iter().map(|(_, i)| *i));
        work.extend(module.tests.iter().map(|(_, i)| *i));
        work.extend(module.body);
        let called: BTreeSet<FnId> = self.fns_of(&self.reach(module, work.clone()));
        for (index, state) in self.insts.iter().enumerate() {
            if let Origin::Fn(f, _) = state.key.origin
                && !called.contains(&f)
                && self.program.fns[f.index()].is_top
            {
                work.push(InstId(index as u32));
            }
        }
        self.reach(module, work)
    }

    fn fns_of(&self, insts: &BTreeSet<InstId>) -> BTreeSet<FnId> {
        insts
            .iter()
            .filter_map(|i| match self.insts[i.0 as usize].key.origin {
                Origin::Fn(f, _) => Some(f),
                _ => None,
            })
            .collect()
    }

    fn reach(&self, module: &Module, mut work: Vec<InstId>) -> BTreeSet<InstId> {
        let mut reached = BTreeSet::new();
        while let Some(id) = work.pop() {
            if !reached.insert(id) {
                continue;
            }
            if let Some(inst) = &self.insts[id.0 as usize].inst {
                inst.body.walk(&mut |h| match &h.kind {
                    HirKind::Call { inst, .. } => work.push(*inst),
                    HirKind::Coerce(inner) => {
                        work.extend(module.conversion_calls(&inner.ty, &h.ty));
                    }
                    HirKind::Const(c) => {
                        let key = Key {
                            origin: Origin::Const(*c),
                            captures: Vec::new(),
                            args: Vec::new(),
                        };
                        work.extend(self.keys.get(&key));
                    }
                    _ => {}
                });
            }
        }
        reached
    }

    /// Only what the program runs, with ids in order of definition.
    fn finish(mut self, module: Module) -> Module {
        for state in &mut self.insts {
            if let Some(inst) = &mut state.inst {
                cut::cut(&mut inst.body);
            }
        }
        let mut roots: Vec<InstId> = module.entries.iter().map(|e| e.inst).collect();
        roots.extend(module.tests.iter().map(|(_, i)| *i));
        roots.extend(module.body);
        let exported: Vec<ConstId> = self
            .program
            .exports
            .iter()
            .filter_map(|e| {
                if let Export::Const(c) = e {
                    Some(*c)
                } else {
                    None
                }
            })
            .collect();
        roots.extend(
            module
                .consts
                .iter()
                .filter(|(c, _)| exported.contains(c))
                .map(|(_, i)| *i),
        );
        // Rust gets the functions in a constant as dynamic ones.
        for (id, inst) in &module.consts {
            let result = &self.insts[inst.0 as usize].result;
            if exported.contains(id) {
                roots.extend(module.conversion_calls(result, &result.exported()));
            }
        }
        let reached = self.reach(&module, roots);
        let renamed: BTreeMap<InstId, InstId> = reached
            .iter()
            .enumerate()
            .map(|(new, old)| (*old, InstId(new as u32)))
            .collect();
        let mut out = Module {
            entries: module
                .entries
                .iter()
                .map(|e| Entry {
                    id: e.id,
                    inst: renamed[&e.inst],
                })
                .collect(),
            consts: module
                .consts
                .iter()
                .filter_map(|(c, i)| Some((*c, *renamed.get(i)?)))
                .collect(),
            tests: module.tests.iter().map(|(f, i)| (*f, renamed[i])).collect(),
            body: module.body.map(|i| renamed[&i]),
            functions: module
                .functions
                .into_iter()
                .filter_map(|(closure, function)| {
                    Some((closure, function.renamed(&|i| renamed.get(&i).copied())?))
                })
                .collect(),
            insts: Vec::new(),
            nodes: module.nodes,
        };
        for (index, state) in self.insts.into_iter().enumerate() {
            if !reached.contains(&InstId(index as u32)) {
                continue;
            }
            if let Some(mut inst) = state.inst {
                rename(&mut inst.body, &renamed);
                out.insts.push(inst);
            }
        }
        out
    }

    // ---- faults

    /// A place that cannot succeed at these types: an error if that is so everywhere.
    fn fault(&self, cx: &mut Cx, span: Span, diagnostic: Diagnostic) -> Hir {
        let message = diagnostic.message.clone();
        let kind = match diagnostic.code {
            "arity" => "ArityError",
            _ => "TypeError",
        };
        self.note(cx, span, diagnostic);
        Hir::new(HirKind::Raise { kind, message }, Ty::Never, span)
    }

    /// A fault at a place where the program goes on.
    fn note(&self, cx: &mut Cx, span: Span, diagnostic: Diagnostic) {
        cx.faults.push(Fault { span, diagnostic });
    }

    /// A place that a fault elsewhere may name, and that can succeed here.
    fn pass(&self, cx: &mut Cx, span: Span) {
        cx.passed.push(span);
    }

    // ---- expressions

    fn expr(&mut self, cx: &mut Cx, e: &Expr, tail: bool) -> Hir {
        let h = self.typed_expr(cx, e, tail);
        if self.program.is_erased {
            return self.erased(h);
        }
        h
    }

    /// A value whose type is forgotten, but for what has no dynamic form: a function that is known, a walk
    /// without an end, what does not return.
    fn erased(&mut self, h: Hir) -> Hir {
        let stays = matches!(h.ty, Ty::Never | Ty::Closure(_)) || endless::is_endless_walk(&h);
        if stays {
            return h;
        }
        self.coerce(h, &Ty::Any)
    }

    fn typed_expr(&mut self, cx: &mut Cx, e: &Expr, tail: bool) -> Hir {
        let span = e.span;
        match &e.kind {
            ExprKind::Error => broken(span),
            ExprKind::Lit(lit) => literal(lit.clone(), span),
            ExprKind::Local(id) => self.local(cx, *id, span),
            ExprKind::FnRef(id) | ExprKind::Fn(id) => self.closure(cx, *id, span),
            ExprKind::Const(id) => self.constant(cx, *id, span),
            ExprKind::Library(name) => known_function(Closure::Library(name), span),
            ExprKind::Constructor { id, positional } => known_function(
                Closure::Constructor {
                    id: *id,
                    positional: *positional,
                },
                span,
            ),
            ExprKind::RustFn(index) => known_function(Closure::Rust(*index), span),
            ExprKind::Extern(index) => known_function(Closure::Extern(*index), span),
            ExprKind::Vector(items) => {
                let items = self.exprs(cx, items);
                self.vector_of(items, span)
            }
            ExprKind::List(items) => {
                let items = self.exprs(cx, items);
                let element = items.iter().fold(Ty::Never, |a, h| join(&a, &h.ty));
                let items = items
                    .into_iter()
                    .map(|h| self.coerce(h, &element))
                    .collect();
                Hir::new(HirKind::List(items), Ty::list(element), span)
            }
            ExprKind::Set(items) => {
                let items = self.exprs(cx, items);
                let element = items
                    .iter()
                    .fold(Ty::Never, |a, h| join(&a, &h.ty.settled()));
                let items = items
                    .into_iter()
                    .map(|h| self.coerce(h, &element))
                    .collect();
                Hir::new(HirKind::Set(items), Ty::set(element), span)
            }
            ExprKind::Map(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(k, v)| (self.expr(cx, k, false), self.expr(cx, v, false)))
                    .collect();
                self.map_of(pairs, span)
            }
            ExprKind::If(c, t, f) => self.if_expr(cx, c, t, f, span, tail),
            ExprKind::Do(items) => {
                let last = items.len() - 1;
                let parts = items
                    .iter()
                    .enumerate()
                    .map(|(i, e)| self.expr(cx, e, tail && i == last))
                    .collect();
                sequence(parts, span)
            }
            ExprKind::Let(local, value, body) => self.let_expr(cx, *local, value, body, tail),
            ExprKind::Loop { id, vars, body } => {
                let mut inits = Vec::new();
                for (local, init) in vars {
                    let (init, declared) = match &init.kind {
                        ExprKind::Cast(inner, annotation, name) => {
                            let value = self.expr(cx, inner, false);
                            (
                                self.cast_to(cx, value, annotation, name),
                                Some(annotation.clone()),
                            )
                        }
                        _ => (self.expr(cx, init, false), None),
                    };
                    inits.push((*local, init, declared));
                }
                self.loop_body(cx, *id, inits, body, span, tail)
            }
            ExprKind::Recur { target, args } => {
                let args = self.exprs(cx, args);
                self.recur(cx, *target, args, span)
            }
            ExprKind::Call(f, args) => self.call_expr(cx, f, args, span, tail),
            ExprKind::Cast(value, annotation, name) => {
                let value = self.expr(cx, value, false);
                self.cast_to(cx, value, annotation, name)
            }
            ExprKind::Element(value, index) => {
                let value = self.expr(cx, value, false);
                self.element(cx, value, *index, span)
            }
            ExprKind::Rest(value, index) => {
                let value = self.expr(cx, value, false);
                self.rest_from(cx, value, *index, span)
            }
            ExprKind::Lookup(value, key, default) => {
                let value = self.expr(cx, value, false);
                let key = self.expr(cx, key, false);
                let default = default.as_ref().map(|d| self.expr(cx, d, false));
                self.pattern_lookup(cx, value, key, default, span)
            }
            ExprKind::For {
                clauses,
                body,
                is_for,
            } => self.for_expr(cx, clauses, body, *is_for, span),
            ExprKind::Case {
                value,
                arms,
                default,
            } => self.case_expr(cx, value, arms, default.as_deref(), span, tail),
            ExprKind::Match { value, clauses } => self.match_expr(cx, value, clauses, span, tail),
            ExprKind::Try {
                body,
                catches,
                finally,
                gives_way,
            } => {
                let end = finally.as_deref().map(|e| (e, *gives_way));
                self.try_expr(cx, body, catches, end, span)
            }
            ExprKind::NoClause(value, form) => {
                let value = self.expr(cx, value, false);
                self.no_clause(value, form, span)
            }
            ExprKind::Parallel { branches, names } => {
                let branches = self.exprs(cx, branches);
                self.parallel(cx, branches, names.as_deref(), span)
            }
            ExprKind::WithParallel { bindings, body } => {
                self.with_parallel(cx, bindings, body, span, tail)
            }
            ExprKind::InParallel { body, grain } => {
                let grain = grain.as_ref().map(|g| {
                    let g = self.expr(cx, g, false);
                    self.to_int(cx, g, ":grain")
                });
                let before = cx.parallel.replace(grain);
                let body = self.expr(cx, body, false);
                cx.parallel = before;
                body
            }
            ExprKind::HostCall {
                id,
                args,
                hints,
                result,
            } => self.host_call(cx, id, args, hints, result.as_ref(), span),
            ExprKind::Dbg(value, text) => {
                let value = self.expr(cx, value, false);
                let ty = value.ty.settled();
                let value = self.coerce(value, &ty);
                Hir::new(HirKind::Dbg(Box::new(value), text.clone()), ty, span)
            }
            ExprKind::Is {
                form,
                message,
                text,
            } => self.is_expr(cx, form, message.as_deref(), text, span),
            ExprKind::Assert {
                form,
                message,
                text,
            } => {
                let message = message.as_ref().map(|m| self.message(cx, m));
                let condition = self.expr(cx, form, false);
                let condition = self.truthy(condition);
                assert_node(condition, message, text, span)
            }
            ExprKind::Testing(message, body) => {
                let message = self.expr(cx, message, false);
                let body = self.expr(cx, body, false);
                sequence(vec![message, body], span)
            }
        }
    }

    fn exprs(&mut self, cx: &mut Cx, items: &[Expr]) -> Vec<Hir> {
        items.iter().map(|e| self.expr(cx, e, false)).collect()
    }

    fn local(&mut self, cx: &mut Cx, id: LocalId, span: Span) -> Hir {
        match cx.env.get(&id) {
            Some(&var) => cx.var(var, span),
            // Every use is in the scope of its binding: only a value that never arrives is missing.
            None => uncomputed(span),
        }
    }

    fn constant(&mut self, cx: &mut Cx, id: ConstId, span: Span) -> Hir {
        let def = &self.program.consts[id.index()];
        if let Some(local) = def.local {
            return self.local(cx, local, span);
        }
        if let (ExprKind::Lit(lit), None) = (&def.value.kind, &def.annotation) {
            return literal(lit.clone(), span);
        }
        let inst = self.instance(Origin::Const(id), Vec::new(), Vec::new());
        let ty = self.result_of(inst, cx.id);
        Hir::new(HirKind::Const(id), ty, span)
    }

    /// A function with what it captures here.
    fn closure(&mut self, cx: &mut Cx, id: FnId, span: Span) -> Hir {
        let def = &self.program.fns[id.index()];
        let values: Vec<Hir> = def
            .captures
            .iter()
            .map(|&local| self.local(cx, local, span))
            .collect();
        let captures = values.iter().map(|h| h.ty.clone()).collect();
        Hir::new(
            HirKind::Closure(values),
            Ty::Closure(Rc::new(Closure::Fn { id, captures })),
            span,
        )
    }

    fn vector_of(&mut self, items: Vec<Hir>, span: Span) -> Hir {
        if items.iter().any(|h| h.ty.is_never()) {
            return sequence(items, span);
        }
        if items.len() <= MAX_TUPLE {
            let ty = Ty::tuple(items.iter().map(|h| h.ty.clone()));
            return Hir::new(HirKind::Tuple(items), ty, span);
        }
        let element = items
            .iter()
            .fold(Ty::Never, |a, h| join(&a, &h.ty.settled()));
        let items = items
            .into_iter()
            .map(|h| self.coerce(h, &element))
            .collect();
        Hir::new(HirKind::Vector(items), Ty::vector(element), span)
    }

    fn map_of(&mut self, pairs: Vec<(Hir, Hir)>, span: Span) -> Hir {
        if pairs
            .iter()
            .any(|(k, v)| k.ty.is_never() || v.ty.is_never())
        {
            return sequence(pairs.into_iter().flat_map(|(k, v)| [k, v]).collect(), span);
        }
        let keys: Option<Vec<Rc<str>>> = pairs
            .iter()
            .map(|(k, _)| {
                if let HirKind::Lit(Lit::Keyword(k)) = &k.kind {
                    Some(k.clone())
                } else {
                    None
                }
            })
            .collect();
        if let Some(keys) = keys.filter(|k| k.len() <= MAX_FIELDS) {
            let mut fields = Vec::new();
            let mut values = Vec::new();
            for (key, (_, value)) in keys.into_iter().zip(pairs) {
                let ty = value.ty.settled();
                fields.push((key, ty.clone()));
                values.push(self.coerce(value, &ty));
            }
            return Hir::new(HirKind::Record(values), Ty::Record(fields.into()), span);
        }
        let (mut k, mut v) = (Ty::Never, Ty::Never);
        for (key, value) in &pairs {
            k = join(&k, &key.ty.settled());
            v = join(&v, &value.ty.settled());
        }
        let pairs = pairs
            .into_iter()
            .map(|(a, b)| (self.coerce(a, &k), self.coerce(b, &v)))
            .collect();
        Hir::new(HirKind::Map(pairs), Ty::map(k, v), span)
    }

    fn let_expr(
        &mut self,
        cx: &mut Cx,
        local: LocalId,
        value: &Expr,
        body: &Expr,
        tail: bool,
    ) -> Hir {
        let info = &self.program.locals[local.index()];
        let value = self.expr(cx, value, false);
        if value.ty.is_never() {
            return value;
        }
        let value = if info.is_scratch {
            value
        } else {
            let ty = value.ty.settled();
            self.coerce(value, &ty)
        };
        let var = cx.new_var(&info.name, info.span, value.ty.clone());
        cx.vars[var.0 as usize].known = self.known(cx, &value);
        cx.env.insert(local, var);
        let body = self.expr(cx, body, tail);
        bind(var, value, body)
    }

    /// A condition as a bool.
    fn truthy(&mut self, h: Hir) -> Hir {
        let span = h.span;
        match &h.ty {
            Ty::Bool | Ty::Never => h,
            Ty::Nil => sequence(vec![h, literal(Lit::Bool(false), span)], span),
            Ty::Any => Hir::new(HirKind::Prim(Prim::IsTrue, vec![h]), Ty::Bool, span),
            Ty::Option(t) if **t == Ty::Bool => {
                Hir::new(HirKind::Prim(Prim::IsTrue, vec![h]), Ty::Bool, span)
            }
            Ty::Option(_) => Hir::new(HirKind::Prim(Prim::IsSome, vec![h]), Ty::Bool, span),
            _ => sequence(vec![h, literal(Lit::Bool(true), span)], span),
        }
    }

    fn if_expr(
        &mut self,
        cx: &mut Cx,
        c: &Expr,
        t: &Expr,
        f: &Expr,
        span: Span,
        tail: bool,
    ) -> Hir {
        let condition = self.expr(cx, c, false);
        let facts = self.facts(cx, c);
        let (may_fail, may_hold) = match condition.kind {
            // A constant condition decides.
            HirKind::Lit(Lit::Bool(b)) => (!b, b),
            _ => condition.ty.truth(),
        };
        match (may_hold, may_fail) {
            (false, false) => condition,
            (true, false) => {
                let then = self.expr(cx, t, tail);
                sequence(vec![condition, then], span)
            }
            (false, true) => {
                let other = self.expr(cx, f, tail);
                sequence(vec![condition, other], span)
            }
            (true, true) => {
                let condition = self.truthy(condition);
                let then = self.narrowed(cx, &facts.then, |this, cx| this.expr(cx, t, tail));
                let other = self.narrowed(cx, &facts.other, |this, cx| this.expr(cx, f, tail));
                self.join_branches(condition, then, other, span)
            }
        }
    }

    pub(super) fn join_branches(
        &mut self,
        condition: Hir,
        then: Hir,
        other: Hir,
        span: Span,
    ) -> Hir {
        let ty = join(&then.ty, &other.ty);
        let then = self.coerce(then, &ty);
        let other = self.coerce(other, &ty);
        Hir::new(
            HirKind::If(Box::new(condition), Box::new(then), Box::new(other)),
            ty,
            span,
        )
    }

    /// Infers with some locals known more exactly.
    fn narrowed(
        &mut self,
        cx: &mut Cx,
        facts: &[(LocalId, Ty)],
        infer: impl FnOnce(&mut Self, &mut Cx) -> Hir,
    ) -> Hir {
        let mut bindings = Vec::new();
        let mut before = Vec::new();
        for (local, ty) in facts {
            let Some(&old) = cx.env.get(local) else {
                continue;
            };
            let info = cx.vars[old.0 as usize].clone();
            let value = cx.var(old, info.span);
            let var = cx.new_var(&info.name, info.span, ty.clone());
            let known = info.known.as_ref().and_then(|k| self.known_as(k, ty));
            cx.vars[var.0 as usize].known = known;
            bindings.push((
                var,
                Hir::new(
                    HirKind::Cast(Box::new(value), info.name.clone().into()),
                    ty.clone(),
                    info.span,
                ),
            ));
            before.push((*local, old));
            cx.env.insert(*local, var);
        }
        let body = infer(self, cx);
        for (local, old) in before {
            cx.env.insert(local, old);
        }
        bindings.into_iter().rev().fold(body, |body, (var, value)| {
            if uses(&body, var) {
                bind(var, value, body)
            } else {
                body
            }
        })
    }

    // ---- loops

    /// The body of a function at argument values, a loop if it comes back to itself.
    fn arity_body(&mut self, cx: &mut Cx, arity: &Arity, args: Vec<Hir>) -> Hir {
        let mut inits = Vec::new();
        for (param, arg) in arity.params.iter().chain(&arity.rest).zip(args) {
            let name = self.program.locals[param.local.index()].name.clone();
            let annotation = self.param_annotation(arity, param);
            let arg = match &annotation {
                Some(annotation) => self.cast_to(cx, arg, annotation, &name),
                None => arg,
            };
            inits.push((param.local, arg, annotation));
        }
        let tail = cx.self_loop.is_some_and(|(_, _, l)| l == arity.loop_id);
        let body = self.loop_body(cx, arity.loop_id, inits, &arity.body, arity.span, tail);
        match &arity.result {
            Some(annotation) => self.cast_to(cx, body, annotation, "the result"),
            None => body,
        }
    }

    /// A loop, or plain bindings if nothing comes back to it.
    fn loop_body(
        &mut self,
        cx: &mut Cx,
        id: LoopId,
        inits: Vec<(LocalId, Hir, Option<Annotation>)>,
        body: &Expr,
        span: Span,
        tail: bool,
    ) -> Hir {
        if let Some(stopped) = inits.iter().position(|(_, h, _)| h.ty.is_never()) {
            let parts = inits
                .into_iter()
                .take(stopped + 1)
                .map(|(_, h, _)| h)
                .collect();
            return sequence(parts, span);
        }
        let mut types: Vec<Ty> = Vec::new();
        for (local, init, _) in &inits {
            let scratch = self.program.locals[local.index()].is_scratch;
            types.push(if scratch {
                init.ty.clone()
            } else {
                init.ty.settled()
            });
        }
        if let Some(memo) = cx.memo.get(&id) {
            types = types.iter().zip(memo).map(|(a, b)| join(a, b)).collect();
        }
        let names: Vec<Rc<str>> = inits
            .iter()
            .map(|(l, _, _)| self.program.locals[l.index()].name.clone())
            .collect();
        let declared: Vec<Option<Annotation>> = inits.iter().map(|(_, _, d)| d.clone()).collect();
        // What is known of the first values is known of all, unless there are others.
        let mut first: Vec<_> = inits.iter().map(|(_, h, _)| self.known(cx, h)).collect();
        for round in 0.. {
            let (faults, passed) = (cx.faults.len(), cx.passed.len());
            let label = cx.new_label();
            let mut vars = Vec::new();
            for (((local, _, declared), ty), first) in inits.iter().zip(&types).zip(&first) {
                let declared = declared.as_ref();
                let info = &self.program.locals[local.index()];
                let var = cx.new_var(&info.name, info.span, ty.clone());
                let declared = declared.filter(|d| d.is_refined);
                let declared = declared.map(|d| d.schema.clone());
                cx.vars[var.0 as usize].known = declared.or_else(|| first.clone());
                cx.env.insert(*local, var);
                vars.push(var);
            }
            cx.loops.push(LoopCx {
                id,
                label,
                types: types.clone(),
                seen: types.clone(),
                recurred: false,
                declared: declared.clone(),
                names: names.clone(),
            });
            let done = self.expr(cx, body, tail);
            let Some(state) = cx.loops.pop() else {
                return done;
            };
            if state.recurred && first.iter().any(Option::is_some) {
                first.fill(None);
                cx.faults.truncate(faults);
                cx.passed.truncate(passed);
                continue;
            }
            if state.seen != types {
                cx.faults.truncate(faults);
                cx.passed.truncate(passed);
                types = if round < MAX_ROUNDS {
                    state.seen
                } else {
                    let dynamic =
                        |(old, new): (&Ty, &Ty)| if old == new { old.clone() } else { Ty::Any };
                    types.iter().zip(&state.seen).map(dynamic).collect()
                };
                continue;
            }
            cx.memo.insert(id, types.clone());
            let values = inits
                .into_iter()
                .zip(&types)
                .map(|((_, h, _), ty)| self.coerce(h, ty));
            let vars: Vec<(VarId, Hir)> = vars.into_iter().zip(values).collect();
            if state.recurred {
                let ty = done.ty.clone();
                return Hir::new(
                    HirKind::Loop {
                        label,
                        vars,
                        body: Box::new(done),
                    },
                    ty,
                    span,
                );
            }
            return vars
                .into_iter()
                .rev()
                .fold(done, |body, (var, value)| bind(var, value, body));
        }
        Hir::new(HirKind::Lit(Lit::Nil), Ty::Nil, span)
    }

    fn recur(&mut self, cx: &mut Cx, target: LoopId, args: Vec<Hir>, span: Span) -> Hir {
        if args.iter().any(|h| h.ty.is_never()) {
            return sequence(args, span);
        }
        let Some(index) = cx.loops.iter().rposition(|l| l.id == target) else {
            return sequence(args, span);
        };
        let (declared, names) = (
            cx.loops[index].declared.clone(),
            cx.loops[index].names.clone(),
        );
        // What is asked of a value is asked when all are there.
        let is_asked = |(h, declared): (&Hir, &Option<Annotation>)| {
            declared.as_ref().is_some_and(|a| !a.takes(&h.ty))
        };
        let is_asked = args.iter().zip(&declared).any(is_asked);
        let mut hoisted = Vec::new();
        let mut values = Vec::new();
        for arg in args {
            values.push(match is_asked {
                true => self.held(cx, arg, &mut hoisted),
                false => arg,
            });
        }
        for ((value, declared), name) in values.iter_mut().zip(&declared).zip(&names) {
            if let Some(annotation) = declared {
                let h = std::mem::replace(value, literal(Lit::Nil, span));
                *value = self.cast_to(cx, h, annotation, name);
            }
        }
        if values.iter().any(|h| h.ty.is_never()) {
            return lambda::with_hoisted(hoisted, sequence(values, span));
        }
        let state = &mut cx.loops[index];
        state.recurred = true;
        for (i, value) in values.iter().enumerate() {
            let is_tuple = matches!(state.types[i], Ty::Tuple(_));
            let new = if is_tuple {
                value.ty.clone()
            } else {
                value.ty.settled()
            };
            state.seen[i] = join(&state.seen[i], &new).bounded();
        }
        let (label, types) = (state.label, state.types.clone());
        let values = values
            .into_iter()
            .zip(&types)
            .map(|(h, ty)| {
                if crate::types::is_within(&h.ty, ty) {
                    self.coerce(h, ty)
                } else {
                    h
                }
            })
            .collect();
        let recur = Hir::new(HirKind::Recur(label, values), Ty::Never, span);
        lambda::with_hoisted(hoisted, recur)
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
