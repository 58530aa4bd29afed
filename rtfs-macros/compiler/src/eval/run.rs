//! Running: the interpreter of the evaluator's code.
//!
//! An expression gives a value or a [`Stop`]: an error, or a jump. Jumps occur in tail position only, so
//! that nothing but a loop or a call meets them: `recur` has set the slots already, a tail call carries its
//! arguments to the call around, which goes on with it in place of itself.

use std::sync::Arc;

use rtfs_rt::access::{self, to_vector_any};
use rtfs_rt::library::LibFn;
use rtfs_rt::reader::Span;
use rtfs_rt::{Data, Error, ErrorKind, Func, Keyword, List, Map, Str, Value, Vector, ops, stack};

use super::chain::{Elements, Passed, Running, operands};
use super::check::Check;
use super::code::*;
use super::machine::{Machine, weight};

/// What stands in for a value.
pub(super) enum Stop {
    Error(Error),
    /// Another round of the loop; its variables are set.
    Recur(u32),
    /// A call instead of the one around.
    Tail(Box<TailCall>),
}

pub(super) struct TailCall {
    function: u32,
    captures: Vec<Value>,
    args: Vec<Value>,
    /// Where the arguments stand, if they stand in the program.
    places: Vec<Span>,
    span: Span,
}

pub(super) type Outcome = Result<Value, Stop>;

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

/// A jump that nothing took: resolution lets none through.
fn settled(outcome: Outcome) -> Result<Value, Error> {
    outcome.map_err(|stop| match stop {
        Stop::Error(error) => error,
        Stop::Recur(_) | Stop::Tail(_) => {
            Error::constant(ErrorKind::Undefined, "a jump out of its function")
        }
    })
}

impl Machine {
    /// The value of the program's expression.
    pub(super) fn body(self: &Arc<Self>) -> Result<Value, Error> {
        match &self.code.body {
            Some(body) => self.global(body),
            None => Ok(Value::Nil),
        }
    }

    /// Calls a function that captures nothing.
    pub(super) fn call_top(self: &Arc<Self>, id: u32, args: Vec<Value>) -> Result<Value, Error> {
        settled(self.call(TailCall::of_value(id, Vec::new(), args)))
    }

    fn global(self: &Arc<Self>, global: &Global) -> Result<Value, Error> {
        let mut frame = vec![Value::Nil; global.frame];
        settled(self.node(&global.value, &mut frame))
    }

    fn constant_value(self: &Arc<Self>, index: usize) -> Result<Value, Error> {
        if let Some(value) = self.constant(index) {
            return Ok(value);
        }
        let Some(global) = self.code.consts.get(index) else {
            return Ok(Value::Nil);
        };
        let value = self.global(global)?;
        self.keep_constant(index, &value);
        Ok(value)
    }

    pub(super) fn node(self: &Arc<Self>, node: &Node, frame: &mut [Value]) -> Outcome {
        match &node.op {
            Op::Value(value) => Ok(value.clone()),
            Op::Slot(slot) => Ok(frame[*slot].clone()),
            _ if stack::low() => stack::grow(|| Ok(self.compound(node, frame)))?,
            _ => self.compound(node, frame),
        }
    }

    fn compound(self: &Arc<Self>, node: &Node, frame: &mut [Value]) -> Outcome {
        match &node.op {
            Op::If(parts) => {
                let [condition, then, other] = &**parts;
                match self.node(condition, frame)?.is_truthy() {
                    true => self.node(then, frame),
                    false => self.node(other, frame),
                }
            }
            Op::Do(parts) => {
                let mut value = Value::Nil;
                for part in parts {
                    value = self.node(part, frame)?;
                }
                Ok(value)
            }
            Op::Let(slot, parts) => {
                let [value, body] = &**parts;
                frame[*slot] = self.node(value, frame)?;
                self.node(body, frame)
            }
            Op::Call {
                callee,
                args,
                is_tail,
            } => self.call_node(callee, args, *is_tail, node.span, frame),
            Op::Loop { id, vars, body } => self.loop_node(*id, vars, body, frame),
            Op::Recur {
                id,
                slots,
                casts,
                args,
            } => {
                let values = self.nodes(args, frame)?;
                for (slot, value) in slots.iter().zip(values) {
                    frame[*slot] = value;
                }
                let place = |slot| slots.iter().position(|s| *s == slot).map(|i| args[i].span);
                self.casts(casts, frame, place)?;
                Err(Stop::Recur(*id))
            }
            _ => self.data(node, frame),
        }
    }

