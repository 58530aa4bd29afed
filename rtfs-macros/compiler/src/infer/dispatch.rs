//! The entry of a function with dynamic parameters that are likely to be numbers: it looks at the
//! arguments once and enters a typed instance, where a dynamic one would look at each operation.

use super::*;
use crate::hir::Kind;

impl Infer<'_> {
    /// Parameters as Rust passes them; the body is a call at the hinted types if all arguments fit, else
    /// at the types of the parameters.
    pub(super) fn dispatch_instance(
        &mut self,
        cx: &mut Cx,
        f: FnId,
        index: usize,
        key: &Key,
    ) -> (Rc<str>, Vec<VarId>, Hir) {
        let program = self.program;
        let def = &program.fns[f.index()];
        let arity = &def.arities[index];
        let hints = self.demands.hints(arity).unwrap_or_default();
        let span = def.span;
        let mut params = Vec::new();
        for (param, ty) in arity.params.iter().zip(&key.args) {
            let info = &program.locals[param.local.index()];
            params.push(cx.new_var(&info.name, info.span, ty.clone()));
        }
        let callee = self.closure(cx, f, span);
        let mut typed = Vec::new();
        let mut plain = Vec::new();
        let mut tests = Vec::new();
        for (var, hint) in params.iter().zip(&hints) {
            let value = cx.var(*var, span);
            plain.push(value.clone());
            let hinted = hint.as_ref().filter(|_| value.ty == Ty::Any);
            typed.push(match hinted {
                Some(ty) => {
                    let kind = if *ty == Ty::Float {
                        Kind::Float
                    } else {
                        Kind::Int
                    };
                    let test = HirKind::IsKind(kind, Box::new(value.clone()));
                    tests.push(Hir::new(test, Ty::Bool, span));
                    let name = cx.vars[var.0 as usize].name.clone();
                    Hir::new(
                        HirKind::Cast(Box::new(value), Subject::known(name)),
                        ty.clone(),
                        span,
                    )
                }
                None => value,
            });
        }
        // No form of the program stands for these calls.
        let nowhere = Span::default();
        let plain = self.call_instance(cx, f, index, &callee, &[], plain, nowhere, true);
        let typed = self.call_instance(cx, f, index, &callee, &[], typed, nowhere, true);
        let no = literal(Lit::Bool(false), span);
        let all = tests
            .into_iter()
            .rev()
            .reduce(|rest, test| self.join_branches(test, rest, no.clone(), span));
        let body = match all {
            Some(all) => self.join_branches(all, typed, plain, span),
            None => plain,
        };
        (def.name.clone(), params, body)
    }
}
