//! `for` and `doseq`: walks with clauses of their own.

use super::sequence::append;
use super::*;
use crate::ast;
use crate::hir::{Clause, Pipe, Sink};

impl<'p> Infer<'p> {
    pub(super) fn for_expr(
        &mut self,
        cx: &mut Cx,
        clauses: &[ast::Clause],
        body: &Expr,
        is_for: bool,
        span: Span,
    ) -> Hir {
        let mut out = Vec::new();
        let mut innermost = 0;
        let parallel = cx.parallel.clone().map(|g| g.map(Box::new));
        for clause in clauses {
            match clause {
                ast::Clause::Each(local, coll) => {
                    let coll = self.expr(cx, coll, false);
                    let walk = match self.walk(cx, coll, "for", true) {
                        Ok(walk) => walk,
                        Err(stopped) => {
                            let sink = Sink::Each(Box::new(stopped));
                            return self.stopped_for(out, sink, span);
                        }
                    };
                    innermost = out.len();
                    append(&mut out, walk.clauses);
                    self.clause_local(cx, *local, walk.element, &mut out);
                }
                ast::Clause::Let(local, value) => {
                    let value = self.expr(cx, value, false);
                    if value.ty.is_never() {
                        return self.stopped_for(out, Sink::Each(Box::new(value)), span);
                    }
                    self.clause_local(cx, *local, value, &mut out);
                }
                ast::Clause::When(test) => {
                    let test = self.expr(cx, test, false);
                    out.push(Clause::When(self.truthy(test)));
                }
                ast::Clause::While(test) => {
                    let test = self.expr(cx, test, false);
                    out.push(Clause::While(self.truthy(test), innermost));
                }
            }
        }
        let body = self.expr(cx, body, false);
        if is_for {
            let settled = body.ty.settled();
            let body = self.coerce(body, &settled);
            let pipe = Pipe {
                clauses: out,
                sink: Sink::Collect(Box::new(body)),
                parallel,
            };
            Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::vector(settled), span)
        } else {
            let pipe = Pipe {
                clauses: out,
                sink: Sink::Each(Box::new(body)),
                parallel: None,
            };
            Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::Nil, span)
        }
    }

    fn stopped_for(&mut self, clauses: Vec<Clause>, sink: Sink, span: Span) -> Hir {
        let pipe = Pipe {
            clauses,
            sink,
            parallel: None,
        };
        let walked = Hir::new(HirKind::Pipe(Box::new(pipe)), Ty::Nil, span);
        // Where no element arrives, nothing was wrong.
        let empty = Hir::new(HirKind::Vector(vec![]), Ty::vector(Ty::Never), span);
        sequence(vec![walked, empty], span)
    }

    fn clause_local(&mut self, cx: &mut Cx, local: LocalId, value: Hir, out: &mut Vec<Clause>) {
        let info = &self.program.locals[local.index()];
        let ty = if info.is_scratch {
            value.ty.clone()
        } else {
            value.ty.settled()
        };
        if let HirKind::Var(var, _) = value.kind
            && cx.vars[var.0 as usize].ty == ty
        {
            // The element itself, under the user's name.
            cx.vars[var.0 as usize].name = info.name.clone();
            cx.env.insert(local, var);
            return;
        }
        let value = self.coerce(value, &ty);
        let var = cx.new_var(&info.name, info.span, ty);
        cx.env.insert(local, var);
        out.push(Clause::Let(var, value));
    }
}