    fn nodes(self: &Arc<Self>, nodes: &[Node], frame: &mut [Value]) -> Result<Vec<Value>, Stop> {
        nodes.iter().map(|n| self.node(n, frame)).collect()
    }

    /// Everything that is neither a call nor control flow.
    fn data(self: &Arc<Self>, node: &Node, frame: &mut [Value]) -> Outcome {
        let at = |error: Error| Stop::Error(self.at(error, node.span));
        Ok(match &node.op {
            Op::Const(index) => self.constant_value(*index)?,
            Op::Function(id, captures) => {
                let captures = captures.iter().map(|slot| frame[*slot].clone()).collect();
                Value::Func(self.function(*id, captures))
            }
            Op::Construct(construct) => {
                let construct = construct.clone();
                let arity = rtfs_rt::Arity::exactly(construct.arity());
                let name = construct.name.clone();
                Value::Func(Func::new(&name, arity, move |args| construct.make(args)))
            }
            Op::Vector(items) => Value::Vector(Vector::from_vec(self.nodes(items, frame)?)),
            Op::List(items) => Value::List(List::from_vec(self.nodes(items, frame)?)),
            Op::Set(items) => Value::Set(self.nodes(items, frame)?.into_iter().collect()),
            Op::Map(pairs) => {
                let mut map = Map::new();
                for (key, value) in pairs {
                    let key = self.node(key, frame)?;
                    map.insert(key, self.node(value, frame)?);
                }
                Value::Map(map)
            }
            Op::Chain(chain, sink, operand) => {
                self.chain(chain, *sink, operand.as_deref(), frame, node.span)?
            }
            Op::Cast(value, check, name) => {
                let inner = self.node(value, frame)?;
                let place = value.span;
                check
                    .cast(inner, name)
                    .map_err(|e| Stop::Error(self.at(e, place)))?
            }
            Op::Element(value, index) => {
                let value = self.node(value, frame)?;
                access::element_any(&value, *index).map_err(at)?
            }
            Op::Rest(value, index) => {
                let value = self.node(value, frame)?;
                let rest = access::rest_from_any(&value, *index).map_err(at)?;
                rest.map_or(Value::Nil, Value::List)
            }
            Op::Lookup(parts, default) => {
                let [value, key] = &**parts;
                let (value, key) = (self.node(value, frame)?, self.node(key, frame)?);
                match default {
                    None => access::part_any(&value, &key).map_err(at)?,
                    Some(default) => {
                        let default = self.node(default, frame)?;
                        access::part_any_or(&value, &key, default).map_err(at)?
                    }
                }
            }
            Op::For {
                clauses,
                body,
                is_for,
            } => {
                let mut out = is_for.then(Vec::new);
                self.walk(clauses, body, &mut out, node.span, frame)?;
                out.map_or(Value::Nil, |items| Value::Vector(Vector::from_vec(items)))
            }
            Op::Case {
                value,
                arms,
                default,
            } => return self.case(value, arms, default.as_deref(), node.span, frame),
            Op::Match(value, clauses) => {
                return self.match_node(value, clauses, node.span, frame);
            }
            Op::NoClause(value, form) => {
                let value = self.node(value, frame)?;
                return self.no_clause(value, form, node.span);
            }
            Op::Try {
                body,
                catches,
                finally,
            } => return self.try_node(body, catches, finally.as_deref(), frame),
            Op::Branches(branches, keys) => {
                let values = self.nodes(branches, frame)?;
                match keys {
                    None => Value::Vector(Vector::from_vec(values)),
                    Some(keys) => branches_map(keys, values),
                }
            }
            Op::Together(bindings, body) => {
                let mut values = Vec::with_capacity(bindings.len());
                for (_, value) in bindings {
                    values.push(self.node(value, frame)?);
                }
                for ((slot, _), value) in bindings.iter().zip(values) {
                    frame[*slot] = value;
                }
                return self.node(body, frame);
            }
            Op::Debug(value, text) => {
                let value = self.node(value, frame)?;
                let (file, line, column) = self.locate(node.span);
                access::debug(file, line, column, text, &value);
                value
            }
            Op::Assert {
                condition,
                message,
                text,
            } => {
                let message = self.message(message.as_deref(), frame)?;
                let holds = self.node(condition, frame)?.is_truthy();
                access::assert(holds, text, message).map_err(at)?;
                Value::Nil
            }
            Op::AssertEq {
                sides,
                message,
                text,
            } => {
                let message = self.message(message.as_deref(), frame)?;
                let [left, right] = &**sides;
                let (left, right) = (self.node(left, frame)?, self.node(right, frame)?);
                access::assert_eq(&left, &right, text, message).map_err(at)?;
                Value::Nil
            }
            Op::Compiled(what) => {
                let message = format!("{what} cannot run at compile time");
                return Err(at(Error::new(ErrorKind::Undefined, message)));
            }
            Op::Value(_)
            | Op::Slot(_)
            | Op::If(_)
            | Op::Do(_)
            | Op::Let(..)
            | Op::Call { .. }
            | Op::Loop { .. }
            | Op::Recur { .. } => return self.node(node, frame),
        })
    }

