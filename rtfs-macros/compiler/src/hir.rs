//! The typed HIR: what inference makes of the tree, and what everything after it rewrites.
//!
//! Every node has the one type of its value; where two representations meet there is a [`HirKind::Coerce`]
//! (total) or a [`HirKind::Cast`] (checked). Functions are instances: one function at one tuple of argument
//! types. Holds after `infer`: types of parts fit the node (`verify`); every variable is bound once, before
//! its uses. Holds after `own`: every use of a variable says whether it moves, clones, copies or borrows.

pub mod show;
pub mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rtfs_rt::reader::Span;
use rtfs_rt::schema::Schema;

use crate::ast::{ConstId, FnId, Lit, Selector, StructId};
use crate::own::is_worth_borrowing;
use crate::types::{Closure, Ty, convert};

/// The parts of a node, once for reading and once for changing.
macro_rules! parts {
    ($node:expr, $visit:ident, $iter:ident $(, $mut:tt)?) => {
        match &$($mut)? $node.kind {
            HirKind::Lit(_) | HirKind::Var(..) | HirKind::Const(_) | HirKind::Raise { .. } | HirKind::LibFunc(_) => {}
            HirKind::Let(_, a, b) => {
                $visit(a);
                $visit(b);
            }
            HirKind::Do(items)
            | HirKind::Recur(_, items)
            | HirKind::Jump(_, items)
            | HirKind::Extern(_, items)
            | HirKind::RustFn(_, items)
            | HirKind::Prim(_, items)
            | HirKind::Tuple(items)
            | HirKind::Record(items)
            | HirKind::Struct(items)
            | HirKind::Vector(items)
            | HirKind::List(items)
            | HirKind::Set(items)
            | HirKind::Closure(items)
            | HirKind::Parallel(items)
            | HirKind::HostCall { args: items, .. }
            | HirKind::Call { args: items, .. } => items.$iter().for_each($visit),
            HirKind::If(c, t, e) => {
                $visit(c);
                $visit(t);
                $visit(e);
            }
            HirKind::Loop { vars, body, .. } => {
                vars.$iter().for_each(|(_, h)| $visit(h));
                $visit(body);
            }
            HirKind::IsKind(_, a)
            | HirKind::Field(a, _)
            | HirKind::Coerce(a)
            | HirKind::Cast(a, _)
            | HirKind::Check(a, ..)
            | HirKind::ToVector(a, _)
            | HirKind::Dbg(a, _) => $visit(a),
            HirKind::Lib(call) => {
                for arg in call.args.$iter() {
                    match arg {
                        LibArg::Own(h) | LibArg::Ref(h) | LibArg::Text(h) | LibArg::Key(h) | LibArg::Index(h) => $visit(h),
                        LibArg::Fn(lambda) => $visit(&$($mut)? lambda.body),
                        LibArg::Slice(items, _) => items.$iter().for_each(&mut *$visit),
                    }
                }
            }
            HirKind::Map(pairs) => pairs.$iter().for_each(|(k, v)| {
                $visit(k);
                $visit(v);
            }),
            HirKind::SetField(a, _, b) => {
                $visit(a);
                $visit(b);
            }
            HirKind::LikeKind { of, vector, .. } => {
                $visit(of);
                $visit(vector);
            }
            HirKind::Pipe(pipe) => {
                for clause in pipe.clauses.$iter() {
                    match clause {
                        Clause::Each(_, source) => match source {
                            Source::Coll(h) => $visit(h),
                            Source::Cycle(h) => $visit(h),
                            Source::Range(a, b, c) => {
                                $visit(a);
                                b.$iter().for_each(|h| $visit(h));
                                c.$iter().for_each(|h| $visit(h));
                            }
                            Source::Repeat(a, n) => {
                                n.$iter().for_each(|h| $visit(h));
                                $visit(a);
                            }
                            Source::Iterate { start, next, .. } => {
                                $visit(start);
                                $visit(next);
                            }
                        },
                        Clause::Let(_, h)
                        | Clause::When(h)
                        | Clause::While(h, _)
                        | Clause::DropWhile(h, _)
                        | Clause::Take(h, _)
                        | Clause::Drop(h, _) => $visit(h),
                        Clause::Index(..) => {}
                    }
                }
                match &$($mut)? pipe.sink {
                    Sink::Collect(h) | Sink::Each(h) => $visit(h),
                    Sink::Fold { init, next, combine, .. } => {
                        $visit(init);
                        $visit(next);
                        combine.$iter().for_each(|c| {
                            c.first.$iter().for_each(|h| $visit(h));
                            $visit(&$($mut)? c.both);
                        });
                    }
                    Sink::Fold1 { first, next, empty, combine, .. } => {
                        $visit(first);
                        $visit(next);
                        $visit(empty);
                        combine.$iter().for_each(|c| $visit(&$($mut)? c.both));
                    }
                    Sink::Count => {}
                    Sink::Find { value, test, found, default, .. } => {
                        $visit(value);
                        $visit(test);
                        $visit(found);
                        $visit(default);
                    }
                }
                if let Some(Some(grain)) = &$($mut)? pipe.parallel {
                    $visit(grain);
                }
            }
            HirKind::Join { choice, then, .. } => {
                $visit(choice);
                $visit(then);
            }
            HirKind::Try { body, catches, finally, .. } => {
                $visit(body);
                catches.$iter().for_each(|catch| $visit(&$($mut)? catch.body));
                finally.$iter().for_each(|h| $visit(h));
            }
            HirKind::CallDyn { f, args } => {
                $visit(f);
                args.$iter().for_each($visit);
            }
            HirKind::Assert { condition, message, .. } => {
                $visit(condition);
                if let Some(message) = message {
                    $visit(message);
                }
            }
            HirKind::AssertEq { left, right, message, .. } => {
                $visit(left);
                $visit(right);
                if let Some(message) = message {
                    $visit(message);
                }
            }
        }
    };
}

