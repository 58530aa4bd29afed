//! `try`, and what a caught error is: a record of known fields.

use super::access::runtime;
use super::*;
use crate::ast;
use crate::hir::{Catch, LibArg};

/// What a `catch` binds; the runtime's `caught` gives the fields in this order.
fn error_type() -> Ty {
    let fields = [
        ("type", Ty::Keyword),
        ("message", Ty::Str),
        ("data", Ty::Any),
        ("at", Ty::option(Ty::Str)),
    ];
    let fields = fields.into_iter().map(|(key, ty)| (key.into(), ty));
    Ty::Record(fields.collect())
}

impl Infer<'_> {
    /// The value of the body, or of the handler of its error; the end runs in any case, and its own error may give
    /// way to one of the body.
    pub(super) fn try_expr(
        &mut self,
        cx: &mut Cx,
        body: &Expr,
        catches: &[ast::Catch],
        end: Option<(&Expr, bool)>,
        span: Span,
    ) -> Hir {
        let body = self.expr(cx, body, false);
        let mut handlers = Vec::new();
        let mut ty = body.ty.clone();
        for catch in catches {
            let info = &self.program.locals[catch.local.index()];
            let var = cx.new_var(&info.name, info.span, error_type());
            cx.env.insert(catch.local, var);
            let body = self.expr(cx, &catch.body, false);
            ty = join(&ty, &body.ty);
            let var = uses(&body, var).then_some(var);
            handlers.push(Catch {
                selector: catch.selector,
                var,
                body,
            });
        }
        let gives_way = end.is_some_and(|(_, gives_way)| gives_way);
        let finally = end.map(|(e, _)| Box::new(self.expr(cx, e, false)));
        let kind = HirKind::Try {
            body: Box::new(body),
            catches: handlers,
            finally,
            gives_way,
        };
        self.widened_try(kind, &ty, span)
    }

    /// A `try` whose parts are all of one type.
    pub(super) fn widened_try(&mut self, kind: HirKind, ty: &Ty, span: Span) -> Hir {
        let HirKind::Try {
            body,
            catches,
            finally,
            gives_way,
        } = kind
        else {
            return Hir::new(kind, ty.clone(), span);
        };
        let body = Box::new(self.coerce(*body, ty));
        let widened = |catch: Catch| Catch {
            body: self.coerce(catch.body, ty),
            ..catch
        };
        let catches = catches.into_iter().map(widened).collect();
        let kind = HirKind::Try {
            body,
            catches,
            finally,
            gives_way,
        };
        Hir::new(kind, ty.clone(), span)
    }

    /// `(ex-info message data?)`: a record that `throw` takes for an error.
    pub(super) fn error_value(
        &mut self,
        cx: &mut Cx,
        name: &str,
        args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        let mut args = args.into_iter();
        let nil = || literal(Lit::Nil, span);
        let message = args.next().unwrap_or_else(nil);
        let data = args.next().unwrap_or_else(nil);
        let message = self.operand(cx, message, &Ty::Str, name, "a string as message");
        if message.ty.is_never() {
            return message;
        }
        let kind = literal(Lit::Keyword("thrown".into()), span);
        let ty = data.ty.settled();
        let data = self.coerce(data, &ty);
        let fields = [("type", Ty::Keyword), ("message", Ty::Str), ("data", ty)];
        let fields = fields.into_iter().map(|(key, ty)| (key.into(), ty));
        let values = vec![kind, message, data];
        Hir::new(HirKind::Record(values), Ty::Record(fields.collect()), span)
    }

    /// Fails as a `:match-error` of a form without a clause for the value.
    pub(super) fn no_clause(&mut self, value: Hir, form: &str, span: Span) -> Hir {
        if value.ty.is_never() {
            return value;
        }
        let value = self.coerce(value, &Ty::Any);
        let form = self.coerce(literal(Lit::Str(form.into()), span), &Ty::Any);
        let values = vec![LibArg::Slice(vec![value, form], Ty::Any)];
        runtime("access::no_clause", values, true, Ty::Never, span)
    }
}