    fn message(
        self: &Arc<Self>,
        message: Option<&Node>,
        frame: &mut [Value],
    ) -> Result<Option<Str>, Stop> {
        let Some(message) = message else {
            return Ok(None);
        };
        let message = self.node(message, frame)?;
        Ok(Some(access::str_of(std::slice::from_ref(&message))))
    }

    /// Casts what has been put into slots; `place` is where the value of a slot was written, if it was.
    fn casts(
        &self,
        casts: &[Cast],
        frame: &mut [Value],
        place: impl Fn(Slot) -> Option<Span>,
    ) -> Result<(), Error> {
        for cast in casts {
            let value = frame[cast.slot].clone();
            let cast_value = cast.check.cast(value, &cast.name);
            let place = place(cast.slot).unwrap_or(cast.span);
            frame[cast.slot] = cast_value.map_err(|e| self.at(e, place))?;
        }
        Ok(())
    }

    fn loop_node(
        self: &Arc<Self>,
        id: u32,
        vars: &[(Slot, Node)],
        body: &Node,
        frame: &mut [Value],
    ) -> Outcome {
        let mut values = Vec::with_capacity(vars.len());
        for (_, init) in vars {
            values.push(self.node(init, frame)?);
        }
        for ((slot, _), value) in vars.iter().zip(values) {
            frame[*slot] = value;
        }
        loop {
            match self.node(body, frame) {
                Err(Stop::Recur(target)) if target == id => {
                    self.tick(1).map_err(|e| self.at(e, body.span))?;
                }
                outcome => return outcome,
            }
        }
    }

    fn case(
        self: &Arc<Self>,
        value: &Node,
        arms: &[(Vec<Node>, Node)],
        default: Option<&Node>,
        span: Span,
        frame: &mut [Value],
    ) -> Outcome {
        let value = self.node(value, frame)?;
        for (keys, result) in arms {
            for key in keys {
                if self.node(key, frame)?.same(&value) {
                    return self.node(result, frame);
                }
            }
        }
        match default {
            Some(default) => self.node(default, frame),
            None => self.no_clause(value, "case", span),
        }
    }

    // ---- calls

