//! The tree that resolution makes of forms: every name is bound to what it means, every piece of
//! sugar and every pattern is spelled out in the few expressions below.
//!
//! Holds after `resolve`: each [`LocalId`] is bound once, by one binding; a use refers to a binding
//! in scope; `recur` stands in tail position of its target with the right number of arguments; a
//! call of a function of the block has an arity that the function has.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::reader::Span;
use rtfs_rt::schema::{Schema, Types};
use rtfs_rt::{Data, ErrorKind, Int, Keyword, Symbol, Value};

use crate::source::Bounds;
use crate::types::Ty;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the table that owns the thing.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A binding of a local name.
    LocalId
    /// A function: `defn`, `fn`, `letfn`, `#()`, `deftest`.
    FnId
    /// A constant of the block.
    ConstId
    /// A `defstruct`.
    StructId
    /// A `deftype`.
    TypeId
    /// A `loop`, which `recur` may name.
    LoopId
    /// A module.
    ModuleId
}

impl ModuleId {
    /// What stands in no module.
    pub const ROOT: ModuleId = ModuleId(0);
}

/// A module of the program.
#[derive(Debug, Default)]
pub struct ModuleDef {
    /// Its parts between dots; the root has no name.
    pub name: String,
    /// The names of the Rust modules that it is, outermost first.
    pub path: Vec<String>,
    /// The place of the name.
    pub span: Span,
    /// The docstring.
    pub doc: Option<String>,
    /// Names that the expansion gives to what another module has by the same name: those inside of it, and what
    /// Rust sees.
    pub renamed: BTreeMap<String, String>,
}

/// A whole block or file.
#[derive(Debug, Default)]
pub struct Program {
    /// The root and the modules.
    pub modules: Vec<ModuleDef>,
    /// All functions, nested ones included.
    pub fns: Vec<FnDef>,
    /// All constants, in order of definition.
    pub consts: Vec<ConstDef>,
    /// All structs.
    pub structs: Vec<StructDef>,
    /// All types with names.
    pub types: Vec<TypeDef>,
    /// What the types with names and the structs promise of their values, under the same numbers.
    pub schemas: Arc<Types>,
    /// Declared Rust functions.
    pub externs: Vec<ExternDef>,
    /// All local names.
    pub locals: Vec<Local>,
    /// Rust variables and functions that the program reads from its surroundings.
    pub captures: Vec<Capture>,
    /// What Rust can see, in order of definition.
    pub exports: Vec<Export>,
    /// The `deftest`s: functions without parameters.
    pub tests: Vec<FnId>,
    /// The expression that the block is the value of; `None` for a block of items.
    pub body: Option<Expr>,
    /// How many loops there are.
    pub loops: u32,
    /// Whether inference forgets the type of every value that has a dynamic form.
    pub is_erased: bool,
    /// The uses of macros, in the order of their expansion.
    pub expansions: Vec<Expansion>,
    /// The spans of what macros made.
    pub made: Made,
    /// The capabilities that the program may call, or all below a name (`fs.*`); `None` allows all.
    pub grants: Option<Vec<String>>,
    /// The capabilities that it calls by constant ids.
    pub capabilities: BTreeSet<String>,
    /// Whether it also calls by ids that are computed.
    pub has_computed_capability: bool,
    /// How much a run may compute.
    pub bounds: Bounds,
    /// The types of capabilities, by id.
    pub signatures: BTreeMap<String, Signature>,
}

impl Program {
    /// Leaves the docstrings out: rustdoc runs the code that stands in them.
    pub fn drop_docs(&mut self) {
        let fns = self.fns.iter_mut().map(|def| &mut def.doc);
        let consts = self.consts.iter_mut().map(|def| &mut def.doc);
        let structs = self.structs.iter_mut().map(|def| &mut def.doc);
        let types = self.types.iter_mut().map(|def| &mut def.doc);
        let modules = self.modules.iter_mut().map(|def| &mut def.doc);
        let docs = fns.chain(consts).chain(structs).chain(types).chain(modules);
        docs.for_each(|doc| *doc = None);
    }
}

/// What `defcapability` says of a capability.
#[derive(Debug)]
pub struct Signature {
    /// The types of the arguments.
    pub params: Vec<Annotation>,
    /// The type of each further argument, if there may be any.
    pub rest: Option<Annotation>,
    /// The type of the result.
    pub result: Annotation,
    /// The place of the id.
    pub span: Span,
}

