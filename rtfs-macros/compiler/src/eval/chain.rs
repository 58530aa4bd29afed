//! Producers without an end: `(range)`, `(repeat x)`, `(iterate f x)`, `(cycle coll)`.
//!
//! Everything else is eager. Such a producer is pulled through the stages of its chain, an element at a
//! time, by the first consumer that may stop: that is what compiled code does with all chains. What
//! follows is eager again.

use rtfs_rt::access::to_vector_any;
use rtfs_rt::{Int, List, Result, Value, Vector, ops};

use super::code::{Chain, Node, Op, Producer, Sink, Stage};
use super::lower::Frame;
use crate::ast::{Expr, ExprKind};

fn stage(name: &str) -> Option<Stage> {
    Some(match name {
        "map" | "mapv" => Stage::Map,
        "map-indexed" => Stage::MapIndexed,
        "filter" | "filterv" => Stage::Filter,
        "remove" => Stage::Remove,
        "keep" => Stage::Keep,
        "keep-indexed" => Stage::KeepIndexed,
        "mapcat" => Stage::Mapcat,
        "drop" => Stage::Drop,
        "drop-while" => Stage::DropWhile,
        "take" => Stage::Take,
        "take-while" => Stage::TakeWhile,
        _ => return None,
    })
}

impl Stage {
    /// Whether it may end a chain.
    fn ends(self) -> bool {
        matches!(self, Stage::Take | Stage::TakeWhile)
    }
}