    fn call_node(
        self: &Arc<Self>,
        callee: &Callee,
        args: &[Node],
        is_tail: bool,
        span: Span,
        frame: &mut [Value],
    ) -> Outcome {
        match callee {
            Callee::Function(id, captures) => {
                let call = TailCall {
                    function: *id,
                    args: self.nodes(args, frame)?,
                    captures: captures.iter().map(|slot| frame[*slot].clone()).collect(),
                    places: args.iter().map(|arg| arg.span).collect(),
                    span,
                };
                match is_tail {
                    true => Err(Stop::Tail(Box::new(call))),
                    false => self.call(call),
                }
            }
            Callee::Library(f) => {
                let args = self.nodes(args, frame)?;
                Ok(self.library(f, &args).map_err(|e| self.at(e, span))?)
            }
            Callee::Own(own) => {
                let args = self.nodes(args, frame)?;
                Ok(self.own(*own, &args).map_err(|e| self.at(e, span))?)
            }
            Callee::Construct(construct) => {
                let args = self.nodes(args, frame)?;
                Ok(construct.make(&args).map_err(|e| self.at(e, span))?)
            }
            Callee::Value(callee) => {
                let callee = self.node(callee, frame)?;
                let args = self.nodes(args, frame)?;
                let result = self.tick(1).and_then(|()| ops::call(&callee, &args));
                Ok(result.map_err(|e| self.at(e, span))?)
            }
        }
    }

    /// A call of the library costs what it touches.
    fn library(&self, f: &LibFn, args: &[Value]) -> Result<Value, Error> {
        self.tick(1)?;
        let value = f.call(args)?;
        if !f.touches_little() {
            let touched = args.iter().map(weight).sum::<u64>();
            self.tick(touched / 8 + weight(&value))?;
        }
        Ok(value)
    }

    fn function(self: &Arc<Self>, id: u32, captures: Vec<Value>) -> Func {
        let machine = self.clone();
        let (name, arity) = match self.code.fns.get(id as usize) {
            Some(function) => (function.name.clone(), function.accepts()),
            None => ("".into(), rtfs_rt::Arity::ANY),
        };
        Func::new(&name, arity, move |args| {
            settled(machine.call(TailCall::of_value(id, captures.clone(), args.to_vec())))
        })
    }

    /// Calls a function of the program, and what it calls in tail position.
    fn call(self: &Arc<Self>, call: TailCall) -> Outcome {
        self.enter().map_err(|e| self.at(e, call.span))?;
        let outcome = self.calls(call);
        self.leave();
        outcome
    }

    fn calls(self: &Arc<Self>, mut call: TailCall) -> Outcome {
        // What the functions that have made way for others promised of their results.
        let mut promised: Vec<&Arc<Check>> = Vec::new();
        loop {
            let Some(function) = self.code.fns.get(call.function as usize) else {
                return Ok(Value::Nil);
            };
            self.tick(1).map_err(|e| self.at(e, call.span))?;
            let given = call.args.len();
            let Some(arity) = function.arities.iter().find(|a| a.takes(given)) else {
                let error = rtfs_rt::codegen::wrong_arity(&function.name, given);
                return Err(self.at(error, call.span).into());
            };
            let mut frame = arity.enter(call.captures, call.args);
            if let Some(result) = &arity.result
                && !promised.iter().any(|p| Arc::ptr_eq(p, result))
            {
                promised.push(result);
            }
            let fixed = |slot: Slot| {
                slot.checked_sub(arity.captures)
                    .filter(|i| *i < arity.params)
            };
            let place = |slot| call.places.get(fixed(slot)?).copied();
            self.casts(&arity.casts, &mut frame, place)?;
            match self.rounds(arity, &mut frame) {
                Err(Stop::Tail(next)) => call = *next,
                Ok(mut value) => {
                    for check in promised.iter().rev() {
                        let cast = check.cast(value, "the result");
                        value = cast.map_err(|e| self.at(e, arity.body.span))?;
                    }
                    return Ok(value);
                }
                stopped => return stopped,
            }
        }
    }

    /// The body of a function, again for each `recur` to it.
    fn rounds(self: &Arc<Self>, arity: &Arity, frame: &mut [Value]) -> Outcome {
        loop {
            match self.node(&arity.body, frame) {
                Err(Stop::Recur(target)) if target == arity.loop_id => {
                    self.tick(1).map_err(|e| self.at(e, arity.body.span))?;
                }
                outcome => return outcome,
            }
        }
    }

    // ---- walks

