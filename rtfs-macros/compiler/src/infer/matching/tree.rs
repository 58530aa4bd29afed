//! From clauses and facts to a tree of tests, in the terms of the typed HIR.
//!
//! A test is made where the first clause that is still open asks for it. What it looks at is bound before
//! it, so that both sides share it: an element is taken out of its vector, and a key looked up, once.
//! A tree that grows out of proportion is cut: the clauses after that point are tried one by one,
//! each going on to the next by a jump.

use std::collections::BTreeSet;

use super::facts::{Answer, Fact, Facts, Mentioned, Occurrence, Step, Test};
use super::*;
use crate::infer::narrow::narrowed_to;
use crate::infer::numeric::{negate, prim};

/// How many tests a tree may have for each clause, before the clauses are tried one by one.
const TESTS: usize = 16;
/// More tests than this are refused.
const LIMIT: usize = 20_000;

/// A decision tree.
pub(super) enum Tree {
    /// A clause matches, with the values of its names.
    Leaf { clause: ClauseId, values: Vec<Hir> },
    /// No clause matches.
    Fail,
    /// A guard that never returns.
    Dead(Hir),
    /// Bindings around a tree.
    Bind(Vec<(VarId, Hir)>, Box<Tree>),
    /// A test and its sides.
    Test {
        condition: Hir,
        yes: Box<Tree>,
        no: Box<Tree>,
    },
    /// A tree that may jump to another one.
    Rest {
        label: Label,
        first: Box<Tree>,
        rest: Box<Tree>,
    },
    /// On to the other one.
    Jump(Label),
}

impl Tree {
    /// Calls `visit` with every tree in it.
    fn walk(&self, visit: &mut dyn FnMut(&Tree)) {
        visit(self);
        match self {
            Tree::Bind(_, inner) => inner.walk(visit),
            Tree::Test { yes, no, .. } => {
                yes.walk(visit);
                no.walk(visit);
            }
            Tree::Rest { first, rest, .. } => {
                first.walk(visit);
                rest.walk(visit);
            }
            Tree::Leaf { .. } | Tree::Fail | Tree::Dead(_) | Tree::Jump(_) => {}
        }
    }

    /// Calls `visit` with every way to a clause.
    pub(super) fn leaves(&self, visit: &mut dyn FnMut(ClauseId, &[Hir])) {
        self.walk(&mut |tree| {
            if let Tree::Leaf { clause, values } = tree {
                visit(*clause, values);
            }
        });
    }

    /// How many ways lead to no clause.
    pub(super) fn failures(&self) -> usize {
        let mut count = 0;
        self.walk(&mut |tree| count += usize::from(matches!(tree, Tree::Fail)));
        count
    }
}

/// Bindings around a tree, if there are any.
fn bound(lets: Vec<(VarId, Hir)>, tree: Tree) -> Tree {
    match lets.is_empty() {
        true => tree,
        false => Tree::Bind(lets, Box::new(tree)),
    }
}

/// What follows where a clause does not match.
#[derive(Clone, Copy)]
enum Otherwise {
    /// The clauses after it, with what is known by then.
    Next,
    /// A jump.
    Jump(Label),
}

/// Makes the tree of some clauses.
pub(super) struct Builder<'a, 'p> {
    infer: &'a mut Infer<'p>,
    clauses: &'a [MatchClause],
    mentioned: Mentioned<'a>,
    /// The clauses that some way leads to.
    pub(super) reached: BTreeSet<ClauseId>,
    tests: usize,
}

impl<'a, 'p> Builder<'a, 'p> {
    pub(super) fn new(infer: &'a mut Infer<'p>, clauses: &'a [MatchClause]) -> Builder<'a, 'p> {
        let program = infer.program;
        Builder {
            infer,
            clauses,
            mentioned: Mentioned::new(program),
            reached: BTreeSet::new(),
            tests: 0,
        }
    }

