//! What is known on a way through a decision tree, and what it says of a pattern.
//!
//! The parts of a value are named by occurrences: the value itself, its nth element, what follows n
//! elements, what is at a key. A pattern is evaluated against what is known of its occurrence: it matches,
//! it does not, or something has to be asked first.

use std::collections::BTreeMap;

use super::*;
use crate::hir::Kind;
use crate::infer::narrow::predicate;
use crate::types::may_equal;

/// A part of the value that is matched: the steps to it.
pub(super) type Occurrence = Vec<Step>;

/// A step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The nth element.
    Element(usize),
    /// What follows n elements.
    Rest(usize),
    /// What is at a key, by its number among the keys of the patterns.
    Key(usize),
}

/// What is asked of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Whether it is not nil.
    Some,
    /// Whether it is of a kind.
    Kind(Kind),
    /// Whether it is equal to a constant, by its number.
    Equal(usize),
    /// Whether it has so many elements.
    Length(usize),
    /// Whether it has at least so many elements.
    Reaches(usize),
    /// Whether it has a key, by its number.
    Has(usize),
}

/// What is known of an occurrence.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The value, as narrow as it is known to be.
    pub(super) value: Hir,
    /// The kind of a dynamic value whose type does not say it.
    pub(super) kind: Option<Kind>,
    /// The kinds that it is not of.
    pub(super) not: Vec<Kind>,
    /// Whether a dynamic value is known not to be nil.
    pub(super) is_some: bool,
    /// The constant that it is equal to.
    pub(super) equal: Option<usize>,
    /// Constants that it is not equal to.
    pub(super) differs: Vec<usize>,
    /// How many elements it has: at least, at most, and not.
    pub(super) length: (usize, Option<usize>, Vec<usize>),
    /// The number of its elements, once computed.
    pub(super) count: Option<Hir>,
    /// Keys that are there, or not.
    pub(super) keys: Vec<(usize, bool)>,
}

impl Fact {
    pub(super) fn of(value: Hir) -> Fact {
        Fact {
            value,
            kind: None,
            not: Vec::new(),
            is_some: false,
            equal: None,
            differs: Vec::new(),
            length: (0, None, Vec::new()),
            count: None,
            keys: Vec::new(),
        }
    }

    /// Learns about the number of elements.
    pub(super) fn learn_length(&mut self, test: Test, holds: bool) {
        let (min, max, not) = &mut self.length;
        match (test, holds) {
            (Test::Length(n), true) => (*min, *max) = (n, Some(n)),
            (Test::Length(n), false) => not.push(n),
            (Test::Reaches(n), true) => *min = (*min).max(n),
            (Test::Reaches(n), false) => *max = Some(n.saturating_sub(1)),
            _ => {}
        }
        while not.contains(min) {
            *min += 1;
        }
        while let Some(m) = max
            && *m > *min
            && not.contains(m)
        {
            *m -= 1;
        }
    }
}

/// What is known of all occurrences.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) known: BTreeMap<Occurrence, Fact>,
}

impl Facts {
    /// Of the value itself.
    pub(super) fn of(root: Hir) -> Facts {
        Facts {
            known: BTreeMap::from([(Vec::new(), Fact::of(root))]),
        }
    }

    /// What is known of an occurrence that something was asked of.
    pub(super) fn at(&mut self, at: &Occurrence) -> &mut Fact {
        let nothing = || Fact::of(Hir::new(HirKind::Lit(Lit::Nil), Ty::Any, Span::default()));
        self.known.entry(at.clone()).or_insert_with(nothing)
    }

    /// Its elements are held one by one.
    pub(super) fn elements(&mut self, items: Vec<Hir>) {
        for (i, item) in items.into_iter().enumerate() {
            self.known.insert(vec![Step::Element(i)], Fact::of(item));
        }
    }
}

/// What a pattern says, as far as it is known.
#[derive(Debug)]
pub(super) enum Answer {
    Yes,
    No,
    /// This has to be known first.
    Ask(Occurrence, Test),
}

/// What the patterns of a `match` mention, and the program that they stand in.
pub(super) struct Mentioned<'e> {
    program: &'e Program,
    /// Constants, each once, with its value.
    pub(super) constants: Vec<(&'e Expr, Hir)>,
}