    /// Runs the body for each element that the clauses let through; whether the walk goes on.
    fn walk(
        self: &Arc<Self>,
        clauses: &[Clause],
        body: &Node,
        out: &mut Option<Vec<Value>>,
        span: Span,
        frame: &mut [Value],
    ) -> Result<bool, Stop> {
        let Some((clause, inner)) = clauses.split_first() else {
            self.tick(1).map_err(|e| self.at(e, span))?;
            let value = self.node(body, frame)?;
            if let Some(out) = out {
                out.push(value);
            }
            return Ok(true);
        };
        match clause {
            Clause::Let(slot, value) => {
                frame[*slot] = self.node(value, frame)?;
                self.walk(inner, body, out, span, frame)
            }
            Clause::When(test) => match self.node(test, frame)?.is_truthy() {
                true => self.walk(inner, body, out, span, frame),
                false => Ok(true),
            },
            Clause::While(test) => match self.node(test, frame)?.is_truthy() {
                true => self.walk(inner, body, out, span, frame),
                false => Ok(false),
            },
            Clause::Each(slot, Source::Sequence(coll)) => {
                let items = self.node(coll, frame)?;
                let items = to_vector_any(&items, "for").map_err(|e| self.at(e, coll.span))?;
                for item in items.iter() {
                    frame[*slot] = item.clone();
                    if !self.walk(inner, body, out, span, frame)? {
                        break;
                    }
                }
                Ok(true)
            }
            Clause::Each(slot, Source::Endless(chain)) => {
                let (mut elements, mut stages) = self.start(chain, frame, span)?;
                self.pull(&mut elements, &mut stages, span, &mut |item| {
                    self.tick(1).map_err(|e| self.at(e, span))?;
                    frame[*slot] = item;
                    self.walk(inner, body, out, span, frame)
                })?;
                Ok(true)
            }
        }
    }

    /// Evaluates what a chain is made of.
    fn start(
        self: &Arc<Self>,
        chain: &Chain,
        frame: &mut [Value],
        span: Span,
    ) -> Result<(Elements, Vec<Running>), Stop> {
        let mut stages = Vec::with_capacity(chain.stages.len());
        for (stage, operand) in operands(chain) {
            let operand = self.node(operand, frame)?;
            stages.push(Running::new(*stage, operand).map_err(|e| self.at(e, span))?);
        }
        stages.reverse();
        let elements = match &chain.producer {
            Producer::Range => Elements::Range(0.into()),
            Producer::Repeat(value) => Elements::Repeat(self.node(value, frame)?),
            Producer::Iterate(f, start) => {
                let f = self.node(f, frame)?;
                Elements::Iterate(f, None, self.node(start, frame)?)
            }
            Producer::Cycle(coll) => {
                let items = self.node(coll, frame)?;
                let items = to_vector_any(&items, "cycle").map_err(|e| self.at(e, span))?;
                Elements::Cycle(items, 0)
            }
        };
        Ok((elements, stages))
    }

    /// Pulls elements until the sink or a stage has enough.
    fn pull(
        &self,
        elements: &mut Elements,
        stages: &mut [Running],
        span: Span,
        sink: &mut dyn FnMut(Value) -> Result<bool, Stop>,
    ) -> Result<(), Stop> {
        loop {
            self.tick(1).map_err(|e| self.at(e, span))?;
            if stages.iter().any(Running::is_done) {
                return Ok(());
            }
            let Some(item) = elements.next().map_err(|e| self.at(e, span))? else {
                return Ok(());
            };
            if !self.pass(stages, item, span, sink)? {
                return Ok(());
            }
        }
    }

    /// Sends an element through the stages; whether the chain goes on.
    fn pass(
        &self,
        stages: &mut [Running],
        mut item: Value,
        span: Span,
        sink: &mut dyn FnMut(Value) -> Result<bool, Stop>,
    ) -> Result<bool, Stop> {
        for index in 0..stages.len() {
            let passed = stages[index].pass(item).map_err(|e| self.at(e, span))?;
            match passed {
                Passed::On(next) => item = next,
                Passed::Nothing => return Ok(true),
                Passed::End => return Ok(false),
                Passed::Many(items) => {
                    for item in items.iter() {
                        let inner = &mut stages[index + 1..];
                        if inner.iter().any(Running::is_done)
                            || !self.pass(inner, item.clone(), span, sink)?
                        {
                            return Ok(false);
                        }
                    }
                    return Ok(true);
                }
            }
        }
        sink(item)
    }