    pub(super) fn build(&mut self, cx: &mut Cx, facts: Facts) -> Tree {
        for clause in self.clauses {
            self.mention(cx, &clause.pattern);
        }
        let tree = self.clauses_from(cx, 0, facts);
        if self.tests > LIMIT
            && let Some(first) = self.clauses.first()
        {
            let span = first.pattern.span;
            let message = "this `match` needs too many tests";
            let diagnostic = Diagnostic::error("match", message, span)
                .with_help("match one part after the other, in a `match` of its own for each");
            cx.faults.push(Fault { span, diagnostic });
        }
        tree
    }

    /// Numbers the constants of a pattern.
    fn mention(&mut self, cx: &mut Cx, pattern: &'a Pattern) {
        match &pattern.kind {
            PatternKind::Any | PatternKind::Bind(_) => {}
            PatternKind::Const(e) => self.number(cx, e),
            PatternKind::Seq { items, rest } => items
                .iter()
                .chain(rest.as_deref())
                .for_each(|p| self.mention(cx, p)),
            PatternKind::Keys(keys) => keys.iter().for_each(|(key, p)| {
                self.number(cx, key);
                self.mention(cx, p);
            }),
            PatternKind::As(_, inner) | PatternKind::Is(_, inner) => self.mention(cx, inner),
            PatternKind::Or(sides) => sides.iter().for_each(|p| self.mention(cx, p)),
        }
    }

    fn number(&mut self, cx: &mut Cx, e: &'a Expr) {
        if self.mentioned.number(e).is_none() {
            let value = self.infer.expr(cx, e, false);
            self.mentioned.constants.push((e, value));
        }
    }

    fn answer(
        &self,
        facts: &Facts,
        clause: ClauseId,
        names: &mut Vec<(LocalId, Occurrence)>,
    ) -> Answer {
        let pattern = &self.clauses[clause].pattern;
        self.mentioned.answer(facts, pattern, &Vec::new(), names)
    }

    /// The first of the clauses from one on that matches.
    fn clauses_from(&mut self, cx: &mut Cx, from: ClauseId, facts: Facts) -> Tree {
        for clause in from..self.clauses.len() {
            let mut names = Vec::new();
            match self.answer(&facts, clause, &mut names) {
                Answer::No => {}
                Answer::Yes => return self.leaf(cx, clause, names, facts, Otherwise::Next),
                Answer::Ask(..) if self.tests >= TESTS * (self.clauses.len() + TESTS) => {
                    let label = cx.new_label();
                    let first = self.one_clause(cx, clause, facts.clone(), label);
                    let rest = self.clauses_from(cx, clause + 1, facts);
                    return Tree::Rest {
                        label,
                        first: Box::new(first),
                        rest: Box::new(rest),
                    };
                }
                Answer::Ask(at, test) => {
                    return self.ask(cx, clause, &at, test, facts, |this, cx, facts| {
                        this.clauses_from(cx, clause, facts)
                    });
                }
            }
        }
        Tree::Fail
    }

    /// One clause, or a jump.
    fn one_clause(&mut self, cx: &mut Cx, clause: ClauseId, facts: Facts, label: Label) -> Tree {
        let mut names = Vec::new();
        match self.answer(&facts, clause, &mut names) {
            Answer::No => Tree::Jump(label),
            _ if self.tests > LIMIT => Tree::Jump(label),
            Answer::Yes => self.leaf(cx, clause, names, facts, Otherwise::Jump(label)),
            Answer::Ask(at, test) => self.ask(cx, clause, &at, test, facts, |this, cx, facts| {
                this.one_clause(cx, clause, facts, label)
            }),
        }
    }