/// An instance of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstId(pub u32);

/// A variable of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub u32);

/// A loop of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);

/// All instances and constants of a program.
#[derive(Debug, Default)]
pub struct Module {
    /// The instances, by id.
    pub insts: Vec<Inst>,
    /// The constants, as instances without parameters.
    pub consts: Vec<(ConstId, InstId)>,
    /// The body of an expression: its parameters are the captured variables.
    pub body: Option<InstId>,
    /// What Rust enters: a function's arity at the types of its exported signature.
    pub entries: Vec<Entry>,
    /// The tests.
    pub tests: Vec<(FnId, InstId)>,
    /// The functions that some `Coerce` makes dynamic ones of.
    pub functions: BTreeMap<Rc<Closure>, Function>,
    /// The structs whose values are nodes of their own.
    pub nodes: BTreeSet<StructId>,
}

impl Module {
    /// The instances that a conversion refers to, since it makes dynamic functions of others.
    pub fn conversion_calls(&self, from: &Ty, to: &Ty) -> Vec<InstId> {
        let mut insts = Vec::new();
        convert::functions(from, to, &mut |closure| {
            let arms = self
                .functions
                .get(closure)
                .into_iter()
                .flat_map(|f| &f.arms);
            insts.extend(arms.map(|arm| arm.inst));
        });
        insts
    }
}

/// An exported function.
#[derive(Debug)]
pub struct Entry {
    /// The function.
    pub id: FnId,
    /// The instance entered.
    pub inst: InstId,
}

