//! Instances: a function at one tuple of argument types, a constant, the body, an entry from Rust.
//!
//! An instance is inferred when it is first asked for, and again when the result of one that it calls has grown, until
//! nothing changes. Of all of them the module keeps what the program runs.

use super::*;

impl<'p> Infer<'p> {
    pub(super) fn program(&mut self) -> Module {
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
                        let args = self.demands.entry_types(arity);
                        let looks = args.contains(&Ty::Any) && self.demands.hints(arity).is_some();
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
                    let args = self.demands.entry_types(arity);
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
    pub(super) fn instance(&mut self, origin: Origin, captures: Vec<Ty>, args: Vec<Ty>) -> InstId {
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
    pub(super) fn result_of(&mut self, id: InstId, caller: InstId) -> Ty {
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
                descents: BTreeMap::new(),
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

    /// Only what the program runs, with ids in order of definition.
    pub(super) fn finish(mut self, module: Module) -> Module {
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
}
