//! `match` and `try`: patterns against values, handlers against errors.

use std::sync::Arc;

use rtfs_rt::codegen::kinds;
use rtfs_rt::library::errors::caught;
use rtfs_rt::reader::Span;
use rtfs_rt::{Data, Error, Str, Value, access};

use super::code::*;
use super::lower::Frame;
use super::machine::Machine;
use super::run::{Outcome, Stop};
use crate::ast::{self, Expr, PatternKind, Selector};

/// A pattern of `match`; names are slots.
#[derive(Debug)]
pub(super) enum Pattern {
    Any,
    Bind(Slot),
    Const(Node),
    Seq(Vec<Pattern>, Option<Box<Pattern>>),
    Keys(Vec<(Node, Pattern)>),
    As(Slot, Box<Pattern>),
    Is(fn(&Value) -> bool, Box<Pattern>),
    Or(Vec<Pattern>),
}

/// A clause of `match`: pattern, guard, body.
#[derive(Debug)]
pub(super) struct MatchClause {
    pattern: Pattern,
    guard: Option<Node>,
    body: Node,
}

/// A clause of `try`: which errors, the slot of the error, and the value in its place.
#[derive(Debug)]
pub(super) struct Catch {
    selector: Selector,
    slot: Slot,
    body: Node,
}

impl Frame<'_> {
    pub(super) fn matching(
        &mut self,
        value: &Expr,
        clauses: &[ast::MatchClause],
        is_tail: bool,
    ) -> Op {
        let value = self.boxed(value);
        let clauses = clauses.iter().map(|clause| MatchClause {
            pattern: self.pattern(&clause.pattern),
            guard: clause.guard.as_ref().map(|g| self.node(g, false)),
            body: self.node(&clause.body, is_tail),
        });
        Op::Match(value, clauses.collect())
    }

    fn pattern(&mut self, pattern: &ast::Pattern) -> Pattern {
        let boxed = |this: &mut Self, p: &ast::Pattern| Box::new(this.pattern(p));
        match &pattern.kind {
            PatternKind::Any => Pattern::Any,
            PatternKind::Bind(local) => Pattern::Bind(self.slot(*local)),
            PatternKind::Const(e) => Pattern::Const(self.node(e, false)),
            PatternKind::Seq { items, rest } => {
                let items = items.iter().map(|p| self.pattern(p)).collect();
                Pattern::Seq(items, rest.as_ref().map(|p| boxed(self, p)))
            }
            PatternKind::Keys(keys) => {
                let keys = keys.iter();
                let keys = keys.map(|(key, p)| (self.node(key, false), self.pattern(p)));
                Pattern::Keys(keys.collect())
            }
            PatternKind::As(local, inner) => Pattern::As(self.slot(*local), boxed(self, inner)),
            PatternKind::Is(name, inner) => Pattern::Is(predicate(name), boxed(self, inner)),
            PatternKind::Or(sides) => Pattern::Or(sides.iter().map(|p| self.pattern(p)).collect()),
        }
    }

    pub(super) fn attempt(
        &mut self,
        body: &Expr,
        catches: &[ast::Catch],
        finally: Option<&Expr>,
    ) -> Op {
        let body = self.boxed(body);
        let catches = catches.iter().map(|catch| Catch {
            selector: catch.selector,
            slot: self.slot(catch.local),
            body: self.node(&catch.body, false),
        });
        let catches = catches.collect();
        let finally = finally.map(|e| self.boxed(e));
        Op::Try {
            body,
            catches,
            finally,
        }
    }
}

/// The test of a predicate that a pattern can ask for.
fn predicate(name: &str) -> fn(&Value) -> bool {
    match name {
        "int?" => kinds::is_int,
        "float?" => kinds::is_float,
        "number?" => kinds::is_number,
        "string?" => kinds::is_string,
        "bool?" => kinds::is_bool,
        "keyword?" => kinds::is_keyword,
        "symbol?" => kinds::is_symbol,
        "vector?" => kinds::is_vector,
        "list?" => kinds::is_list,
        "map?" => kinds::is_map,
        "set?" => kinds::is_set,
        "inst?" => kinds::is_inst,
        "uuid?" => kinds::is_uuid,
        _ => kinds::is_fn,
    }
}