/// One function at one tuple of types.
#[derive(Debug)]
pub struct Inst {
    /// The name of the function, for the generated name and messages.
    pub name: Rc<str>,
    /// Captured values first, then parameters, then the rest parameter.
    pub params: Vec<VarId>,
    /// Which parameters are borrowed; set by `own`.
    pub borrowed: Vec<bool>,
    /// All variables.
    pub vars: Vec<VarInfo>,
    /// The variables that hold a view of a sequence, each with those that own it; set by `views`.
    pub views: BTreeMap<VarId, BTreeSet<VarId>>,
    /// The variables that hold a reference to where a loop has come in data, each with those that own it; set by `descents`.
    pub descents: BTreeMap<VarId, BTreeSet<VarId>>,
    /// The type of the result.
    pub result: Ty,
    /// The body.
    pub body: Hir,
    /// How many loops the instance has.
    pub labels: u32,
    /// Whether running it twice could be seen; set by `effects`.
    pub has_effects: bool,
    /// Whether it calls the host, itself or through what it calls; set by `effects`.
    pub calls_host: bool,
    /// How it takes part in recursion; set by `tail`.
    pub recursion: Recursion,
}

/// How an instance takes part in recursion.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recursion {
    /// Whether it can come back to itself by calls that use stack.
    pub uses_stack: bool,
    /// The instances, itself among them, that reach each other by tail calls; empty if there are none.
    pub tail_group: Vec<InstId>,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct VarInfo {
    /// As the user wrote it, or a description.
    pub name: Rc<str>,
    /// Where it is bound.
    pub span: Span,
    /// Its type.
    pub ty: Ty,
    /// Whether it holds a reference to its value.
    pub is_ref: bool,
    /// A declared type that its value has passed the check of; for inference.
    pub known: Option<Rc<Schema>>,
}

/// A node with its type and its place.
#[derive(Clone, Debug)]
pub struct Hir {
    /// What it is.
    pub kind: HirKind,
    /// The type of its value.
    pub ty: Ty,
    /// Where it comes from.
    pub span: Span,
}

/// How a variable is used; decided by `own`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Not decided yet.
    Undecided,
    /// The value moves out: this is its last use.
    Move,
    /// The value is cloned: it is used again.
    Clone,
    /// Only looked at.
    Borrow,
    /// A loop's variable as its own next value: nothing is evaluated, it stays as it is.
    Keep,
}

/// Operations on scalars: all operands of one of the classes int, float, number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Prim {
    Add,
    Sub,
    Mul,
    Div,
    Quot,
    Rem,
    Mod,
    Inc,
    Dec,
    Neg,
    Abs,
    Max,
    Min,
    /// Numbers by value: `==`.
    NumEq,
    Lt,
    Le,
    Gt,
    Ge,
    /// `=` on two values of one type.
    Eq,
    Not,
    Even,
    Odd,
    Zero,
    Pos,
    Negative,
    Nan,
    Infinite,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    Shl,
    Shr,
    /// Float or number to int, towards zero.
    ToInt,
    /// Int or number to float.
    ToFloat,
    /// Whether an option holds a value, or a dynamic value is not nil.
    IsSome,
    /// Whether a dynamic value is true (not nil, not false).
    IsTrue,
}

/// A test of the kind of a dynamic value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Int,
    Float,
    Number,
    Str,
    Bool,
    Keyword,
    Symbol,
    Inst,
    Uuid,
    Regex,
    Vector,
    List,
    Map,
    Set,
    Fn,
    Coll,
    Sequential,
    Seqable,
    Ifn,
    Nan,
}

/// What a cast is of, for its error.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its name: "`x` of `f`".
    pub name: Rc<str>,
    /// Whether it is a field of a struct, so that the error is a `:validation-error`.
    pub is_field: bool,
    /// Whether the program has asked before, so that the cast cannot fail.
    pub is_known: bool,
}

impl Subject {
    /// A value that is known to be of the type.
    pub fn known(name: impl Into<Rc<str>>) -> Subject {
        Subject {
            is_known: true,
            ..Subject::from(name)
        }
    }
}

impl<S: Into<Rc<str>>> From<S> for Subject {
    fn from(name: S) -> Subject {
        Subject {
            name: name.into(),
            is_field: false,
            is_known: false,
        }
    }
}