fn called(e: &Expr) -> Option<(&'static str, &[Expr])> {
    match &e.kind {
        ExprKind::Call(callee, args) => match callee.kind {
            ExprKind::Library(name) => Some((name, args)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression is a chain without an end.
pub(crate) fn is_endless(e: &Expr) -> bool {
    match called(e) {
        Some(("range", [])) | Some(("repeat" | "cycle", [_])) | Some(("iterate", [_, _])) => true,
        Some((name, [_, coll])) => stage(name).is_some_and(|s| !s.ends()) && is_endless(coll),
        _ => false,
    }
}

/// The chain that an expression is, if it has no end.
pub(super) fn endless(frame: &mut Frame<'_>, e: &Expr) -> Option<Chain> {
    let (name, args) = called(e).filter(|_| is_endless(e))?;
    let producer = match (name, args) {
        ("range", []) => Producer::Range,
        ("repeat", [x]) => Producer::Repeat(frame.boxed(x)),
        ("iterate", [f, x]) => Producer::Iterate(frame.boxed(f), frame.boxed(x)),
        ("cycle", [coll]) => Producer::Cycle(frame.boxed(coll)),
        (_, [operand, coll]) => {
            let stage = stage(name)?;
            let operand = frame.node(operand, false);
            let mut chain = endless(frame, coll)?;
            chain.stages.push((stage, operand));
            return Some(chain);
        }
        _ => return None,
    };
    Some(Chain {
        producer,
        stages: Vec::new(),
    })
}

/// A call that ends a chain without an end.
pub(super) fn consumer(frame: &mut Frame<'_>, callee: &Expr, args: &[Expr]) -> Option<Op> {
    let ExprKind::Library(name) = callee.kind else {
        return None;
    };
    let sink = match name {
        "take" | "take-while" => Sink::Vector,
        "first" => Sink::First,
        "nth" => Sink::Nth,
        "some" => Sink::Some,
        "every?" => Sink::Every,
        "not-any?" => Sink::NotAny,
        "not-every?" => Sink::NotEvery,
        _ => return None,
    };
    match args {
        [coll] if sink == Sink::First => {
            let chain = endless(frame, coll)?;
            Some(Op::Chain(Box::new(chain), sink, None))
        }
        [coll, index, default @ ..] if sink == Sink::Nth && is_endless(coll) => {
            let index = frame.node(index, false);
            let default = default.first().map(|default| frame.boxed(default));
            let mut chain = endless(frame, coll)?;
            chain.stages.push((Stage::Drop, index));
            Some(Op::Chain(Box::new(chain), sink, default))
        }
        [operand, coll] if is_endless(coll) => {
            let operand = frame.node(operand, false);
            let mut chain = endless(frame, coll)?;
            match stage(name) {
                Some(stage) => {
                    chain.stages.push((stage, operand));
                    Some(Op::Chain(Box::new(chain), sink, None))
                }
                None => Some(Op::Chain(Box::new(chain), sink, Some(Box::new(operand)))),
            }
        }
        _ => None,
    }
}

/// A running producer.
pub(super) enum Elements {
    Range(Int),
    Repeat(Value),
    /// The function, and the value that it gets next; none before the first.
    Iterate(Value, Option<Value>, Value),
    Cycle(Vector<Value>, usize),
}

impl Elements {
    /// The next element; `None` only of an empty `cycle`.
    pub(super) fn next(&mut self) -> Result<Option<Value>> {
        Ok(match self {
            Elements::Range(next) => {
                let now = next.clone();
                *next = now.clone().inc();
                Some(rtfs_rt::Data::into_value(now))
            }
            Elements::Repeat(value) => Some(value.clone()),
            Elements::Iterate(f, last, start) => {
                let next = match last {
                    None => start.clone(),
                    Some(last) => ops::call(f, std::slice::from_ref(last))?,
                };
                *last = Some(next.clone());
                Some(next)
            }
            Elements::Cycle(items, at) => {
                let item = items.get(*at).cloned();
                *at = if *at + 1 < items.len() { *at + 1 } else { 0 };
                item
            }
        })
    }
}

/// A stage with its operand and what it remembers.
pub(super) struct Running {
    pub(super) stage: Stage,
    pub(super) operand: Value,
    /// Elements that it has seen, or that it is still to pass or to skip.
    pub(super) count: i64,
    /// Whether `drop-while` still drops.
    pub(super) dropping: bool,
}

/// What becomes of an element.
pub(super) enum Passed {
    /// It goes on.
    On(Value),
    /// All of these go on.
    Many(List<Value>),
    /// Nothing of it.
    Nothing,
    /// The chain ends before it.
    End,
}

impl Running {
    pub(super) fn new(stage: Stage, operand: Value) -> Result<Running> {
        let count = match stage {
            Stage::Take | Stage::Drop => match &operand {
                Value::Int(count) => *count,
                Value::Big(_) => i64::MAX,
                other => return Err(rtfs_rt::Error::expected(":int", other)),
            },
            _ => 0,
        };
        Ok(Running {
            stage,
            operand,
            count,
            dropping: true,
        })
    }

    /// Whether no element can pass any more.
    pub(super) fn is_done(&self) -> bool {
        self.stage == Stage::Take && self.count <= 0
    }

    pub(super) fn pass(&mut self, item: Value) -> Result<Passed> {
        let call = |operand: &Value, item: &Value| ops::call(operand, std::slice::from_ref(item));
        let indexed = |this: &mut Self, item: &Value| {
            let index = Value::Int(this.count);
            this.count += 1;
            ops::call(&this.operand, &[index, item.clone()])
        };
        let keep = |kept: bool, item| {
            if kept {
                Passed::On(item)
            } else {
                Passed::Nothing
            }
        };
        let some = |value: Value| keep(!value.is_nil(), value);
        Ok(match self.stage {
            Stage::Map => Passed::On(call(&self.operand, &item)?),
            Stage::MapIndexed => Passed::On(indexed(self, &item)?),
            Stage::Filter => keep(call(&self.operand, &item)?.is_truthy(), item),
            Stage::Remove => keep(!call(&self.operand, &item)?.is_truthy(), item),
            Stage::Keep => some(call(&self.operand, &item)?),
            Stage::KeepIndexed => some(indexed(self, &item)?),
            Stage::Mapcat => {
                let items = to_vector_any(&call(&self.operand, &item)?, "mapcat")?;
                Passed::Many(items.into_iter().collect())
            }
            Stage::Drop if self.count > 0 => {
                self.count -= 1;
                Passed::Nothing
            }
            Stage::Drop => Passed::On(item),
            Stage::DropWhile => {
                self.dropping = self.dropping && call(&self.operand, &item)?.is_truthy();
                keep(!self.dropping, item)
            }
            Stage::Take => {
                self.count -= 1;
                Passed::On(item)
            }
            Stage::TakeWhile if call(&self.operand, &item)?.is_truthy() => Passed::On(item),
            Stage::TakeWhile => Passed::End,
        })
    }
}

/// The operands of a chain, in the order in which they are evaluated: the outermost call's first.
pub(super) fn operands(chain: &Chain) -> impl Iterator<Item = &(Stage, Node)> {
    chain.stages.iter().rev()
}
