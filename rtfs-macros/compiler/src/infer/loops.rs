//! Loops: variables that grow round by round to a fixed point, and `recur`.

use super::*;

impl<'p> Infer<'p> {
    /// The body of a function at argument values, a loop if it comes back to itself.
    pub(super) fn arity_body(&mut self, cx: &mut Cx, arity: &Arity, args: Vec<Hir>) -> Hir {
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
    pub(super) fn loop_body(
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

    pub(super) fn recur(&mut self, cx: &mut Cx, target: LoopId, args: Vec<Hir>, span: Span) -> Hir {
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