/// What a node does.
#[derive(Clone, Debug)]
pub enum HirKind {
    /// A literal.
    Lit(Lit),
    /// A use of a variable.
    Var(VarId, Use),
    /// A constant of the block.
    Const(ConstId),
    /// Binds a variable.
    Let(VarId, Box<Hir>, Box<Hir>),
    /// All but the last for their effects and errors.
    Do(Vec<Hir>),
    /// The condition is a bool.
    If(Box<Hir>, Box<Hir>, Box<Hir>),
    /// A loop with its variables.
    Loop {
        /// What a `Recur` to it names.
        label: Label,
        /// Its variables with their first values.
        vars: Vec<(VarId, Hir)>,
        /// One round; its value is the loop's.
        body: Box<Hir>,
    },
    /// Next round of a loop around.
    Recur(Label, Vec<Hir>),
    /// A choice several of whose ways go on in one place: its value, or what follows a jump.
    Join {
        /// What a `Jump` names.
        label: Label,
        /// What the jumps bind.
        vars: Vec<VarId>,
        /// The ways: each ends in a value or in a jump.
        choice: Box<Hir>,
        /// What follows a jump.
        then: Box<Hir>,
    },
    /// On to where a join goes on, with the values of its variables.
    Jump(Label, Vec<Hir>),
    /// A call of an instance: captured values, then arguments.
    Call {
        /// The instance.
        inst: InstId,
        /// Captured values, then arguments.
        args: Vec<Hir>,
        /// Whether nothing is left to do after it.
        is_tail: bool,
    },
    /// A call of a Rust function declared by `extern`.
    Extern(u32, Vec<Hir>),
    /// A call of a Rust function in scope, by index of the captures; dynamic values in and out.
    RustFn(u32, Vec<Hir>),
    /// A call of a capability of the host; the type is what the program wants of the result.
    HostCall {
        /// The constant id; without one, the first argument is the id.
        id: Option<Rc<str>>,
        /// The arguments.
        args: Vec<Hir>,
        /// Constants for the host, by name.
        hints: Vec<(String, Lit)>,
    },
    /// A scalar operation.
    Prim(Prim, Vec<Hir>),
    /// A test of a dynamic value's kind.
    IsKind(Kind, Box<Hir>),
    /// A function of the runtime.
    Lib(Box<LibCall>),
    /// A tuple.
    Tuple(Vec<Hir>),
    /// A record; the type names the keys.
    Record(Vec<Hir>),
    /// A struct, field by field.
    Struct(Vec<Hir>),
    /// A vector.
    Vector(Vec<Hir>),
    /// A list.
    List(Vec<Hir>),
    /// A set.
    Set(Vec<Hir>),
    /// A map.
    Map(Vec<(Hir, Hir)>),
    /// A field of a tuple, a record, a struct or a closure's captures.
    Field(Box<Hir>, usize),
    /// A record, struct or node with one field replaced. Around another one it is one of several changes of the same value:
    /// the new values are evaluated from the innermost on, and then put in.
    SetField(Box<Hir>, usize, Box<Hir>),
    /// A function value: what it captured.
    Closure(Vec<Hir>),
    /// Another representation of the same value.
    Coerce(Box<Hir>),
    /// The value as this type, or a `:type-error` naming the thing.
    Cast(Box<Hir>, Subject),
    /// The same value, checked to be of a declared type, or an error naming the thing.
    Check(Box<Hir>, Rc<Schema>, Subject),
    /// The vector of a sequence's elements; of a dynamic value: or a `:type-error` naming the function.
    ToVector(Box<Hir>, Rc<str>),
    /// A vector in the kind of the sequence that it was made from (a dynamic value).
    LikeKind {
        /// The sequence that gives the kind.
        of: Box<Hir>,
        /// The elements.
        vector: Box<Hir>,
        /// Whether the elements of a string become a string again.
        keeps_string: bool,
    },
    /// A walk over sequences.
    Pipe(Box<Pipe>),
    /// A call of a dynamic function.
    CallDyn {
        /// The function.
        f: Box<Hir>,
        /// The arguments, dynamic values.
        args: Vec<Hir>,
    },
    /// A function of the library as a dynamic one.
    LibFunc(&'static str),
    /// A value that may fail, and what stands in for it.
    Try {
        /// What may fail.
        body: Box<Hir>,
        /// The first that fits gives the value in place of an error.
        catches: Vec<Catch>,
        /// What is evaluated whatever happened; its value is dropped.
        finally: Option<Box<Hir>>,
        /// Whether an error of `finally` gives way to one of the body; else the last one goes on.
        gives_way: bool,
    },
    /// Branches in parallel, as a tuple.
    Parallel(Vec<Hir>),
    /// Prints place, text and value to stderr, and is the value.
    Dbg(Box<Hir>, String),
    /// Always this error.
    Raise {
        /// The variant of `ErrorKind`.
        kind: &'static str,
        /// The message.
        message: String,
    },
    /// An `:assertion-error` unless true; the texts of the operands of a comparison are shown.
    Assert {
        /// What has to hold.
        condition: Box<Hir>,
        /// What to say if it does not.
        message: Option<Box<Hir>>,
        /// The form as written.
        text: String,
    },
    /// `(is …)` of a comparison: left and right are shown when it fails.
    AssertEq {
        /// The one side.
        left: Box<Hir>,
        /// The other side.
        right: Box<Hir>,
        /// What to say if they differ.
        message: Option<Box<Hir>>,
        /// The form as written.
        text: String,
    },
}

/// What is done about an error.
#[derive(Clone, Debug)]
pub struct Catch {
    /// Which errors it takes.
    pub selector: Selector,
    /// The variable that holds the error as a record; none if nothing looks at it.
    pub var: Option<VarId>,
    /// The value in place of the error.
    pub body: Hir,
}

/// A statically known function as a dynamic one.
#[derive(Clone, Debug)]
pub struct Function {
    /// What it is called in messages.
    pub name: Rc<str>,
    /// Its arities.
    pub arms: Vec<FuncArm>,
}

impl Function {
    /// The function with other ids of its instances; `None` if one has none.
    pub fn renamed(mut self, to: &dyn Fn(InstId) -> Option<InstId>) -> Option<Function> {
        for arm in &mut self.arms {
            arm.inst = to(arm.inst)?;
        }
        Some(self)
    }
}

/// One arity of a dynamic function: an instance that takes the function's captures and dynamic arguments.
#[derive(Clone, Debug)]
pub struct FuncArm {
    /// The instance.
    pub inst: InstId,
    /// How many arguments it takes.
    pub params: usize,
    /// Whether a list of more arguments follows.
    pub has_rest: bool,
}

/// A function written where a library function takes one: its body stands in place.
#[derive(Clone, Debug)]
pub struct Lambda {
    /// The parameters; whether each comes by reference is in its variable.
    pub params: Vec<VarId>,
    /// The body.
    pub body: Box<Hir>,
}

/// A call of a runtime function.
#[derive(Clone, Debug)]
pub struct LibCall {
    /// The path below `__rt::library`.
    pub path: String,
    /// The arguments.
    pub args: Vec<LibArg>,
    /// Whether it returns a `Result`.
    pub is_fallible: bool,
    /// Whether an `i64` comes back where the type says int.
    pub returns_index: bool,
}

/// How an argument reaches a runtime function.
#[derive(Clone, Debug)]
pub enum LibArg {
    /// By value.
    Own(Hir),
    /// By reference.
    Ref(Hir),
    /// A string by reference, of which only the text is read.
    Text(Hir),
    /// A key: by value where its value is not needed further, else by reference; the runtime clones it if it
    /// comes to hold it.
    Key(Hir),
    /// An int as `i64`, saturated.
    Index(Hir),
    /// A function.
    Fn(Lambda),
    /// The rest, as a slice.
    Slice(Vec<Hir>, Ty),
}

impl LibArg {
    /// Calls `visit` with the parts of the argument.
    pub fn parts<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        match self {
            LibArg::Own(h)
            | LibArg::Ref(h)
            | LibArg::Text(h)
            | LibArg::Key(h)
            | LibArg::Index(h) => visit(h),
            LibArg::Fn(lambda) => visit(&lambda.body),
            LibArg::Slice(items, _) => items.iter().for_each(visit),
        }
    }
}