impl Machine {
    pub(super) fn match_node(
        self: &Arc<Self>,
        value: &Node,
        clauses: &[MatchClause],
        span: Span,
        frame: &mut [Value],
    ) -> Outcome {
        let value = self.node(value, frame)?;
        for clause in clauses {
            if !self.matches(&clause.pattern, &value, frame)? {
                continue;
            }
            if let Some(guard) = &clause.guard
                && !self.node(guard, frame)?.is_truthy()
            {
                continue;
            }
            return self.node(&clause.body, frame);
        }
        self.no_clause(value, "match", span)
    }

    /// Fails as a `:match-error` of the form.
    pub(super) fn no_clause(&self, value: Value, form: &str, span: Span) -> Outcome {
        let never = access::no_clause(&[value, Value::Str(Str::from(form))]);
        let never = never.map_err(|e| self.at(e, span))?;
        match never {}
    }

    fn matches(
        self: &Arc<Self>,
        pattern: &Pattern,
        value: &Value,
        frame: &mut [Value],
    ) -> Result<bool, Stop> {
        Ok(match pattern {
            Pattern::Any => true,
            Pattern::Bind(slot) => {
                frame[*slot] = value.clone();
                true
            }
            Pattern::As(slot, inner) => {
                frame[*slot] = value.clone();
                self.matches(inner, value, frame)?
            }
            Pattern::Const(constant) => self.node(constant, frame)?.same(value),
            Pattern::Is(test, inner) => test(value) && self.matches(inner, value, frame)?,
            Pattern::Or(sides) => {
                for side in sides {
                    if self.matches(side, value, frame)? {
                        return Ok(true);
                    }
                }
                false
            }
            Pattern::Keys(keys) => {
                let Value::Map(map) = value else {
                    return Ok(false);
                };
                for (key, pattern) in keys {
                    let key = self.node(key, frame)?;
                    let Some(part) = map.get(&key) else {
                        return Ok(false);
                    };
                    if !self.matches(pattern, part, frame)? {
                        return Ok(false);
                    }
                }
                true
            }
            Pattern::Seq(items, rest) => {
                let count = match value {
                    Value::Nil => 0,
                    Value::Vector(elements) => elements.len(),
                    Value::List(elements) => elements.len(),
                    _ => return Ok(false),
                };
                if count < items.len() || (rest.is_none() && count > items.len()) {
                    return Ok(false);
                }
                for (index, pattern) in (0..).zip(items) {
                    let part = access::element_any(value, index)?;
                    if !self.matches(pattern, &part, frame)? {
                        return Ok(false);
                    }
                }
                let Some(rest) = rest else { return Ok(true) };
                let index = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let left = access::rest_from_any(value, index)?;
                self.matches(rest, &left.map_or(Value::Nil, Value::List), frame)?
            }
        })
    }

    pub(super) fn try_node(
        self: &Arc<Self>,
        body: &Node,
        catches: &[Catch],
        finally: Option<&Node>,
        frame: &mut [Value],
    ) -> Outcome {
        let outcome = match self.node(body, frame) {
            Err(Stop::Error(error)) => match catches.iter().find(|c| selects(c.selector, &error)) {
                Some(catch) => {
                    frame[catch.slot] = caught(&error);
                    self.node(&catch.body, frame)
                }
                None => Err(Stop::Error(error)),
            },
            outcome => outcome,
        };
        if let Some(finally) = finally {
            self.node(finally, frame)?;
        }
        outcome
    }
}

fn selects(selector: Selector, error: &Error) -> bool {
    match selector {
        Selector::All => true,
        Selector::Runtime => error.kind().is_runtime(),
        Selector::Host => error.kind().is_host(),
        Selector::Kind(kind) => error.kind() == kind,
    }
}
