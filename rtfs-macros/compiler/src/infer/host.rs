//! Calls of the host: arguments in the types that they have, and a result of any type unless a
//! declaration of the capability, or an annotation, says more.

use super::*;
use crate::ast::HostId;

impl Infer<'_> {
    pub(super) fn host_call(
        &mut self,
        cx: &mut Cx,
        id: &HostId,
        args: &[Expr],
        hints: &[(String, Lit)],
        result: Option<&Annotation>,
        span: Span,
    ) -> Hir {
        let mut values = Vec::new();
        let id = match id {
            HostId::Static(id) => Some(id.clone()),
            HostId::Computed(id) => {
                let id = self.expr(cx, id, false);
                if !id.ty.is_never() && !may_name(&id.ty) {
                    return self.not_an_operand(
                        cx,
                        id,
                        "call",
                        "a keyword or a string as capability",
                    );
                }
                self.pass(cx, id.span);
                values.push(self.coerce(id, &Ty::Any));
                None
            }
        };
        for arg in args {
            let arg = self.expr(cx, arg, false);
            let ty = arg.ty.exported();
            values.push(if arg.ty.is_never() {
                arg
            } else {
                self.coerce(arg, &ty)
            });
        }
        if let Some(stopped) = values.iter().position(|h| h.ty.is_never()) {
            values.truncate(stopped + 1);
            return sequence(values, span);
        }
        let kind = HirKind::HostCall {
            id,
            args: values,
            hints: hints.to_vec(),
        };
        let call = Hir::new(kind, Ty::Any, span);
        match result {
            Some(declared) => self.declared_result(cx, call, declared),
            None => call,
        }
    }

    /// What comes back, as the type that is declared. That it may be of it says nothing of what follows at the
    /// same place: a fault there is one of the declared type.
    fn declared_result(&mut self, cx: &mut Cx, call: Hir, declared: &Annotation) -> Hir {
        let what = match &call.kind {
            HirKind::HostCall { id: Some(id), .. } => format!("the result of `{id}`"),
            _ => "the result of the call".to_owned(),
        };
        let passed = cx.passed.len();
        let result = self.cast_to(cx, call, declared, &what);
        cx.passed.truncate(passed);
        result
    }
}

/// Whether a value of the type can be the id of a capability.
fn may_name(ty: &Ty) -> bool {
    match ty {
        Ty::Keyword | Ty::Str | Ty::Any => true,
        Ty::Option(t) => may_name(t),
        _ => false,
    }
}