/// A walk: nested clauses around a sink.
#[derive(Clone, Debug)]
pub struct Pipe {
    /// What happens to each element, in order; an `Each` begins a nested walk.
    pub clauses: Vec<Clause>,
    /// What becomes of what arrives at the end.
    pub sink: Sink,
    /// Whether the walk may be cut into parts that run in parallel, with the wished grain.
    pub parallel: Option<Option<Box<Hir>>>,
}

/// A step of a walk. The number is the place of the first clause of the walk that the step counts in or
/// ends: a walk inside another begins anew for each element of the other.
#[derive(Clone, Debug)]
pub enum Clause {
    /// For each element of a source.
    Each(VarId, Source),
    /// Binds a variable.
    Let(VarId, Hir),
    /// Goes on only if true.
    When(Hir),
    /// Ends the walk unless true.
    While(Hir, usize),
    /// Skips as long as true, then never again.
    DropWhile(Hir, usize),
    /// Binds the number of elements that came by so far.
    Index(VarId, usize),
    /// Lets this many pass, then ends the walk.
    Take(Hir, usize),
    /// Skips this many.
    Drop(Hir, usize),
}

impl Clause {
    /// Calls `visit` with the ints that the clause counts by.
    pub fn counts<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        match self {
            Clause::Take(count, _) | Clause::Drop(count, _) => visit(count),
            Clause::Each(_, Source::Repeat(_, count)) => count.iter().for_each(|h| visit(h)),
            Clause::Each(_, Source::Range(start, end, step)) => {
                visit(start);
                end.iter().chain(step).for_each(|h| visit(h));
            }
            _ => {}
        }
    }

    /// The clause, so many places further back.
    pub fn shifted(self, by: usize) -> Clause {
        match self {
            Clause::While(h, from) => Clause::While(h, from + by),
            Clause::DropWhile(h, from) => Clause::DropWhile(h, from + by),
            Clause::Index(v, from) => Clause::Index(v, from + by),
            Clause::Take(h, from) => Clause::Take(h, from + by),
            Clause::Drop(h, from) => Clause::Drop(h, from + by),
            other => other,
        }
    }

    /// Where the walk begins that the step counts in or ends.
    pub fn from(&self) -> Option<usize> {
        match self {
            Clause::While(_, from)
            | Clause::DropWhile(_, from)
            | Clause::Index(_, from)
            | Clause::Take(_, from)
            | Clause::Drop(_, from) => Some(*from),
            Clause::Each(..) | Clause::Let(..) | Clause::When(_) => None,
        }
    }
}