    /// A clause whose pattern matches; a guard may still refuse it.
    fn leaf(
        &mut self,
        cx: &mut Cx,
        id: ClauseId,
        names: Vec<(LocalId, Occurrence)>,
        mut facts: Facts,
        otherwise: Otherwise,
    ) -> Tree {
        let clause = &self.clauses[id];
        let span = clause.pattern.span;
        let mut lets = Vec::new();
        let mut values = Vec::new();
        for local in &clause.locals {
            let Some((_, at)) = names.iter().find(|(l, _)| l == local) else {
                continue;
            };
            let value = self.held(cx, at, &mut facts, &mut lets, span);
            if value.ty.is_never() {
                return bound(lets, Tree::Dead(value));
            }
            values.push(match facts.known.get(at).and_then(|f| f.kind) {
                Some(kind) if value.ty == Ty::Any => narrowed(value, kind),
                _ => value,
            });
        }
        let Some(guard) = &clause.guard else {
            self.reached.insert(id);
            return bound(lets, Tree::Leaf { clause: id, values });
        };
        let mut held = Vec::new();
        for (local, value) in clause.locals.iter().zip(values) {
            let info = &self.infer.program.locals[local.index()];
            let ty = value.ty.settled();
            let value = self.infer.coerce(value, &ty);
            let var = cx.new_var(&info.name, info.span, ty);
            cx.env.insert(*local, var);
            lets.push((var, value));
            held.push(cx.var(var, info.span));
        }
        let condition = self.infer.expr(cx, guard, false);
        let (may_fail, may_hold) = match condition.kind {
            HirKind::Lit(Lit::Bool(b)) => (!b, b),
            _ => condition.ty.truth(),
        };
        self.reached.insert(id);
        let matched = Tree::Leaf {
            clause: id,
            values: held,
        };
        // A guard whose answer is known is evaluated for what else it does.
        let is_known = may_hold != may_fail;
        if is_known && !is_trivial(&condition) {
            let var = cx.new_var("guard", condition.span, condition.ty.clone());
            lets.push((var, condition.clone()));
        }
        if may_hold && !may_fail {
            return bound(lets, matched);
        }
        let no = match otherwise {
            Otherwise::Next => self.clauses_from(cx, id + 1, facts),
            Otherwise::Jump(label) => Tree::Jump(label),
        };
        if condition.ty.is_never() {
            return bound(lets, Tree::Dead(condition));
        }
        if !may_hold {
            return bound(lets, no);
        }
        let condition = self.infer.truthy(condition);
        let test = Tree::Test {
            condition,
            yes: Box::new(matched),
            no: Box::new(no),
        };
        bound(lets, test)
    }

    // ---- tests

    /// A test of an occurrence for a clause, and what becomes of both answers.
    fn ask(
        &mut self,
        cx: &mut Cx,
        clause: ClauseId,
        at: &Occurrence,
        test: Test,
        mut facts: Facts,
        mut then: impl FnMut(&mut Self, &mut Cx, Facts) -> Tree,
    ) -> Tree {
        self.tests += 1;
        if self.tests > LIMIT {
            return Tree::Fail;
        }
        let span = self.clauses[clause].pattern.span;
        let mut lets = Vec::new();
        let value = self.held(cx, at, &mut facts, &mut lets, span);
        if value.ty.is_never() {
            return bound(lets, Tree::Dead(value));
        }
        let (mut yes, mut no) = (facts.clone(), facts);
        let mut found = Vec::new();
        let (condition, is_certain) = match test {
            Test::Some => self.ask_some(value, at, &mut yes, &mut no),
            Test::Kind(kind) => self.ask_kind(value, kind, at, &mut yes, &mut no),
            Test::Equal(number) => {
                yes.at(at).equal = Some(number);
                no.at(at).differs.push(number);
                self.is_equal(value, number, span)
            }
            Test::Length(n) | Test::Reaches(n) => {
                let count = self.count(cx, value, at, &mut yes, &mut lets, span);
                no.at(at).count = Some(count.clone());
                yes.at(at).learn_length(test, true);
                no.at(at).learn_length(test, false);
                let n = literal(Lit::Int((n as i64).into()), span);
                let op = match test {
                    Test::Length(_) => Prim::Eq,
                    _ => Prim::Ge,
                };
                (prim(op, vec![count, n], Ty::Bool, span), None)
            }
            Test::Has(number) => {
                yes.at(at).keys.push((number, true));
                no.at(at).keys.push((number, false));
                let test = self.has_key(cx, value.clone(), number, at, &mut yes, &mut lets, span);
                let key = &self.mentioned.constants[number].1;
                if value.ty == Ty::Any && matches!(key.kind, HirKind::Lit(Lit::Keyword(_))) {
                    // What asks and then looks is one look, if one follows the other.
                    let mut part = at.clone();
                    part.push(Step::Key(number));
                    self.held(cx, &part, &mut yes, &mut found, span);
                }
                test
            }
        };
        let tree = match is_certain {
            Some(true) => bound(found, then(self, cx, yes)),
            Some(false) => then(self, cx, no),
            None => Tree::Test {
                condition,
                yes: Box::new(bound(found, then(self, cx, yes))),
                no: Box::new(then(self, cx, no)),
            },
        };
        bound(lets, tree)
    }

