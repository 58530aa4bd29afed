//! `match`: clauses become a decision tree, made for the type of the value.
//!
//! The tree is found by evaluating the clauses with what is known so far (`facts`): the first clause that is
//! not refuted either matches, or wants to know something more, which becomes a test; on both of its sides
//! the same is done with what the test has told (`tree`). So nothing is asked twice on a way through the
//! tree, and what the type says is not asked at all. A clause that no way leads to is an error.
//!
//! A clause that several ways lead to is emitted once, where they join; so is the failure.

mod facts;
mod tree;

use std::collections::BTreeSet;

use super::*;
use crate::hir::Kind;
use facts::Facts;
use tree::{Builder, Tree};

/// A clause in the tree.
type ClauseId = usize;

/// The body of a clause: the variables of its names, and what is computed.
struct Arm {
    vars: Vec<VarId>,
    body: Hir,
    /// Where the ways to it join, if there is more than one.
    label: Option<Label>,
}

impl Infer<'_> {
    pub(super) fn match_expr(
        &mut self,
        cx: &mut Cx,
        value: &Expr,
        clauses: &[MatchClause],
        span: Span,
        tail: bool,
    ) -> Hir {
        let scrutinee = self.expr(cx, value, false);
        if scrutinee.ty.is_never() {
            return scrutinee;
        }
        let mut lets = Vec::new();
        let (root, facts) = self.scrutinee(cx, scrutinee, &mut lets);
        let described = self.described(&root.ty);
        let mut builder = Builder::new(self, clauses);
        let tree = builder.build(cx, facts);
        let reached = builder.reached;
        self.unreachable_clauses(cx, value, clauses, &reached, &described);
        let body = self.arms(cx, clauses, tree, root, span, tail);
        with_lets(lets, body)
    }

    /// The value as something that can be looked at many times. A vector that is only made to be matched
    /// is never made: its elements are held one by one.
    fn scrutinee(&mut self, cx: &mut Cx, value: Hir, lets: &mut Vec<(VarId, Hir)>) -> (Hir, Facts) {
        let span = value.span;
        match value.kind {
            HirKind::Tuple(items) => {
                let items: Vec<Hir> = items
                    .into_iter()
                    .map(|item| self.held(cx, item, lets))
                    .collect();
                let root = Hir::new(HirKind::Tuple(items.clone()), value.ty, span);
                let mut facts = Facts::of(root.clone());
                facts.elements(items);
                (root, facts)
            }
            kind => {
                let value = Hir::new(kind, value.ty, span);
                let value = match value.ty {
                    Ty::Fixed(_) => self.coerce(value, &Ty::Int),
                    _ => value,
                };
                let root = self.held(cx, value, lets);
                (root.clone(), Facts::of(root))
            }
        }
    }

    /// Bodies at the ends of the ways through a tree.
    fn arms(
        &mut self,
        cx: &mut Cx,
        clauses: &[MatchClause],
        tree: Tree,
        root: Hir,
        span: Span,
        tail: bool,
    ) -> Hir {
        let mut arms: Vec<Option<Arm>> = Vec::new();
        for (id, clause) in clauses.iter().enumerate() {
            let mut types: Vec<Ty> = vec![Ty::Never; clause.locals.len()];
            let mut ways = 0;
            tree.leaves(&mut |leaf, values| {
                if leaf == id {
                    ways += 1;
                    for (ty, value) in types.iter_mut().zip(values) {
                        *ty = join(ty, &value.ty.settled());
                    }
                }
            });
            arms.push((ways > 0).then(|| {
                let mut vars = Vec::new();
                for (local, ty) in clause.locals.iter().zip(types) {
                    let info = &self.program.locals[local.index()];
                    let var = cx.new_var(&info.name, info.span, ty);
                    cx.env.insert(*local, var);
                    vars.push(var);
                }
                let body = self.expr(cx, &clause.body, tail);
                let is_copied = ways > 1 && vars.is_empty() && is_trivial(&body);
                let label = (ways > 1 && !is_copied).then(|| cx.new_label());
                Arm { vars, body, label }
            }));
        }
        let ty = arms
            .iter()
            .flatten()
            .fold(Ty::Never, |ty, arm| join(&ty, &arm.body.ty));
        for arm in arms.iter_mut().flatten() {
            let body = std::mem::replace(&mut arm.body, literal(Lit::Nil, span));
            arm.body = self.coerce(body, &ty);
        }
        let failure = self.no_clause(root, "match", span);
        let fail_label = (tree.failures() > 1).then(|| cx.new_label());
        let ends = Ends {
            arms: &arms,
            failure: &failure,
            fail_label,
            ty: &ty,
            span,
        };
        let mut whole = self.assembled(cx, tree, &ends);
        let joined = |label, vars, choice, then| {
            let kind = HirKind::Join {
                label,
                vars,
                choice: Box::new(choice),
                then: Box::new(then),
            };
            Hir::new(kind, ty.clone(), span)
        };
        if let Some(label) = fail_label {
            whole = joined(label, Vec::new(), whole, failure.clone());
        }
        for arm in arms.into_iter().flatten() {
            if let Some(label) = arm.label {
                whole = joined(label, arm.vars, whole, arm.body);
            }
        }
        whole
    }

    fn assembled(&mut self, cx: &mut Cx, tree: Tree, ends: &Ends<'_>) -> Hir {
        let span = ends.span;
        match tree {
            Tree::Leaf { clause, values } => {
                let Some(arm) = &ends.arms[clause] else {
                    return literal(Lit::Nil, span);
                };
                let vars = arm.vars.iter();
                let typed = vars.zip(values).map(|(var, value)| {
                    let ty = cx.ty(*var).clone();
                    self.coerce(value, &ty)
                });
                let typed: Vec<Hir> = typed.collect();
                match arm.label {
                    Some(label) => Hir::new(HirKind::Jump(label, typed), Ty::Never, span),
                    None => {
                        let lets = arm.vars.iter().copied().zip(typed).collect();
                        with_lets(lets, arm.body.clone())
                    }
                }
            }
            Tree::Fail => match ends.fail_label {
                Some(label) => Hir::new(HirKind::Jump(label, Vec::new()), Ty::Never, span),
                None => ends.failure.clone(),
            },
            Tree::Dead(end) => end,
            Tree::Bind(lets, inner) => with_lets(lets, self.assembled(cx, *inner, ends)),
            Tree::Test { condition, yes, no } => {
                let yes = Box::new(self.assembled(cx, *yes, ends));
                let no = Box::new(self.assembled(cx, *no, ends));
                let span = condition.span;
                let kind = HirKind::If(Box::new(condition), yes, no);
                Hir::new(kind, ends.ty.clone(), span)
            }
            Tree::Rest { label, first, rest } => {
                let kind = HirKind::Join {
                    label,
                    vars: Vec::new(),
                    choice: Box::new(self.assembled(cx, *first, ends)),
                    then: Box::new(self.assembled(cx, *rest, ends)),
                };
                Hir::new(kind, ends.ty.clone(), span)
            }
            Tree::Jump(label) => Hir::new(HirKind::Jump(label, Vec::new()), Ty::Never, span),
        }
    }

    /// Clauses that no way leads to: because of the clauses before them, or of the type of the value. What
    /// the callers of a function happen to pass proves nothing of its clauses.
    fn unreachable_clauses(
        &mut self,
        cx: &mut Cx,
        value: &Expr,
        clauses: &[MatchClause],
        reached: &BTreeSet<ClauseId>,
        described: &str,
    ) {
        for id in reached {
            cx.passed.push(clauses[*id].pattern.span);
        }
        if reached.len() == clauses.len() {
            return;
        }
        let anyhow = self.reached_by_any_value(cx, clauses, value.span);
        let by_callers = self.depends_on_callers(value);
        for (id, clause) in clauses.iter().enumerate() {
            if reached.contains(&id) {
                continue;
            }
            let span = clause.pattern.span;
            let diagnostic = if !anyhow.contains(&id) {
                Diagnostic::error("match", "this clause can never be reached", span).with_help(
                    "the clauses before it take every value that it would take: remove it, or move it up",
                )
            } else if by_callers {
                cx.passed.push(span);
                continue;
            } else {
                let message = format!("this clause can never be reached: the value is {described}");
                Diagnostic::error("match", message, span).with_help(
                    "no such value is left when it comes to this clause: remove it, or change its pattern",
                )
            };
            cx.faults.push(Fault { span, diagnostic });
        }
    }

    /// The clauses that some value of any kind leads to.
    fn reached_by_any_value(
        &mut self,
        cx: &mut Cx,
        clauses: &[MatchClause],
        span: Span,
    ) -> BTreeSet<ClauseId> {
        let marks = (cx.faults.len(), cx.passed.len());
        let var = cx.new_var("value", span, Ty::Any);
        let root = cx.var(var, span);
        let mut builder = Builder::new(self, clauses);
        builder.build(cx, Facts::of(root));
        let reached = builder.reached;
        cx.faults.truncate(marks.0);
        cx.passed.truncate(marks.1);
        reached
    }

    /// Whether what is known of an expression depends on what a function is called with.
    fn depends_on_callers(&self, e: &Expr) -> bool {
        let mut from_callers = BTreeSet::new();
        for def in &self.program.fns {
            for arity in &def.arities {
                let params = arity.params.iter().chain(&arity.rest);
                from_callers.extend(params.filter(|p| p.annotation.is_none()).map(|p| p.local));
            }
        }
        loop {
            let before = from_callers.len();
            let bodies = self.program.fns.iter().flat_map(|f| &f.arities);
            let bodies = bodies.map(|arity| &*arity.body);
            for body in bodies.chain(&self.program.body) {
                body.walk(&mut |e| derived(e, &mut from_callers));
            }
            if from_callers.len() == before {
                return mentions(e, &from_callers);
            }
        }
    }
}