/// Where elements come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A vector, list, set, map or string, walked by reference.
    Coll(Hir),
    /// Ints from the first to before the second (without end if none), by the third.
    Range(Box<Hir>, Option<Box<Hir>>, Option<Box<Hir>>),
    /// A value again and again, or so many times.
    Repeat(Box<Hir>, Option<Box<Hir>>),
    /// A value, and what the body makes of it, again and again; the variable is the value before.
    Iterate {
        /// The first value.
        start: Box<Hir>,
        /// The value before.
        var: VarId,
        /// The value after it.
        next: Box<Hir>,
    },
    /// A vector again and again.
    Cycle(Box<Hir>),
}

/// What becomes of the elements.
#[derive(Clone, Debug)]
pub enum Sink {
    /// A vector of the expression.
    Collect(Box<Hir>),
    /// Nothing: the expression is for its effects and errors; nil.
    Each(Box<Hir>),
    /// An accumulator; the expression is its next value; an optional test ends the walk.
    Fold {
        /// The accumulator.
        acc: VarId,
        /// Its first value.
        init: Box<Hir>,
        /// Its next value.
        next: Box<Hir>,
        /// How parts of the walk that are folded apart come together, if they may.
        combine: Option<Box<Combine>>,
    },
    /// A fold that begins with the first element; the default when there is none.
    Fold1 {
        /// The accumulator.
        acc: VarId,
        /// The first element as the accumulator.
        first: Box<Hir>,
        /// Its next value.
        next: Box<Hir>,
        /// The value when nothing arrives.
        empty: Box<Hir>,
        /// How parts of the walk that are folded apart come together, if they may.
        combine: Option<Box<Combine>>,
    },
    /// How many arrive.
    Count,
    /// The first value of the expression that passes the test; else the default. The variable is the value.
    Find {
        /// The value that is tested.
        var: VarId,
        /// What is computed of an element.
        value: Box<Hir>,
        /// Whether the search ends with it.
        test: Box<Hir>,
        /// The result if it does.
        found: Box<Hir>,
        /// The result when nothing passes.
        default: Box<Hir>,
    },
}