impl<'e> Mentioned<'e> {
    pub(super) fn new(program: &'e Program) -> Mentioned<'e> {
        Mentioned {
            program,
            constants: Vec::new(),
        }
    }

    /// What is known of an occurrence: of one that nothing was asked of yet, its type.
    fn fact(&self, facts: &Facts, at: &Occurrence) -> Fact {
        if let Some(fact) = facts.known.get(at) {
            return fact.clone();
        }
        let ty = match at.split_last() {
            Some((step, parent)) => {
                let parent = self.fact(facts, &parent.to_vec()).value.ty;
                self.part_type(&parent, *step)
            }
            None => Ty::Any,
        };
        Fact::of(Hir::new(HirKind::Lit(Lit::Nil), ty, Span::default()))
    }

    /// The type of a part of a value.
    fn part_type(&self, whole: &Ty, step: Step) -> Ty {
        let whole = &whole.product();
        let ty = match (whole, step) {
            (Ty::Tuple(items), Step::Element(i)) => items.get(i).cloned(),
            (Ty::Vector(t) | Ty::List(t), Step::Element(_)) => Some((**t).clone()),
            (Ty::Tuple(items), Step::Rest(n)) if items.len() <= n => Some(Ty::Nil),
            (Ty::Tuple(_) | Ty::Vector(_) | Ty::List(_), Step::Rest(_)) => {
                whole.element().map(|t| Ty::option(Ty::list(t)))
            }
            (Ty::Nil, _) => Some(Ty::Nil),
            (Ty::Any, Step::Rest(_)) => Some(Ty::option(Ty::list(Ty::Any))),
            (Ty::Map(_, v), Step::Key(_)) => Some((**v).clone()),
            (Ty::Record(_) | Ty::Struct(_), Step::Key(number)) => self.field(whole, number),
            _ => None,
        };
        match ty {
            Some(Ty::Fixed(_)) => Ty::Int,
            Some(ty) => ty,
            None => Ty::Any,
        }
    }

    /// The type of a field; none if there is no such field.
    fn field(&self, whole: &Ty, number: usize) -> Option<Ty> {
        let Some(Lit::Keyword(name)) = self.literal(number) else {
            return None;
        };
        match &whole.product() {
            Ty::Record(fields) => {
                let field = fields.iter().find(|(key, _)| key == name);
                field.map(|(_, ty)| ty.clone())
            }
            Ty::Struct(id) => {
                let fields = &self.program.structs[id.index()].fields;
                let field = fields.iter().find(|f| f.key == *name);
                field.map(|f| f.ty.clone())
            }
            _ => None,
        }
    }

    /// The number of a constant.
    pub(super) fn number(&self, e: &Expr) -> Option<usize> {
        self.constants.iter().position(|(c, _)| is_same(c, e))
    }

    fn literal(&self, number: usize) -> Option<&Lit> {
        match &self.constants[number].0.kind {
            ExprKind::Lit(lit) => Some(lit),
            _ => None,
        }
    }

    fn is_bool(&self, number: usize) -> bool {
        matches!(self.literal(number), Some(Lit::Bool(_)))
    }

    fn is_nil(&self, number: usize) -> bool {
        matches!(self.literal(number), Some(Lit::Nil))
    }

    /// A pattern at an occurrence; what it binds is added to `bound`.
    pub(super) fn answer(
        &self,
        facts: &Facts,
        pattern: &Pattern,
        at: &Occurrence,
        bound: &mut Vec<(LocalId, Occurrence)>,
    ) -> Answer {
        match &pattern.kind {
            PatternKind::Any => Answer::Yes,
            PatternKind::Bind(local) => {
                bound.push((*local, at.clone()));
                Answer::Yes
            }
            PatternKind::As(local, inner) => {
                bound.push((*local, at.clone()));
                self.answer(facts, inner, at, bound)
            }
            PatternKind::Is(name, inner) => match self.kind(&self.fact(facts, at), name) {
                Ok(true) => self.answer(facts, inner, at, bound),
                Ok(false) => Answer::No,
                Err(test) => Answer::Ask(at.clone(), test),
            },
            PatternKind::Or(sides) => {
                let mark = bound.len();
                for side in sides {
                    match self.answer(facts, side, at, bound) {
                        Answer::No => bound.truncate(mark),
                        answer => return answer,
                    }
                }
                Answer::No
            }
            PatternKind::Const(e) => {
                let Some(number) = self.number(e) else {
                    return Answer::No;
                };
                match self.constant(&self.fact(facts, at), number) {
                    Ok(true) => Answer::Yes,
                    Ok(false) => Answer::No,
                    Err(test) => Answer::Ask(at.clone(), test),
                }
            }
            PatternKind::Seq { items, rest } => {
                match self.length(&self.fact(facts, at), items.len(), rest.is_some()) {
                    Ok(true) => {}
                    Ok(false) => return Answer::No,
                    Err(test) => return Answer::Ask(at.clone(), test),
                }
                let items = items.iter().enumerate();
                let mut parts: Vec<(Step, &Pattern)> =
                    items.map(|(i, p)| (Step::Element(i), p)).collect();
                if let Some(rest) = rest {
                    parts.push((Step::Rest(parts.len()), rest));
                }
                self.parts(facts, &parts, at, bound)
            }
            PatternKind::Keys(keys) => {
                let fact = self.fact(facts, at);
                match self.map(&fact) {
                    Ok(true) => {}
                    Ok(false) => return Answer::No,
                    Err(test) => return Answer::Ask(at.clone(), test),
                }
                let mut parts = Vec::new();
                let mut ask = None;
                for (key, pattern) in keys {
                    let Some(number) = self.number(key) else {
                        return Answer::No;
                    };
                    match self.has(&fact, number) {
                        Ok(true) => parts.push((Step::Key(number), pattern)),
                        Ok(false) => return Answer::No,
                        Err(test) => {
                            ask.get_or_insert(test);
                        }
                    }
                }
                // What is inside of the keys that are there may refute it without asking for the others.
                match (self.parts(facts, &parts, at, bound), ask) {
                    (Answer::No, _) => Answer::No,
                    (_, Some(test)) => Answer::Ask(at.clone(), test),
                    (answer, None) => answer,
                }
            }
        }
    }

    /// Patterns of parts: one that is refuted refutes all.
    fn parts(
        &self,
        facts: &Facts,
        parts: &[(Step, &Pattern)],
        at: &Occurrence,
        bound: &mut Vec<(LocalId, Occurrence)>,
    ) -> Answer {
        let mut first = Answer::Yes;
        for (step, pattern) in parts {
            let mut part = at.clone();
            part.push(*step);
            match self.answer(facts, pattern, &part, bound) {
                Answer::No => return Answer::No,
                answer @ Answer::Ask(..) if matches!(first, Answer::Yes) => first = answer,
                _ => {}
            }
        }
        first
    }

    /// Whether it is of the kind of a predicate.
    fn kind(&self, fact: &Fact, name: &str) -> Result<bool, Test> {
        let Some((kind, holds)) = predicate(name) else {
            return Ok(false);
        };
        match &fact.value.ty {
            Ty::Never => Ok(false),
            Ty::Option(inner) => match holds(inner) || matches!(**inner, Ty::Number) {
                true => Err(Test::Some),
                false => Ok(false),
            },
            Ty::Number if kind == Kind::Number => Ok(true),
            Ty::Number if matches!(kind, Kind::Int | Kind::Float) => match fact.not.as_slice() {
                [] => Err(Test::Kind(kind)),
                not => Ok(!not.contains(&kind)),
            },
            Ty::Any => self.dynamic_kind(fact, kind),
            ty => Ok(holds(ty)),
        }
    }

    fn dynamic_kind(&self, fact: &Fact, kind: Kind) -> Result<bool, Test> {
        if let Some(known) = fact.kind {
            if is_kind_of(known, kind) {
                return Ok(true);
            }
            if !is_kind_of(kind, known) {
                return Ok(false);
            }
        }
        match fact.not.iter().any(|not| is_kind_of(kind, *not)) {
            true => Ok(false),
            false => Err(Test::Kind(kind)),
        }
    }

    /// Whether it is equal to a constant.
    fn constant(&self, fact: &Fact, number: usize) -> Result<bool, Test> {
        if fact.equal == Some(number) {
            return Ok(true);
        }
        if fact.differs.contains(&number) {
            return Ok(false);
        }
        let ty = &fact.value.ty;
        if self.is_nil(number) {
            return match ty {
                Ty::Nil => Ok(true),
                Ty::Option(_) => Err(Test::Some),
                Ty::Any if fact.is_some || fact.kind.is_some() => Ok(false),
                Ty::Any => Err(Test::Some),
                _ => Ok(false),
            };
        }
        let constant = &self.constants[number].1;
        if !may_equal(ty, &constant.ty) || *ty == Ty::Never {
            return Ok(false);
        }
        let Some(lit) = self.literal(number) else {
            return match ty {
                Ty::Option(_) => Err(Test::Some),
                _ => Err(Test::Equal(number)),
            };
        };
        match (ty, lit_kind(lit)) {
            (Ty::Option(_), _) => Err(Test::Some),
            (Ty::Any, Some(kind)) => match self.dynamic_kind(fact, kind) {
                Ok(true) => Err(Test::Equal(number)),
                other => other,
            },
            (Ty::Number, Some(kind)) if fact.not.contains(&kind) => Ok(false),
            (Ty::Number, Some(kind)) => Err(Test::Kind(kind)),
            _ if fact.equal.is_some_and(|n| self.literal(n).is_some()) => Ok(false),
            (Ty::Bool, _) if fact.differs.iter().any(|n| self.is_bool(*n)) => Ok(true),
            _ => Err(Test::Equal(number)),
        }
    }

    /// Whether it is a vector or a list of so many elements, or at least so many; nil has none.
    fn length(&self, fact: &Fact, n: usize, or_more: bool) -> Result<bool, Test> {
        match &fact.value.ty.product() {
            Ty::Nil => return Ok(n == 0),
            Ty::Option(inner) => match inner.loose() {
                Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_) => return Err(Test::Some),
                _ if n == 0 => return Err(Test::Some),
                _ => return Ok(false),
            },
            Ty::Tuple(items) => {
                return Ok(items.len() == n || (or_more && items.len() > n));
            }
            Ty::Vector(_) | Ty::List(_) => {}
            Ty::Any if n == 0 && !fact.is_some && fact.kind.is_none() => return Err(Test::Some),
            Ty::Any => {
                if !self.dynamic_kind(fact, Kind::Sequential)? {
                    return Ok(false);
                }
            }
            _ => return Ok(false),
        }
        let (min, max, not) = &fact.length;
        if or_more {
            return match (n <= *min, max.is_some_and(|max| max < n)) {
                (true, _) => Ok(true),
                (_, true) => Ok(false),
                _ => Err(Test::Reaches(n)),
            };
        }
        if n < *min || max.is_some_and(|max| max < n) || not.contains(&n) {
            return Ok(false);
        }
        match *max == Some(*min) {
            true => Ok(true),
            false => Err(Test::Length(n)),
        }
    }

