//! The evaluator's code: a tree in which nothing is left to look up by name.
//!
//! A frame holds what a function captured, then its parameters, then its other locals, each in a slot
//! of its own. Code is shared by function values, which may go to other threads: `Arc`, not `Rc`.

use std::sync::Arc;

use rtfs_rt::library::LibFn;
use rtfs_rt::reader::Span;
use rtfs_rt::{Keyword, Value};

use super::check::{Check, Construct};
use super::clauses::{Catch, MatchClause};

/// A slot of a frame.
pub(super) type Slot = usize;

/// An expression with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) op: Op,
    pub(super) span: Span,
}

/// A whole program.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) fns: Vec<Function>,
    pub(super) consts: Vec<Global>,
    pub(super) body: Option<Global>,
}

/// What is computed in a frame of its own: a constant, the program's expression.
#[derive(Debug)]
pub(super) struct Global {
    pub(super) value: Node,
    pub(super) frame: usize,
}

/// A function with its arities, fixed ones before the one with rest parameters.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: Arc<str>,
    pub(super) arities: Vec<Arity>,
}

#[derive(Debug)]
pub(super) struct Arity {
    /// How many values it captured: the first slots.
    pub(super) captures: usize,
    /// How many fixed parameters follow them.
    pub(super) params: usize,
    /// Whether one more takes the rest.
    pub(super) has_rest: bool,
    /// How many slots a frame has.
    pub(super) frame: usize,
    /// What parameters are cast to, in order, at entry and at each `recur`.
    pub(super) casts: Vec<Cast>,
    /// What the result is cast to.
    pub(super) result: Option<Arc<Check>>,
    /// What a `recur` to the function names.
    pub(super) loop_id: u32,
    pub(super) body: Node,
}

/// A cast of a slot.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    pub(super) slot: Slot,
    pub(super) check: Arc<Check>,
    pub(super) name: Arc<str>,
    /// Where the name is bound.
    pub(super) span: Span,
}

/// What a call calls, when that is known.
#[derive(Debug)]
pub(super) enum Callee {
    /// A function of the program, with the slots of what it captures.
    Function(u32, Vec<Slot>),
    /// A function of the library.
    Library(&'static LibFn),
    /// A function that only macros can call.
    Own(Own),
    /// The constructor of a struct.
    Construct(Arc<Construct>),
    /// Any value.
    Value(Box<Node>),
}

/// What only macros can call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// `(gensym)`, `(gensym "prefix")`.
    Gensym,
    /// Notes that a value of a template carries metadata: a pair of the two.
    Annotate,
    /// Notes which template a form was made by: the form, and the span of the template.
    Template,
}

/// A clause of `for`.
#[derive(Debug)]
pub(super) enum Clause {
    Each(Slot, Source),
    Let(Slot, Node),
    When(Node),
    While(Node),
}

/// What a clause walks over.
#[derive(Debug)]
pub(super) enum Source {
    Sequence(Node),
    Endless(Chain),
}

/// A producer without an end, and the stages that its elements pass.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) producer: Producer,
    pub(super) stages: Vec<(Stage, Node)>,
}

#[derive(Debug)]
pub(super) enum Producer {
    /// `(range)`
    Range,
    /// `(repeat x)`
    Repeat(Box<Node>),
    /// `(iterate f x)`
    Iterate(Box<Node>, Box<Node>),
    /// `(cycle coll)`
    Cycle(Box<Node>),
}

/// A stage of a chain, which has one operand beside the elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Map,
    MapIndexed,
    Filter,
    Remove,
    Keep,
    KeepIndexed,
    Mapcat,
    Drop,
    DropWhile,
    Take,
    TakeWhile,
}

/// What ends a chain that need not end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    /// All elements, of a chain that a stage bounds.
    Vector,
    First,
    /// The first after the elements that the chain's last stage drops.
    Nth,
    Some,
    Every,
    NotAny,
    NotEvery,
}

#[derive(Debug)]
pub(super) enum Op {
    /// A literal, or data without anything to compute.
    Value(Value),
    Slot(Slot),
    /// A constant of the block.
    Const(usize),
    /// A function value, with the slots of what it captures.
    Function(u32, Vec<Slot>),
    Construct(Arc<Construct>),
    Vector(Vec<Node>),
    List(Vec<Node>),
    Set(Vec<Node>),
    Map(Vec<(Node, Node)>),
    If(Box<[Node; 3]>),
    Do(Vec<Node>),
    Let(Slot, Box<[Node; 2]>),
    Loop {
        id: u32,
        vars: Vec<(Slot, Node)>,
        body: Box<Node>,
    },
    Recur {
        id: u32,
        slots: Vec<Slot>,
        casts: Vec<Cast>,
        args: Vec<Node>,
    },
    Call {
        callee: Callee,
        args: Vec<Node>,
        is_tail: bool,
    },
    Chain(Box<Chain>, Sink, Option<Box<Node>>),
    Cast(Box<Node>, Arc<Check>, Arc<str>),
    Element(Box<Node>, i64),
    Rest(Box<Node>, i64),
    Lookup(Box<[Node; 2]>, Option<Box<Node>>),
    For {
        clauses: Vec<Clause>,
        body: Box<Node>,
        is_for: bool,
    },
    Case {
        value: Box<Node>,
        arms: Vec<(Vec<Node>, Node)>,
        default: Option<Box<Node>>,
    },
    Match(Box<Node>, Vec<MatchClause>),
    /// Always a `:match-error` with the value, of the form named.
    NoClause(Box<Node>, &'static str),
    Try {
        body: Box<Node>,
        catches: Vec<Catch>,
        finally: Option<Box<Node>>,
    },
    /// Branches in order, as a vector, or as a map under keys.
    Branches(Vec<Node>, Option<Vec<Keyword>>),
    /// Bindings that do not see each other, then the body.
    Together(Vec<(Slot, Node)>, Box<Node>),
    Debug(Box<Node>, Arc<str>),
    Assert {
        condition: Box<Node>,
        message: Option<Box<Node>>,
        text: Arc<str>,
    },
    AssertEq {
        sides: Box<[Node; 2]>,
        message: Option<Box<Node>>,
        text: Arc<str>,
    },
    /// What only compiled code can do; the text says what it is.
    Compiled(Arc<str>),
}