/// A value that stands at a known key of a dynamic one.
pub struct Keyed<'h> {
    /// The dynamic value.
    pub of: &'h Hir,
    /// The keyword.
    pub key: &'h str,
    /// Whether a pattern asks: what is neither a map nor nil is an error.
    pub is_pattern: bool,
}

/// A value that stands at an index of a vector.
pub struct Element<'h> {
    /// The vector, a place.
    pub of: &'h Hir,
    /// The index.
    pub index: &'h Hir,
    /// The call that asks for it.
    pub call: &'h LibCall,
}

/// The dynamic value and the keyword of a call of the runtime with these.
fn keyword_args(call: &LibCall) -> Option<(&Hir, &str)> {
    let [LibArg::Ref(of), LibArg::Ref(key)] = &call.args[..] else {
        return None;
    };
    let HirKind::Coerce(key) = &key.kind else {
        return None;
    };
    match &key.kind {
        HirKind::Lit(Lit::Keyword(key)) if of.ty == Ty::Any => Some((of, key)),
        _ => None,
    }
}

impl LibCall {
    /// What `contains?` asks for at a known key of a dynamic value.
    pub fn sought_key(&self) -> Option<(&Hir, &str)> {
        (self.path == "access::contains_any").then(|| keyword_args(self))?
    }
}

/// The order in which `recur` evaluates its arguments: ints that may leave the fast form come first, so that
/// nothing has moved out of the loop's state by then. They can neither fail nor be seen to be computed early.
pub fn recur_order(args: &[Hir]) -> Vec<usize> {
    let is_early = |h: &Hir| {
        let mut plain = h.ty == Ty::Int && !crate::infer::may_fail(h);
        h.walk(&mut |h| {
            plain &= !matches!(h.kind, HirKind::Var(..)) || h.ty == Ty::Int || h.ty.is_scalar()
        });
        plain
    };
    let (mut order, rest): (Vec<usize>, Vec<usize>) =
        (0..args.len()).partition(|i| is_early(&args[*i]));
    order.extend(rest);
    order
}

/// How the accumulators of two parts of a walk, side by side, become one.
#[derive(Clone, Debug)]
pub struct Combine {
    /// The first element of a part as its accumulator; that of the sink, if it has one.
    pub first: Option<Hir>,
    /// The accumulator of the one part.
    pub left: VarId,
    /// The accumulator of the part after it.
    pub right: VarId,
    /// The accumulator of both.
    pub both: Hir,
    /// Whether the result is the same wherever the walk is cut; else it is cut at fixed places.
    pub is_exact: bool,
}