    fn ask_some(
        &mut self,
        value: Hir,
        at: &Occurrence,
        yes: &mut Facts,
        no: &mut Facts,
    ) -> (Hir, Option<bool>) {
        let span = value.span;
        let inner = value.ty.without_nil();
        yes.at(at).is_some = true;
        if value.ty != Ty::Any {
            yes.at(at).value = cast(value.clone(), &inner);
        }
        no.at(at).value = literal(Lit::Nil, span);
        (prim(Prim::IsSome, vec![value], Ty::Bool, span), None)
    }

    fn ask_kind(
        &mut self,
        value: Hir,
        kind: Kind,
        at: &Occurrence,
        yes: &mut Facts,
        no: &mut Facts,
    ) -> (Hir, Option<bool>) {
        let span = value.span;
        yes.at(at).kind = Some(kind);
        yes.at(at).is_some = true;
        no.at(at).not.push(kind);
        // Scalars go on in their own representation; of collections the kind is enough to go on.
        if let Some(ty) = narrowed_to(kind)
            && (ty.is_scalar() || ty.is_number() || ty == Ty::Str)
        {
            yes.at(at).value = cast(value.clone(), &ty);
        }
        if value.ty == Ty::Number {
            let other = match kind {
                Kind::Int => Ty::Float,
                _ => Ty::Int,
            };
            no.at(at).value = cast(value.clone(), &other);
        }
        let value = self.infer.coerce(value, &Ty::Any);
        let test = HirKind::IsKind(kind, Box::new(value));
        (Hir::new(test, Ty::Bool, span), None)
    }

    fn is_equal(&mut self, value: Hir, number: usize, span: Span) -> (Hir, Option<bool>) {
        let constant = self.mentioned.constants[number].1.clone();
        let test = match (&value.ty, &constant.kind) {
            (Ty::Bool, HirKind::Lit(Lit::Bool(true))) => value,
            (Ty::Bool, HirKind::Lit(Lit::Bool(false))) => negate(value),
            _ => self.infer.equal(value, constant, span),
        };
        let known = match test.kind {
            HirKind::Lit(Lit::Bool(b)) => Some(b),
            _ => None,
        };
        (test, known)
    }

    /// The number of elements, computed once.
    fn count(
        &mut self,
        cx: &mut Cx,
        value: Hir,
        at: &Occurrence,
        facts: &mut Facts,
        lets: &mut Vec<(VarId, Hir)>,
        span: Span,
    ) -> Hir {
        if let Some(count) = &facts.at(at).count {
            return count.clone();
        }
        let count = self.infer.size(cx, "count", value, span);
        let var = cx.new_var("count", span, count.ty.clone());
        lets.push((var, count));
        let count = cx.var(var, span);
        facts.at(at).count = Some(count.clone());
        count
    }