    /// Whether it is a map.
    fn map(&self, fact: &Fact) -> Result<bool, Test> {
        match &fact.value.ty {
            Ty::Option(inner) => match inner.loose() {
                Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => Err(Test::Some),
                _ => Ok(false),
            },
            Ty::Any => self.dynamic_kind(fact, Kind::Map),
            ty => Ok(matches!(
                ty.loose(),
                Ty::Map(..) | Ty::Record(_) | Ty::Struct(_)
            )),
        }
    }

    /// Whether a map has a key.
    fn has(&self, fact: &Fact, number: usize) -> Result<bool, Test> {
        if let Some((_, is_there)) = fact.keys.iter().find(|(k, _)| *k == number) {
            return Ok(*is_there);
        }
        let key = &self.constants[number].1.ty;
        match &fact.value.ty.product() {
            ty @ (Ty::Record(_) | Ty::Struct(_)) => Ok(self.field(ty, number).is_some()),
            Ty::Map(k, _) if k.is_never() || !may_equal(key, k) => Ok(false),
            _ => Err(Test::Has(number)),
        }
    }
}

/// The kind of values that a literal can be equal to.
pub(super) fn lit_kind(lit: &Lit) -> Option<Kind> {
    Some(match lit {
        Lit::Nil => return None,
        Lit::Bool(_) => Kind::Bool,
        Lit::Int(_) => Kind::Int,
        Lit::Float(_) => Kind::Float,
        Lit::Str(_) => Kind::Str,
        Lit::Keyword(_) => Kind::Keyword,
        Lit::Symbol(_) => Kind::Symbol,
        Lit::Inst(..) => Kind::Inst,
        Lit::Uuid(_) => Kind::Uuid,
        Lit::Regex(..) => Kind::Regex,
    })
}

/// Whether two constants are written alike.
fn is_same(a: &Expr, b: &Expr) -> bool {
    let all =
        |a: &[Expr], b: &[Expr]| a.len() == b.len() && a.iter().zip(b).all(|(x, y)| is_same(x, y));
    match (&a.kind, &b.kind) {
        (ExprKind::Lit(a), ExprKind::Lit(b)) => a == b,
        (ExprKind::Vector(a), ExprKind::Vector(b))
        | (ExprKind::List(a), ExprKind::List(b))
        | (ExprKind::Set(a), ExprKind::Set(b)) => all(a, b),
        (ExprKind::Map(a), ExprKind::Map(b)) => {
            let same =
                |((k, v), (l, w)): (&(Expr, Expr), &(Expr, Expr))| is_same(k, l) && is_same(v, w);
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}