/// A use of a macro.
#[derive(Debug)]
pub struct Expansion {
    /// The call.
    pub call: Span,
    /// The macro.
    pub name: Rc<str>,
    /// The template that gave the form, or the macro's name.
    pub template: Span,
}

/// The spans of forms that macros made. Each has one of its own, so that what is said of one is not taken for
/// what is said of another; it begins where the use of the macro begins, and ends behind the text.
#[derive(Debug, Default)]
pub struct Made {
    /// The first end that no form of the text has.
    from: u32,
    /// For each end from there on, the real one.
    ends: Vec<u32>,
}

impl Made {
    /// For texts that end at an offset.
    pub fn behind(end: u32) -> Made {
        Made {
            from: end.saturating_add(1),
            ends: Vec::new(),
        }
    }

    /// A span for a form that the use of a macro at `call` gave.
    pub fn span(&mut self, call: Span) -> Span {
        let end = self.real(call).end;
        let at = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
        Span {
            start: call.start,
            end: self.from.saturating_add(at),
        }
    }

    /// The span in the text.
    pub fn real(&self, span: Span) -> Span {
        let index = span.end.checked_sub(self.from).map(|i| i as usize);
        match index.and_then(|i| self.ends.get(i)) {
            Some(&end) => Span {
                start: span.start,
                end,
            },
            None => span,
        }
    }
}

/// A definition that Rust can name.
#[derive(Clone, Copy, Debug)]
pub enum Export {
    /// A function.
    Fn(FnId),
    /// A constant.
    Const(ConstId),
    /// A struct.
    Struct(StructId),
    /// A type with a name.
    Type(TypeId),
}

/// A local name.
#[derive(Clone, Debug)]
pub struct Local {
    /// As written, or a description for names that the compiler makes.
    pub name: Rc<str>,
    /// Where it is bound.
    pub span: Span,
    /// Bound only to be taken apart by a pattern.
    pub is_scratch: bool,
}

/// A function with all its arities.
#[derive(Debug)]
pub struct FnDef {
    /// As written, or `fn`.
    pub name: Rc<str>,
    /// The module that it stands in.
    pub module: ModuleId,
    /// The place of the name.
    pub span: Span,
    /// The docstring.
    pub doc: Option<String>,
    /// The arities, fixed ones by number, then the one with rest parameters.
    pub arities: Vec<Arity>,
    /// Locals of enclosing functions that it uses, functions that it names left out.
    pub captures: Vec<LocalId>,
    /// Whether the function stands at the top of the block.
    pub is_top: bool,
    /// Whether Rust can call it.
    pub is_exported: bool,
    /// Whether a reduction by it may be cut into parts: `^:associative`.
    pub is_associative: bool,
    /// The name in Rust.
    pub rust_name: String,
}

impl FnDef {
    /// The name in Rust of one arity: Rust has one function of a name, so several are told apart by
    /// their number of parameters.
    pub fn entry_name(&self, arity: &Arity) -> String {
        match arity.rest {
            _ if self.arities.len() == 1 => self.rust_name.clone(),
            Some(_) => format!("{}_rest", self.rust_name),
            None => format!("{}_{}", self.rust_name, arity.params.len()),
        }
    }

    /// What messages call it.
    pub fn called(&self) -> String {
        match &*self.name {
            "fn" => "this function".into(),
            name => format!("`{name}`"),
        }
    }
}

/// One arity.
#[derive(Debug)]
pub struct Arity {
    /// The fixed parameters.
    pub params: Vec<Param>,
    /// The parameter that takes the rest as a list, or nil.
    pub rest: Option<Param>,
    /// The body.
    pub body: Rc<Expr>,
    /// The declared type of the result.
    pub result: Option<Annotation>,
    /// The loop that a `recur` to this function is.
    pub loop_id: LoopId,
    /// Whether a `recur` to the function occurs.
    pub recurs: bool,
    /// The place of the parameters.
    pub span: Span,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// The local.
    pub local: LocalId,
    /// The declared type.
    pub annotation: Option<Annotation>,
}