    /// Whether a map has a key: a look-up that is the value, too, where nil cannot be a value.
    #[allow(clippy::too_many_arguments, reason = "the parts of one test")]
    fn has_key(
        &mut self,
        cx: &mut Cx,
        value: Hir,
        number: usize,
        at: &Occurrence,
        yes: &mut Facts,
        lets: &mut Vec<(VarId, Hir)>,
        span: Span,
    ) -> (Hir, Option<bool>) {
        let key = self.mentioned.constants[number].1.clone();
        let test = match &value.ty {
            Ty::Map(_, v) if !v.may_be_nil() && !v.is_never() => {
                let found = self.infer.get(cx, value, key, None, span);
                let inner = found.ty.without_nil();
                let var = cx.new_var("found", span, found.ty.clone());
                lets.push((var, found));
                let found = cx.var(var, span);
                let mut part = at.clone();
                part.push(Step::Key(number));
                yes.known
                    .insert(part, Fact::of(cast(found.clone(), &inner)));
                prim(Prim::IsSome, vec![found], Ty::Bool, span)
            }
            _ => self.infer.contains(cx, value, key, span),
        };
        let known = match test.kind {
            HirKind::Lit(Lit::Bool(b)) => Some(b),
            _ => None,
        };
        (test, known)
    }

    // ---- parts

    /// The value of an occurrence as something that can be used many times, bound if need be.
    fn held(
        &mut self,
        cx: &mut Cx,
        at: &Occurrence,
        facts: &mut Facts,
        lets: &mut Vec<(VarId, Hir)>,
        span: Span,
    ) -> Hir {
        let value = match facts.known.get(at) {
            Some(fact) => fact.value.clone(),
            None => {
                let (step, parent) = match at.split_last() {
                    Some((step, parent)) => (*step, parent.to_vec()),
                    None => return literal(Lit::Nil, span),
                };
                let parent = self.held(cx, &parent, facts, lets, span);
                self.part(cx, parent, step, span)
            }
        };
        let value = match value.ty {
            Ty::Fixed(_) => self.infer.coerce(value, &Ty::Int),
            _ => value,
        };
        let value = if is_place(&value) || value.ty.is_never() {
            value
        } else {
            let var = cx.new_var("part", span, value.ty.clone());
            lets.push((var, value));
            cx.var(var, span)
        };
        match facts.known.get_mut(at) {
            Some(fact) => fact.value = value.clone(),
            None => {
                facts.known.insert(at.clone(), Fact::of(value.clone()));
            }
        }
        value
    }

    /// A part of a value that is known to be there.
    fn part(&mut self, cx: &mut Cx, parent: Hir, step: Step, span: Span) -> Hir {
        match step {
            Step::Element(i) => {
                let index = literal(Lit::Int((i as i64).into()), span);
                self.infer.nth(cx, parent, index, None, span)
            }
            Step::Rest(n) => self.infer.rest_from(cx, parent, n, span),
            Step::Key(number) => {
                let key = self.mentioned.constants[number].1.clone();
                self.infer.get(cx, parent, key, None, span)
            }
        }
    }
}

/// A value that is known to be of a type, as that type.
fn cast(value: Hir, ty: &Ty) -> Hir {
    let span = value.span;
    let kind = HirKind::Cast(Box::new(value), Subject::known("the value"));
    Hir::new(kind, ty.clone(), span)
}

/// A dynamic value of a known kind, in the representation of the kind if there is one.
fn narrowed(value: Hir, kind: Kind) -> Hir {
    match narrowed_to(kind) {
        Some(ty) => cast(value, &ty),
        None => value,
    }
}

/// Whether looking at a value again costs nothing.
fn is_place(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Var(..) | HirKind::Lit(_) => true,
        HirKind::Field(base, _) => is_place(base),
        HirKind::Tuple(items) => items.iter().all(is_place),
        _ => false,
    }
}