impl Hir {
    /// The value as one at a known key, if it is that.
    pub fn keyed(&self) -> Option<Keyed<'_>> {
        let HirKind::Lib(call) = &self.kind else {
            return None;
        };
        let is_pattern = match &*call.path {
            "access::get_any" => false,
            "access::part_any" => true,
            _ => return None,
        };
        let (of, key) = keyword_args(call)?;
        Some(Keyed {
            of,
            key,
            is_pattern,
        })
    }

    /// The value as one at an index of a vector in a place, if it is that, and there are references to such values.
    pub fn element(&self) -> Option<Element<'_>> {
        let HirKind::Lib(call) = &self.kind else {
            return None;
        };
        let [LibArg::Ref(of), LibArg::Index(index)] = &call.args[..] else {
            return None;
        };
        let is_kept = matches!(&of.ty, Ty::Vector(item) if is_worth_borrowing(item));
        let fits = call.path == "access::nth" && is_kept && of.is_place();
        fits.then_some(Element { of, index, call })
    }

    /// The value that the value is a part of, or stands in.
    pub fn stands_in(&self) -> Option<&Hir> {
        match &self.kind {
            HirKind::Field(base, _) => Some(base),
            _ => match self.keyed() {
                Some(keyed) => Some(keyed.of),
                None => Some(self.element()?.of),
            },
        }
    }

    /// Whether the value stands in a variable or a constant.
    pub fn is_place(&self) -> bool {
        match &self.kind {
            HirKind::Var(..) | HirKind::Const(_) => true,
            _ => self.stands_in().is_some_and(Hir::is_place),
        }
    }

    /// Whether two places are the same one.
    pub fn is_same_place(&self, other: &Hir) -> bool {
        let is_same_step = match (&self.kind, &other.kind) {
            (HirKind::Var(a, _), HirKind::Var(b, _)) => return a == b,
            (HirKind::Field(_, a), HirKind::Field(_, b)) => a == b,
            _ => match (self.keyed(), other.keyed()) {
                (Some(a), Some(b)) => a.key == b.key && a.is_pattern == b.is_pattern,
                _ => false,
            },
        };
        let of = self.stands_in().zip(other.stands_in());
        is_same_step && of.is_some_and(|(a, b)| a.is_same_place(b))
    }

    /// A node.
    pub fn new(kind: HirKind, ty: Ty, span: Span) -> Hir {
        Hir { kind, ty, span }
    }

    /// Calls `visit` with each direct part, in order of evaluation.
    pub fn children<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        parts!(self, visit, iter);
    }

    /// Calls `visit` with each direct part, to be changed.
    pub fn children_mut(&mut self, visit: &mut dyn FnMut(&mut Hir)) {
        parts!(self, visit, iter_mut, mut);
    }

    /// Calls `visit` with the node and everything below it, parents first.
    pub fn walk<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        visit(self);
        self.children(&mut |h| h.walk(visit));
    }

    /// The same, to be changed.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Hir)) {
        visit(self);
        self.children_mut(&mut |h| h.walk_mut(visit));
    }

    /// The same, from the leaves up: what `visit` puts around a node is not visited.
    pub fn walk_up_mut(&mut self, visit: &mut dyn FnMut(&mut Hir)) {
        self.children_mut(&mut |h| h.walk_up_mut(visit));
        visit(self);
    }
}

impl Clause {
    /// Calls `visit` with the parts of the clause.
    pub fn parts<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        match self {
            Clause::Each(_, source) => match source {
                Source::Coll(h) => visit(h),
                Source::Cycle(h) => visit(h),
                Source::Range(a, b, c) => {
                    visit(a);
                    b.iter().for_each(|h| visit(h));
                    c.iter().for_each(|h| visit(h));
                }
                Source::Repeat(a, n) => {
                    n.iter().for_each(|h| visit(h));
                    visit(a);
                }
                Source::Iterate { start, next, .. } => {
                    visit(start);
                    visit(next);
                }
            },
            Clause::Let(_, h)
            | Clause::When(h)
            | Clause::While(h, _)
            | Clause::DropWhile(h, _)
            | Clause::Take(h, _)
            | Clause::Drop(h, _) => visit(h),
            Clause::Index(..) => {}
        }
    }
}

impl Sink {
    /// Calls `visit` with what the sink does with each element.
    pub fn parts<'h>(&'h self, visit: &mut dyn FnMut(&'h Hir)) {
        match self {
            Sink::Collect(h) | Sink::Each(h) => visit(h),
            Sink::Fold { next, .. } => visit(next),
            Sink::Fold1 { first, next, .. } => {
                visit(first);
                visit(next);
            }
            Sink::Count => {}
            Sink::Find {
                value, test, found, ..
            } => {
                visit(value);
                visit(test);
                visit(found);
            }
        }
    }
}