    fn chain(
        self: &Arc<Self>,
        chain: &Chain,
        sink: Sink,
        operand: Option<&Node>,
        frame: &mut [Value],
        span: Span,
    ) -> Outcome {
        let given = operand
            .map(|operand| self.node(operand, frame))
            .transpose()?;
        let (mut elements, mut stages) = self.start(chain, frame, span)?;
        let index = stages.last().map_or(0, |dropped| dropped.count);
        if sink == Sink::Nth && index < 0 {
            return given.map_or_else(|| self.no_element(index, span), Ok);
        }
        let operand = given.clone().unwrap_or_default();
        let mut out = Vec::new();
        let mut found = None;
        self.pull(&mut elements, &mut stages, span, &mut |item| {
            let answer = match sink {
                Sink::Vector => {
                    out.push(item);
                    return Ok(true);
                }
                Sink::First | Sink::Nth => item,
                _ => {
                    let answer = ops::call(&operand, std::slice::from_ref(&item));
                    answer.map_err(|e| self.at(e, span))?
                }
            };
            let stops = match sink {
                Sink::Vector | Sink::First | Sink::Nth => true,
                Sink::Some | Sink::NotAny => answer.is_truthy(),
                Sink::Every | Sink::NotEvery => !answer.is_truthy(),
            };
            if stops {
                found = Some(answer);
            }
            Ok(!stops)
        })?;
        Ok(match sink {
            Sink::Vector => Value::Vector(Vector::from_vec(out)),
            Sink::First | Sink::Some => found.unwrap_or_default(),
            Sink::Nth => match found.or(given) {
                Some(element) => element,
                None => self.no_element(index, span)?,
            },
            Sink::Every | Sink::NotAny => Value::Bool(found.is_none()),
            Sink::NotEvery => Value::Bool(found.is_some()),
        })
    }

    fn no_element(&self, index: i64, span: Span) -> Outcome {
        match access::no_element(index) {
            Ok(never) => match never {},
            Err(error) => Err(self.at(error, span).into()),
        }
    }
}

fn branches_map(keys: &[Keyword], values: Vec<Value>) -> Value {
    let mut map = Map::new();
    for (key, value) in keys.iter().zip(values) {
        map.insert(Value::Keyword(*key), value);
    }
    Value::Map(map)
}

impl TailCall {
    /// A call of a function value, by the library or by Rust.
    fn of_value(function: u32, captures: Vec<Value>, args: Vec<Value>) -> TailCall {
        TailCall {
            function,
            captures,
            args,
            places: Vec::new(),
            span: Span::default(),
        }
    }
}

impl Function {
    /// How many arguments its arities take, all in all.
    fn accepts(&self) -> rtfs_rt::Arity {
        let least = self.arities.iter().map(|a| a.params).min().unwrap_or(0);
        let most = self.arities.iter().map(|a| a.params).max().unwrap_or(0);
        match self.arities.iter().any(|a| a.has_rest) {
            true => rtfs_rt::Arity::at_least(least),
            false => rtfs_rt::Arity::between(least, most),
        }
    }
}

impl Arity {
    fn takes(&self, given: usize) -> bool {
        given == self.params || (self.has_rest && given > self.params)
    }

    /// A frame with captured values and arguments in their slots.
    fn enter(&self, captures: Vec<Value>, mut args: Vec<Value>) -> Vec<Value> {
        let mut frame = captures;
        frame.resize(self.captures, Value::Nil);
        let rest = args.split_off(self.params.min(args.len()));
        frame.append(&mut args);
        frame.resize(self.captures + self.params, Value::Nil);
        if self.has_rest {
            frame.push(match rest.is_empty() {
                true => Value::Nil,
                false => Value::List(List::from_vec(rest)),
            });
        }
        frame.resize(self.frame.max(frame.len()), Value::Nil);
        frame
    }
}
