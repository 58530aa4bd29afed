//! Expressions: each kind of the resolved tree to typed HIR, by itself or by the module that knows it.

use super::*;

impl<'p> Infer<'p> {
    pub(super) fn expr(&mut self, cx: &mut Cx, e: &Expr, tail: bool) -> Hir {
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

    pub(super) fn exprs(&mut self, cx: &mut Cx, items: &[Expr]) -> Vec<Hir> {
        items.iter().map(|e| self.expr(cx, e, false)).collect()
    }

    pub(super) fn local(&mut self, cx: &mut Cx, id: LocalId, span: Span) -> Hir {
        match cx.env.get(&id) {
            Some(&var) => cx.var(var, span),
            // Every use is in the scope of its binding: only a value that never arrives is missing.
            None => uncomputed(span),
        }
    }

    pub(super) fn constant(&mut self, cx: &mut Cx, id: ConstId, span: Span) -> Hir {
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
    pub(super) fn closure(&mut self, cx: &mut Cx, id: FnId, span: Span) -> Hir {
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

    pub(super) fn vector_of(&mut self, items: Vec<Hir>, span: Span) -> Hir {
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

    pub(super) fn map_of(&mut self, pairs: Vec<(Hir, Hir)>, span: Span) -> Hir {
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
    pub(super) fn truthy(&mut self, h: Hir) -> Hir {
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
                let before = cx.filled.len();
                cx.filled.extend(facts.filled_then);
                let then = self.narrowed(cx, &facts.then, |this, cx| this.expr(cx, t, tail));
                cx.filled.truncate(before);
                cx.filled.extend(facts.filled_other);
                let other = self.narrowed(cx, &facts.other, |this, cx| this.expr(cx, f, tail));
                cx.filled.truncate(before);
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
    pub(super) fn narrowed(
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
                    HirKind::Cast(Box::new(value), Subject::known(info.name.clone())),
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
}