/// A declared type.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The type.
    pub schema: Rc<Schema>,
    /// How a value of it is held.
    pub ty: Ty,
    /// Whether the type says more than how a value is held, so that the value itself is checked.
    pub is_refined: bool,
    /// Where it stands.
    pub span: Span,
}

impl Annotation {
    /// Whether every value that is held so is of the type: nothing is asked of it when the program runs.
    pub fn takes(&self, ty: &Ty) -> bool {
        !self.is_refined && crate::types::is_within(ty, &self.ty)
    }
}

/// A type that `deftype` defines.
#[derive(Debug)]
pub struct TypeDef {
    /// The name.
    pub name: Rc<str>,
    /// The module that it stands in.
    pub module: ModuleId,
    /// The name in Rust.
    pub rust_name: String,
    /// The place of the name.
    pub span: Span,
    /// The docstring.
    pub doc: Option<String>,
    /// How a value of it is held.
    pub ty: Ty,
}

/// A constant.
#[derive(Debug)]
pub struct ConstDef {
    /// As written.
    pub name: Rc<str>,
    /// The module that it stands in.
    pub module: ModuleId,
    /// The place of the name.
    pub span: Span,
    /// The docstring.
    pub doc: Option<String>,
    /// The declared type.
    pub annotation: Option<Annotation>,
    /// Its value.
    pub value: Expr,
    /// The local that it is, where its value depends on the Rust code around the expression.
    pub local: Option<LocalId>,
    /// Whether Rust can see it.
    pub is_exported: bool,
    /// The name in Rust.
    pub rust_name: String,
}

/// A struct.
#[derive(Debug)]
pub struct StructDef {
    /// The name.
    pub name: Rc<str>,
    /// The module that it stands in.
    pub module: ModuleId,
    /// The name in Rust.
    pub rust_name: String,
    /// The place of the name.
    pub span: Span,
    /// The docstring.
    pub doc: Option<String>,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// Whether an error was found in it, so that not all fields are known.
    pub is_broken: bool,
    /// Whether each of its values is a node of its own, since it contains values of its own type.
    pub is_node: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// The key without the colon.
    pub key: Rc<str>,
    /// The name in Rust.
    pub rust_name: String,
    /// How its value is held.
    pub ty: Ty,
    /// The type.
    pub declared: Annotation,
    /// Where it stands.
    pub span: Span,
}

/// A Rust function declared by `extern`.
#[derive(Debug)]
pub struct ExternDef {
    /// The segments of the Rust path.
    pub path: Vec<String>,
    /// Parameter types.
    pub params: Vec<Annotation>,
    /// Result type.
    pub result: Annotation,
    /// Where it stands.
    pub span: Span,
    /// Whether an error was found in it, so that its types are not known.
    pub is_broken: bool,
}

/// A name of the surrounding Rust code.
#[derive(Debug)]
pub struct Capture {
    /// The name in Rust.
    pub rust_name: String,
    /// Its first use.
    pub span: Span,
    /// The local that holds it, for a variable; `None` for a function that is only called.
    pub local: Option<LocalId>,
    /// The type that a header gives it.
    pub declared: Option<Ty>,
}

/// An expression with its place.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// A literal without parts.
#[derive(Clone, Debug, PartialEq)]
pub enum Lit {
    /// `nil`
    Nil,
    /// `true`, `false`
    Bool(bool),
    /// An integer of any size.
    Int(Int),
    /// A float.
    Float(f64),
    /// A string.
    Str(Rc<str>),
    /// A keyword without its colon.
    Keyword(Rc<str>),
    /// A quoted symbol.
    Symbol(Rc<str>),
    /// An instant: seconds since 1970 and nanoseconds.
    Inst(i64, u32),
    /// The bits of a UUID.
    Uuid(u128),
    /// A regular expression, as a literal writes it, and the type of its matches.
    Regex(Rc<str>, Ty),
}