/// What the ends of a tree become.
struct Ends<'a> {
    arms: &'a [Option<Arm>],
    failure: &'a Hir,
    fail_label: Option<Label>,
    ty: &'a Ty,
    span: Span,
}

/// Bindings around a body.
fn with_lets(lets: Vec<(VarId, Hir)>, body: Hir) -> Hir {
    lets.into_iter()
        .rev()
        .fold(body, |body, (var, value)| bind(var, value, body))
}

fn mentions(e: &Expr, locals: &BTreeSet<LocalId>) -> bool {
    let mut found = false;
    e.walk(&mut |e| found |= matches!(e.kind, ExprKind::Local(l) if locals.contains(&l)));
    found
}

/// The locals that an expression binds to something of these.
fn derived(e: &Expr, from: &mut BTreeSet<LocalId>) {
    match &e.kind {
        ExprKind::Let(local, value, _) if mentions(value, from) => {
            from.insert(*local);
        }
        // A variable of a loop becomes what any round makes of it.
        ExprKind::Loop { vars, body, .. } if mentions(body, from) => {
            from.extend(vars.iter().map(|(l, _)| *l))
        }
        ExprKind::Loop { vars, .. } => {
            for (local, init) in vars {
                if mentions(init, from) {
                    from.insert(*local);
                }
            }
        }
        ExprKind::For { clauses, .. } => {
            for clause in clauses {
                if let Clause::Each(local, value) | Clause::Let(local, value) = clause
                    && mentions(value, from)
                {
                    from.insert(*local);
                }
            }
        }
        ExprKind::WithParallel { bindings, .. } => {
            for (local, value) in bindings {
                if mentions(value, from) {
                    from.insert(*local);
                }
            }
        }
        ExprKind::Match { value, clauses } if mentions(value, from) => {
            from.extend(clauses.iter().flat_map(|c| c.locals.iter().copied()));
        }
        _ => {}
    }
}

/// Whether every value of the one kind is of the other.
fn is_kind_of(narrow: Kind, wide: Kind) -> bool {
    use Kind::*;
    narrow == wide
        || match wide {
            Number => matches!(narrow, Int | Float),
            Sequential => matches!(narrow, Vector | List),
            Coll => matches!(narrow, Vector | List | Sequential | Map | Set),
            _ => false,
        }
}
