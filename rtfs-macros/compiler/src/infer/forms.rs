//! Forms that are no calls: `case`, assertions, the parallel forms.

use super::access::runtime;
use super::lambda::with_hoisted;
use super::*;
use crate::hir::LibArg;

impl<'p> Infer<'p> {
    pub(super) fn case_expr(
        &mut self,
        cx: &mut Cx,
        value: &Expr,
        arms: &[(Vec<Expr>, Expr)],
        default: Option<&Expr>,
        span: Span,
        tail: bool,
    ) -> Hir {
        let value = self.expr(cx, value, false);
        if value.ty.is_never() {
            return value;
        }
        let mut hoisted = Vec::new();
        let value = self.held(cx, value, &mut hoisted);
        let mut tests = Vec::new();
        for (keys, result) in arms {
            let mut test = literal(Lit::Bool(false), span);
            for key in keys {
                let constant = self.expr(cx, key, false);
                let equal = self.equal(value.clone(), constant, key.span);
                test = self.either(test, equal, span);
            }
            let result = self.expr(cx, result, tail);
            tests.push((test, result));
        }
        let last = match default {
            Some(default) => self.expr(cx, default, tail),
            None => self.no_clause(value, "case", span),
        };
        let body = tests
            .into_iter()
            .rev()
            .fold(last, |other, (test, result)| match test.kind {
                HirKind::Lit(Lit::Bool(true)) => result,
                HirKind::Lit(Lit::Bool(false)) => other,
                _ => self.join_branches(test, result, other, span),
            });
        with_hoisted(hoisted, body)
    }

    pub(super) fn either(&mut self, a: Hir, b: Hir, span: Span) -> Hir {
        match a.kind {
            HirKind::Lit(Lit::Bool(false)) => b,
            _ => self.join_branches(a, literal(Lit::Bool(true), span), b, span),
        }
    }

    pub(super) fn message(&mut self, cx: &mut Cx, e: &Expr) -> Hir {
        let message = self.expr(cx, e, false);
        let message = self.coerce(message, &Ty::Any);
        runtime(
            "access::str_of",
            vec![LibArg::Slice(vec![message], Ty::Any)],
            false,
            Ty::Str,
            e.span,
        )
    }

    /// `(is c)`: a comparison shows both sides when it fails.
    pub(super) fn is_expr(
        &mut self,
        cx: &mut Cx,
        form: &Expr,
        message: Option<&Expr>,
        text: &str,
        span: Span,
    ) -> Hir {
        let message = message.map(|m| self.message(cx, m));
        if let ExprKind::Call(f, args) = &form.kind
            && matches!(f.kind, ExprKind::Library("="))
            && let [left, right] = &args[..]
        {
            let left = self.expr(cx, left, false);
            let right = self.expr(cx, right, false);
            if left.ty.is_never() || right.ty.is_never() {
                return sequence(vec![left, right], span);
            }
            let both = join(&left.ty.settled(), &right.ty.settled());
            let left = Box::new(self.coerce(left, &both));
            let right = Box::new(self.coerce(right, &both));
            let kind = HirKind::AssertEq {
                left,
                right,
                message: message.map(Box::new),
                text: text.into(),
            };
            return Hir::new(kind, Ty::Nil, span);
        }
        let condition = self.expr(cx, form, false);
        let condition = self.truthy(condition);
        assert_node(condition, message, text, span)
    }

    pub(super) fn parallel(
        &mut self,
        cx: &mut Cx,
        branches: Vec<Hir>,
        names: Option<&[Rc<str>]>,
        span: Span,
    ) -> Hir {
        let _ = cx;
        let branches: Vec<Hir> = branches
            .into_iter()
            .map(|h| {
                let ty = h.ty.settled();
                self.coerce(h, &ty)
            })
            .collect();
        let types: Vec<Ty> = branches.iter().map(|h| h.ty.clone()).collect();
        let whole = Hir::new(HirKind::Parallel(branches), Ty::tuple(types.clone()), span);
        if types.iter().any(Ty::is_never) {
            // Some branch always fails: the others still run, and the first error wins.
            return sequence(vec![whole, uncomputed(span)], span);
        }
        let Some(names) = names else { return whole };
        let var = cx.new_var("branches", span, whole.ty.clone());
        let fields: Vec<(Rc<str>, Ty)> = names.iter().cloned().zip(types.iter().cloned()).collect();
        let values: Vec<Hir> = types
            .iter()
            .enumerate()
            .map(|(i, t)| {
                Hir::new(
                    HirKind::Field(Box::new(cx.var(var, span)), i),
                    t.clone(),
                    span,
                )
            })
            .collect();
        let body = if names.len() <= MAX_FIELDS {
            Hir::new(HirKind::Record(values), Ty::Record(fields.into()), span)
        } else {
            let pairs = names
                .iter()
                .map(|n| literal(Lit::Keyword(n.clone()), span))
                .zip(values)
                .collect();
            self.map_of(pairs, span)
        };
        bind(var, whole, body)
    }

    pub(super) fn with_parallel(
        &mut self,
        cx: &mut Cx,
        bindings: &[(LocalId, Expr)],
        body: &Expr,
        span: Span,
        tail: bool,
    ) -> Hir {
        let values: Vec<Hir> = bindings
            .iter()
            .map(|(_, e)| self.expr(cx, e, false))
            .collect();
        let whole = self.parallel(cx, values, None, span);
        if whole.ty.is_never() {
            return whole;
        }
        let Ty::Tuple(types) = whole.ty.clone() else {
            return whole;
        };
        let var = cx.new_var("branches", span, whole.ty.clone());
        let mut lets = Vec::new();
        for (i, ((local, _), ty)) in bindings.iter().zip(types.iter()).enumerate() {
            let info = &self.program.locals[local.index()];
            let name = cx.new_var(&info.name, info.span, ty.clone());
            cx.env.insert(*local, name);
            lets.push((
                name,
                Hir::new(
                    HirKind::Field(Box::new(cx.var(var, span)), i),
                    ty.clone(),
                    span,
                ),
            ));
        }
        let body = self.expr(cx, body, tail);
        let body = lets
            .into_iter()
            .rev()
            .fold(body, |body, (name, value)| bind(name, value, body));
        bind(var, whole, body)
    }
}