impl Lit {
    /// The value.
    pub fn value(&self) -> Value {
        match self {
            Lit::Nil => Value::Nil,
            Lit::Bool(b) => Value::Bool(*b),
            Lit::Int(int) => int.clone().into_value(),
            Lit::Float(float) => Value::Float(*float),
            Lit::Str(text) => Value::Str((&**text).into()),
            Lit::Keyword(name) => Value::Keyword(Keyword::new(name)),
            Lit::Symbol(name) => Value::Symbol(Symbol::new(name)),
            #[cfg(feature = "inst")]
            Lit::Inst(seconds, nanoseconds) => {
                rtfs_rt::Inst::literal(*seconds, *nanoseconds).into_value()
            }
            #[cfg(feature = "uuid")]
            Lit::Uuid(bits) => rtfs_rt::Uuid::from_u128(*bits).into_value(),
            // It was compiled when it was resolved.
            #[cfg(feature = "regex")]
            Lit::Regex(source, _) => rtfs_rt::Regex::new(source).map_or(Value::Nil, Value::Regex),
            // Without the feature resolution lets none pass.
            #[cfg(not(all(feature = "inst", feature = "uuid", feature = "regex")))]
            _ => Value::Nil,
        }
    }
}

/// The expressions that are left when names and sugar are gone.
#[derive(Debug)]
pub enum ExprKind {
    /// What an error that was reported stands for: nothing follows from it.
    Error,
    /// A literal.
    Lit(Lit),
    /// A local.
    Local(LocalId),
    /// A function of the block as a value.
    FnRef(FnId),
    /// A constant of the block.
    Const(ConstId),
    /// A function of the library, by its canonical name.
    Library(&'static str),
    /// A struct's constructor.
    Constructor {
        /// The struct.
        id: StructId,
        /// Whether it is `->Name`, which takes the fields in order.
        positional: bool,
    },
    /// An `extern` function, by index; only called.
    Extern(u32),
    /// A Rust function in scope, by index of the captures.
    RustFn(u32),
    /// `[…]`
    Vector(Vec<Expr>),
    /// `'(…)`
    List(Vec<Expr>),
    /// `#{…}`
    Set(Vec<Expr>),
    /// `{…}`
    Map(Vec<(Expr, Expr)>),
    /// `(if c t e)`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `(do …)`; never empty.
    Do(Vec<Expr>),
    /// One binding and what sees it.
    Let(LocalId, Box<Expr>, Box<Expr>),
    /// `(loop …)` with plain names; patterns are taken apart in the body.
    Loop {
        /// What a `recur` to it names.
        id: LoopId,
        /// Its variables with their first values.
        vars: Vec<(LocalId, Expr)>,
        /// One round.
        body: Box<Expr>,
    },
    /// `(recur …)`; the place is the whole form's.
    Recur {
        /// The loop, or the loop that a function is.
        target: LoopId,
        /// The next values of its variables.
        args: Vec<Expr>,
    },
    /// A function that may capture.
    Fn(FnId),
    /// A call.
    Call(Box<Expr>, Vec<Expr>),
    /// A checked cast to an annotation of the thing named.
    Cast(Box<Expr>, Annotation, Rc<str>),
    /// The nth element by a pattern: nil when missing.
    Element(Box<Expr>, usize),
    /// What follows n elements by a pattern: a list, or nil when nothing is left.
    Rest(Box<Expr>, usize),
    /// The value at a key by a pattern, with a default.
    Lookup(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `(for …)`: a vector of the body over generators and conditions; `doseq` and `dotimes` give nil.
    For {
        /// Generators and conditions, outermost first.
        clauses: Vec<Clause>,
        /// What is computed for each element.
        body: Box<Expr>,
        /// Whether the values are kept in a vector.
        is_for: bool,
    },
    /// `(case e c v … default)`.
    Case {
        /// What is compared.
        value: Box<Expr>,
        /// The constants of a clause and its result.
        arms: Vec<(Vec<Expr>, Expr)>,
        /// The result when no constant is equal.
        default: Option<Box<Expr>>,
    },
    /// A call of a capability of the host.
    HostCall {
        /// Which one.
        id: HostId,
        /// The arguments.
        args: Vec<Expr>,
        /// Constants for the host, by name.
        hints: Vec<(String, Lit)>,
        /// The declared type of the result.
        result: Option<Annotation>,
    },
    /// `(try body… (catch …)… (finally …)?)`.
    Try {
        /// What may fail.
        body: Box<Expr>,
        /// What stands in for its value; the first that fits.
        catches: Vec<Catch>,
        /// What is evaluated for its effects whatever happened.
        finally: Option<Box<Expr>>,
        /// Whether an error of `finally` gives way to one of the body; else the last one goes on.
        gives_way: bool,
    },
    /// `(match e pattern body …)`.
    Match {
        /// What is matched.
        value: Box<Expr>,
        /// The first that fits gives the value.
        clauses: Vec<MatchClause>,
    },
    /// Always a `:match-error` with the value; the form that has no clause for it is named.
    NoClause(Box<Expr>, &'static str),
    /// All in parallel: a vector in order, or a map under the names.
    Parallel {
        /// What is computed.
        branches: Vec<Expr>,
        /// The keys of the map, one for each branch; without them the result is a vector.
        names: Option<Vec<Rc<str>>>,
    },
    /// Bindings in parallel that do not see each other, then the body.
    WithParallel {
        /// The names and what is computed for them.
        bindings: Vec<(LocalId, Expr)>,
        /// What sees the names.
        body: Box<Expr>,
    },
    /// Sequence functions inside run in parallel where that is sound.
    InParallel {
        /// What is computed.
        body: Box<Expr>,
        /// How many elements make one piece of work, if the program says so.
        grain: Option<Box<Expr>>,
    },
    /// `(dbg e)`, with the text of the form.
    Dbg(Box<Expr>, String),
    /// `(is c msg?)`, with the text of the form.
    Is {
        /// What should hold.
        form: Box<Expr>,
        /// What to say if it does not.
        message: Option<Box<Expr>>,
        /// The form as written.
        text: String,
    },
    /// `(assert c msg?)`, with the text of the form.
    Assert {
        /// What has to hold.
        form: Box<Expr>,
        /// What to say if it does not.
        message: Option<Box<Expr>>,
        /// The form as written.
        text: String,
    },
    /// `(testing "…" …)`.
    Testing(Box<Expr>, Box<Expr>),
}

/// The capability that a call names.
#[derive(Debug)]
pub enum HostId {
    /// A constant, in its one spelling: `fs.read`.
    Static(Rc<str>),
    /// A keyword or a string that the program computes.
    Computed(Box<Expr>),
}

/// A clause of `match`.
#[derive(Debug)]
pub struct MatchClause {
    /// What the value has to be.
    pub pattern: Pattern,
    /// The names that the pattern binds.
    pub locals: Vec<LocalId>,
    /// What has to hold besides.
    pub guard: Option<Expr>,
    /// The value if it does.
    pub body: Expr,
}

/// A pattern of `match`.
#[derive(Debug)]
pub struct Pattern {
    /// What it asks for.
    pub kind: PatternKind,
    /// Where it stands.
    pub span: Span,
}

/// What a pattern asks for.
#[derive(Debug)]
pub enum PatternKind {
    /// `_`
    Any,
    /// A name: the value.
    Bind(LocalId),
    /// What is `=` to a constant.
    Const(Box<Expr>),
    /// A vector or a list of so many elements, or of at least so many.
    Seq {
        /// The elements from the first on.
        items: Vec<Pattern>,
        /// What the elements behind them are, as a list or nil.
        rest: Option<Box<Pattern>>,
    },
    /// A map that has these keys.
    Keys(Vec<(Expr, Pattern)>),
    /// The same value under a name, too.
    As(LocalId, Box<Pattern>),
    /// What a predicate of the library is true of.
    Is(&'static str, Box<Pattern>),
    /// The first of these that matches; all bind the same names.
    Or(Vec<Pattern>),
}

/// `(catch selector pattern body…)`.
#[derive(Debug)]
pub struct Catch {
    /// Which errors it takes.
    pub selector: Selector,
    /// What holds the error.
    pub local: LocalId,
    /// The value in place of the error.
    pub body: Expr,
}

/// Which errors a `catch` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `Exception`, `Error`, `_`: all.
    All,
    /// `RuntimeError`: the language's own, what is thrown and what the host does left out.
    Runtime,
    /// `HostError`: what the host fails with, does not know or refuses.
    Host,
    /// The errors of one kind.
    Kind(ErrorKind),
}

impl Selector {
    /// Whether every error that the other takes is one that this takes.
    pub fn covers(self, other: Selector) -> bool {
        match (self, other) {
            (Selector::All, _) => true,
            (Selector::Runtime, Selector::Kind(kind)) => kind.is_runtime(),
            (Selector::Host, Selector::Kind(kind)) => kind.is_host(),
            (a, b) => a == b,
        }
    }
}

/// A clause of `for`.
#[derive(Debug)]
pub enum Clause {
    /// Each element of a sequence.
    Each(LocalId, Expr),
    /// A binding.
    Let(LocalId, Expr),
    /// Only where true.
    When(Expr),
    /// Only as long as true.
    While(Expr),
}

impl Expr {
    /// Calls `visit` with the expression and all below it, functions' bodies left out.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expr)) {
        visit(self);
        match &self.kind {
            ExprKind::Error
            | ExprKind::Lit(_)
            | ExprKind::Local(_)
            | ExprKind::FnRef(_)
            | ExprKind::Const(_)
            | ExprKind::Library(_)
            | ExprKind::Constructor { .. }
            | ExprKind::Extern(_)
            | ExprKind::RustFn(_)
            | ExprKind::Fn(_) => {}
            ExprKind::Vector(items)
            | ExprKind::List(items)
            | ExprKind::Set(items)
            | ExprKind::Do(items) => {
                items.iter().for_each(|e| e.walk(visit));
            }
            ExprKind::Map(pairs) => pairs.iter().for_each(|(k, v)| {
                k.walk(visit);
                v.walk(visit);
            }),
            ExprKind::If(c, t, e) => {
                c.walk(visit);
                t.walk(visit);
                e.walk(visit);
            }
            ExprKind::Let(_, value, body) => {
                value.walk(visit);
                body.walk(visit);
            }
            ExprKind::Loop { vars, body, .. } => {
                vars.iter().for_each(|(_, e)| e.walk(visit));
                body.walk(visit);
            }
            ExprKind::Recur { args, .. } => args.iter().for_each(|e| e.walk(visit)),
            ExprKind::Call(f, args) => {
                f.walk(visit);
                args.iter().for_each(|e| e.walk(visit));
            }
            ExprKind::Cast(e, ..)
            | ExprKind::Element(e, _)
            | ExprKind::Rest(e, _)
            | ExprKind::NoClause(e, _)
            | ExprKind::Dbg(e, _) => {
                e.walk(visit);
            }
            ExprKind::Lookup(e, key, default) => {
                e.walk(visit);
                key.walk(visit);
                if let Some(default) = default {
                    default.walk(visit);
                }
            }
            ExprKind::For { clauses, body, .. } => {
                for clause in clauses {
                    match clause {
                        Clause::Each(_, e)
                        | Clause::Let(_, e)
                        | Clause::When(e)
                        | Clause::While(e) => e.walk(visit),
                    }
                }
                body.walk(visit);
            }
            ExprKind::Case {
                value,
                arms,
                default,
            } => {
                value.walk(visit);
                for (keys, result) in arms {
                    keys.iter().for_each(|e| e.walk(visit));
                    result.walk(visit);
                }
                if let Some(default) = default {
                    default.walk(visit);
                }
            }
            ExprKind::HostCall { id, args, .. } => {
                if let HostId::Computed(id) = id {
                    id.walk(visit);
                }
                args.iter().for_each(|e| e.walk(visit));
            }
            ExprKind::Match { value, clauses } => {
                value.walk(visit);
                for clause in clauses {
                    if let Some(guard) = &clause.guard {
                        guard.walk(visit);
                    }
                    clause.body.walk(visit);
                }
            }
            ExprKind::Try {
                body,
                catches,
                finally,
                ..
            } => {
                body.walk(visit);
                catches.iter().for_each(|c| c.body.walk(visit));
                if let Some(finally) = finally {
                    finally.walk(visit);
                }
            }
            ExprKind::Parallel { branches, .. } => branches.iter().for_each(|e| e.walk(visit)),
            ExprKind::WithParallel { bindings, body } => {
                bindings.iter().for_each(|(_, e)| e.walk(visit));
                body.walk(visit);
            }
            ExprKind::InParallel { body, grain } => {
                if let Some(grain) = grain {
                    grain.walk(visit);
                }
                body.walk(visit);
            }
            ExprKind::Is { form, message, .. } | ExprKind::Assert { form, message, .. } => {
                form.walk(visit);
                if let Some(message) = message {
                    message.walk(visit);
                }
            }
            ExprKind::Testing(message, body) => {
                message.walk(visit);
                body.walk(visit);
            }
        }
    }
}
