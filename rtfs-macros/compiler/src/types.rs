//! Types: what the compiler knows of a value, and how two such facts meet.
//!
//! A type is inferred by flow, from a value's making to its use, so the lattice needs only a bottom
//! ([`Ty::Never`]: no value arrives), a top ([`Ty::Any`]: a dynamic `Value`) and a least upper bound
//! ([`join`]). Every type is represented by exactly one Rust type (`emit::rust_ty`), which is what
//! keeps scalars unboxed: two types that meet are joined to one that a single Rust type can hold.

pub mod convert;
mod node;

use std::rc::Rc;

pub use convert::is_within;
pub use rtfs_rt::schema::Width;

use crate::ast::{FnId, StructId};

/// How deep a type may nest before its inside is dynamic; recursive data ends here.
const MAX_DEPTH: usize = 5;
/// How deep functions may hold functions before one is dynamic: continuations that grow with a recursion end here.
const MAX_CLOSURES: usize = 4;
/// Records with more fields than this are dynamic maps.
pub(crate) const MAX_FIELDS: usize = 16;
/// Literal vectors up to this length are tuples until something needs a vector.
pub(crate) const MAX_TUPLE: usize = 8;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ty {
    /// No value: the expression does not return.
    Never,
    /// `nil`.
    Nil,
    /// `true` or `false`.
    Bool,
    /// An integer of any size.
    Int,
    /// An integer held in a Rust integer type, inside collections and at the boundary to Rust.
    Fixed(Width),
    /// A 64-bit float.
    Float,
    /// An integer or a float.
    Number,
    /// A string.
    Str,
    /// A keyword.
    Keyword,
    /// A symbol.
    Symbol,
    /// An instant.
    Inst,
    /// A UUID.
    Uuid,
    /// A regular expression whose matches are of the type: a string without groups, else a tuple of the whole
    /// match and the groups; any value where the groups are not known.
    Regex(Rc<Ty>),
    /// A vector.
    Vector(Rc<Ty>),
    /// A list.
    List(Rc<Ty>),
    /// A set.
    Set(Rc<Ty>),
    /// A map from one type to one type.
    Map(Rc<Ty>, Rc<Ty>),
    /// A vector of known length, held in a Rust tuple.
    Tuple(Rc<[Ty]>),
    /// A map whose keys are known keywords, in order of appearance.
    Record(Rc<[(Rc<str>, Ty)]>),
    /// A `defstruct`.
    Struct(StructId),
    /// A tuple or a record that contains its own kind, held in a node that is shared: in it [`Ty::Back`] is itself.
    Node(Rc<Ty>),
    /// The node around. Only inside of one.
    Back,
    /// The type or nil. Never nested, never of `Nil` or `Any`.
    Option(Rc<Ty>),
    /// A function known statically, with what it captured.
    Closure(Rc<Closure>),
    /// A function known only when the program runs.
    Func,
    /// Any value.
    Any,
}

/// A function value whose code is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Closure {
    /// A `fn`, `letfn` or `defn`, with the types of what it captured, in the order of the function's captures.
    Fn {
        /// The function.
        id: FnId,
        /// The types of what it captured.
        captures: Vec<Ty>,
    },
    /// A function of the library, by its canonical name.
    Library(&'static str),
    /// A struct's constructor; `positional` is `->Name`.
    Constructor {
        /// The struct.
        id: StructId,
        /// Whether it takes the fields in order.
        positional: bool,
    },
    /// A Rust function in scope, by index of the program's captures.
    Rust(u32),
    /// An `extern` function, by index.
    Extern(u32),
    /// A function under a `[:fn …]` annotation: arguments and result are cast.
    Checked {
        /// The function.
        inner: Ty,
        /// What arguments and result are cast to, by index of the signatures that inference met.
        signature: u32,
        /// How many arguments it takes.
        takes: usize,
    },
    /// `(partial f a…)`.
    Partial {
        /// The function.
        f: Ty,
        /// The types of the arguments that it has already.
        args: Vec<Ty>,
    },
    /// `(comp f g…)`, in the order written.
    Comp(Vec<Ty>),
    /// `(complement f)`.
    Complement(Ty),
    /// `(constantly v)`.
    Constantly(Ty),
    /// `(juxt f g…)`.
    Juxt(Vec<Ty>),
    /// `(fnil f x…)`.
    Fnil {
        /// The function.
        f: Ty,
        /// The types of what stands in for arguments that are nil.
        defaults: Vec<Ty>,
    },
}

impl Closure {
    /// The types of what it holds.
    pub fn parts(&self) -> Vec<&Ty> {
        match self {
            Closure::Fn { captures, .. } => captures.iter().collect(),
            Closure::Library(_)
            | Closure::Constructor { .. }
            | Closure::Rust(_)
            | Closure::Extern(_) => Vec::new(),
            Closure::Checked { inner, .. } => vec![inner],
            Closure::Partial { f, args: held } | Closure::Fnil { f, defaults: held } => {
                std::iter::once(f).chain(held).collect()
            }
            Closure::Comp(fs) | Closure::Juxt(fs) => fs.iter().collect(),
            Closure::Complement(f) | Closure::Constantly(f) => vec![f],
        }
    }

    fn depth(&self) -> usize {
        let depths = self.parts().into_iter().map(Ty::closure_depth);
        1 + depths.max().unwrap_or(0)
    }
}

impl Ty {
    /// A vector of `t`.
    pub fn vector(t: Ty) -> Ty {
        Ty::Vector(Rc::new(t))
    }

    /// A list of `t`.
    pub fn list(t: Ty) -> Ty {
        Ty::List(Rc::new(t))
    }

    /// A set of `t`.
    pub fn set(t: Ty) -> Ty {
        Ty::Set(Rc::new(t))
    }

    /// A map from `k` to `v`.
    pub fn map(k: Ty, v: Ty) -> Ty {
        Ty::Map(Rc::new(k), Rc::new(v))
    }

    /// A regular expression whose matches are of the type.
    pub fn regex(t: Ty) -> Ty {
        Ty::Regex(Rc::new(t))
    }

    /// A tuple.
    pub fn tuple(items: impl IntoIterator<Item = Ty>) -> Ty {
        Ty::Tuple(items.into_iter().collect())
    }

    /// `t` or nil, in the one normal form.
    pub fn option(t: Ty) -> Ty {
        match t {
            Ty::Never | Ty::Nil => Ty::Nil,
            Ty::Any => Ty::Any,
            Ty::Option(_) => t,
            t => Ty::Option(Rc::new(t)),
        }
    }

    /// Whether no value is of the type.
    pub fn is_never(&self) -> bool {
        *self == Ty::Never
    }

    /// Whether a value of the type can be nil.
    pub fn may_be_nil(&self) -> bool {
        matches!(self, Ty::Nil | Ty::Option(_) | Ty::Any)
    }

    /// Whether a value of the type can be false or nil, and whether it can be anything else.
    pub fn truth(&self) -> (bool, bool) {
        match self {
            Ty::Never => (false, false),
            Ty::Nil => (true, false),
            Ty::Bool | Ty::Option(_) | Ty::Any => (true, true),
            _ => (false, true),
        }
    }

    /// What remains of the type when the value is known not to be nil.
    pub fn without_nil(&self) -> Ty {
        match self {
            Ty::Nil => Ty::Never,
            Ty::Option(t) => (**t).clone(),
            t => t.clone(),
        }
    }

    /// Whether every value of the type is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Ty::Int | Ty::Fixed(_) | Ty::Float | Ty::Number)
    }

    /// Whether a Rust value of the type is `Copy` in every mode (`Int` is not: it may be big).
    pub fn is_scalar(&self) -> bool {
        match self {
            Ty::Never
            | Ty::Nil
            | Ty::Bool
            | Ty::Fixed(_)
            | Ty::Float
            | Ty::Keyword
            | Ty::Symbol
            | Ty::Inst
            | Ty::Uuid => true,
            Ty::Tuple(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The element type when the value is walked as a sequence; `None` when it is not a sequence.
    pub fn element(&self) -> Option<Ty> {
        Some(match self {
            Ty::Never | Ty::Nil => Ty::Never,
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) => (**t).clone(),
            Ty::Map(k, v) => Ty::tuple([(**k).clone(), (**v).clone()]),
            Ty::Tuple(items) => items.iter().fold(Ty::Never, |a, b| join(&a, b)),
            Ty::Record(fields) if fields.is_empty() => Ty::tuple([Ty::Never, Ty::Never]),
            Ty::Record(fields) => {
                let value = fields.iter().fold(Ty::Never, |a, (_, b)| join(&a, b));
                Ty::tuple([Ty::Keyword, value])
            }
            Ty::Struct(_) => Ty::tuple([Ty::Keyword, Ty::Any]),
            Ty::Node(_) => return self.product().element(),
            Ty::Str => Ty::Str,
            Ty::Option(t) => return t.element(),
            Ty::Any => Ty::Any,
            _ => return None,
        })
    }

    /// A value that is kept as it is: a tuple of one type becomes the vector that it is to the reader.
    pub fn settled(&self) -> Ty {
        if let Some(node) = self.node_of_parts() {
            return node;
        }
        match self {
            Ty::Tuple(items) => {
                let element = items.iter().fold(Ty::Never, |a, b| join(&a, b));
                let uniform = items.iter().all(|t| *t == element);
                if uniform || element != Ty::Any {
                    Ty::vector(element)
                } else {
                    self.clone()
                }
            }
            Ty::Option(t) => Ty::option(t.settled()),
            t => t.clone(),
        }
    }

    /// What an exported signature may name: no tuples that were not asked for, no anonymous records, no closures.
    pub fn exported(&self) -> Ty {
        match self {
            Ty::Tuple(_) => Ty::vector(self.element().map_or(Ty::Any, |t| t.exported())),
            Ty::Record(fields) => {
                let value = fields
                    .iter()
                    .fold(Ty::Never, |a, (_, b)| join(&a, &b.exported()));
                Ty::map(Ty::Keyword, if value.is_never() { Ty::Any } else { value })
            }
            Ty::Node(body) if matches!(**body, Ty::Tuple(_)) => Ty::vector(Ty::Any),
            Ty::Node(_) => Ty::map(Ty::Keyword, Ty::Any),
            Ty::Vector(t) => Ty::vector(t.exported()),
            Ty::List(t) => Ty::list(t.exported()),
            Ty::Set(t) => Ty::set(t.exported()),
            Ty::Map(k, v) => Ty::map(k.exported(), v.exported()),
            Ty::Option(t) => Ty::option(t.exported()),
            Ty::Closure(_) => Ty::Func,
            Ty::Regex(_) => Ty::regex(Ty::Any),
            Ty::Never => Ty::Any,
            t => t.clone(),
        }
    }

    /// Cuts the type off at the depth where recursive data would never end.
    pub fn bounded(&self) -> Ty {
        self.cut(MAX_DEPTH)
    }

    fn cut(&self, depth: usize) -> Ty {
        if depth == 0 && !self.is_leaf() {
            return Ty::Any;
        }
        let below = |t: &Ty| t.cut(depth.saturating_sub(1));
        match self {
            Ty::Vector(t) => Ty::vector(below(t)),
            Ty::List(t) => Ty::list(below(t)),
            Ty::Set(t) => Ty::set(below(t)),
            Ty::Map(k, v) => Ty::map(below(k), below(v)),
            Ty::Tuple(items) => Ty::tuple(items.iter().map(below)),
            Ty::Record(fields) => {
                Ty::Record(fields.iter().map(|(k, t)| (k.clone(), below(t))).collect())
            }
            Ty::Option(t) => Ty::option(t.cut(depth)),
            Ty::Closure(closure) if closure.depth() > MAX_CLOSURES => Ty::Func,
            t => t.clone(),
        }
    }

    /// How deep functions hold functions in the type.
    fn closure_depth(&self) -> usize {
        match self {
            Ty::Closure(closure) => closure.depth(),
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) => t.closure_depth(),
            Ty::Map(k, v) => k.closure_depth().max(v.closure_depth()),
            Ty::Tuple(items) => items.iter().map(Ty::closure_depth).max().unwrap_or(0),
            Ty::Record(fields) => {
                let depths = fields.iter().map(|(_, t)| t.closure_depth());
                depths.max().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// The same type, but for functions, which are dynamic in it.
    pub fn with_functions(&self) -> Ty {
        match self {
            Ty::Closure(_) => Ty::Func,
            Ty::Vector(t) => Ty::vector(t.with_functions()),
            Ty::List(t) => Ty::list(t.with_functions()),
            Ty::Set(t) => Ty::set(t.with_functions()),
            Ty::Map(k, v) => Ty::map(k.with_functions(), v.with_functions()),
            Ty::Tuple(items) => Ty::tuple(items.iter().map(Ty::with_functions)),
            Ty::Record(fields) => {
                let fields = fields.iter().map(|(k, t)| (k.clone(), t.with_functions()));
                Ty::Record(fields.collect())
            }
            Ty::Option(t) => Ty::option(t.with_functions()),
            t => t.clone(),
        }
    }

    fn is_leaf(&self) -> bool {
        match self {
            Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) | Ty::Record(_) => false,
            Ty::Tuple(items) => items.is_empty(),
            Ty::Option(t) => t.is_leaf(),
            _ => true,
        }
    }

    /// Whether a map of any keys is anywhere inside the type.
    pub fn holds_open_map(&self) -> bool {
        match self {
            Ty::Map(k, v) => {
                (**k == Ty::Any && **v == Ty::Any) || k.holds_open_map() || v.holds_open_map()
            }
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) | Ty::Node(t) => {
                t.holds_open_map()
            }
            Ty::Tuple(items) => items.iter().any(Ty::holds_open_map),
            _ => false,
        }
    }

    /// Whether a closure is anywhere inside the type.
    pub fn holds_closure(&self) -> bool {
        match self {
            Ty::Closure(_) => true,
            Ty::Vector(t) | Ty::List(t) | Ty::Set(t) | Ty::Option(t) => t.holds_closure(),
            Ty::Map(k, v) => k.holds_closure() || v.holds_closure(),
            Ty::Tuple(items) => items.iter().any(Ty::holds_closure),
            Ty::Record(fields) => fields.iter().any(|(_, t)| t.holds_closure()),
            _ => false,
        }
    }
}

/// The least type that holds the values of both.
pub fn join(a: &Ty, b: &Ty) -> Ty {
    if a == b {
        return a.clone();
    }
    match (a, b) {
        (Ty::Never, t) | (t, Ty::Never) => t.clone(),
        (Ty::Any, _) | (_, Ty::Any) => Ty::Any,
        (Ty::Nil, t) | (t, Ty::Nil) => Ty::option(t.clone()),
        (Ty::Option(x), Ty::Option(y)) => Ty::option(join(x, y)),
        (Ty::Option(x), t) | (t, Ty::Option(x)) => Ty::option(join(x, t)),
        (Ty::Int, Ty::Fixed(_)) | (Ty::Fixed(_), Ty::Int) | (Ty::Fixed(_), Ty::Fixed(_)) => Ty::Int,
        (x, y) if x.is_number() && y.is_number() => Ty::Number,
        (Ty::Vector(x), Ty::Vector(y)) => Ty::vector(join(x, y)),
        (Ty::List(x), Ty::List(y)) => Ty::list(join(x, y)),
        (Ty::Set(x), Ty::Set(y)) => Ty::set(join(x, y)),
        (Ty::Map(k, v), Ty::Map(l, w)) => Ty::map(join(k, l), join(v, w)),
        (Ty::Tuple(x), Ty::Tuple(y)) if x.len() == y.len() => {
            Ty::tuple(x.iter().zip(y.iter()).map(|(a, b)| join(a, b)))
        }
        (Ty::Tuple(_), Ty::Tuple(_) | Ty::Vector(_)) | (Ty::Vector(_), Ty::Tuple(_)) => {
            let element = |t: &Ty| t.element().unwrap_or(Ty::Any);
            Ty::vector(join(&element(a), &element(b)))
        }
        (Ty::Record(x), Ty::Record(y)) if same_keys(x, y) => Ty::Record(
            x.iter()
                .map(|(k, t)| {
                    let other = y
                        .iter()
                        .find(|(l, _)| l == k)
                        .map_or(Ty::Never, |(_, u)| u.clone());
                    (k.clone(), join(t, &other))
                })
                .collect(),
        ),
        (Ty::Record(_), Ty::Record(_) | Ty::Map(..)) | (Ty::Map(..), Ty::Record(_)) => {
            let (k, v) = as_map(a);
            let (l, w) = as_map(b);
            Ty::map(join(&k, &l), join(&v, &w))
        }
        (node @ Ty::Node(_), t) | (t, node @ Ty::Node(_)) => match t {
            Ty::Node(_) => Ty::Any,
            t if is_within(t, node) => node.clone(),
            t => join(&node.loose(), t),
        },
        (Ty::Closure(_) | Ty::Func, Ty::Closure(_) | Ty::Func) => Ty::Func,
        (Ty::Regex(_), Ty::Regex(_)) => Ty::regex(Ty::Any),
        _ => Ty::Any,
    }
}

fn same_keys(x: &[(Rc<str>, Ty)], y: &[(Rc<str>, Ty)]) -> bool {
    x.len() == y.len() && x.iter().all(|(k, _)| y.iter().any(|(l, _)| k == l))
}

/// Key and value type of a map-like type; an empty record is a map of nothing.
pub fn as_map(t: &Ty) -> (Ty, Ty) {
    match t {
        Ty::Map(k, v) => ((**k).clone(), (**v).clone()),
        Ty::Record(fields) if fields.is_empty() => (Ty::Never, Ty::Never),
        Ty::Record(fields) => (
            Ty::Keyword,
            fields.iter().fold(Ty::Never, |a, (_, b)| join(&a, b)),
        ),
        Ty::Nil | Ty::Never => (Ty::Never, Ty::Never),
        Ty::Struct(_) => (Ty::Keyword, Ty::Any),
        Ty::Node(_) => as_map(&t.product()),
        _ => (Ty::Any, Ty::Any),
    }
}

/// Whether some value could be of both types: false proves a cast wrong.
pub fn may_overlap(a: &Ty, b: &Ty) -> bool {
    use Ty::*;
    match (a, b) {
        (Never, _) | (_, Never) => true,
        (Any, _) | (_, Any) => true,
        (Node(_), _) | (_, Node(_)) => a == b || may_overlap(&a.loose(), &b.loose()),
        (Option(x), Option(_)) if x.is_leaf() => true,
        (Option(_), Nil) | (Nil, Option(_)) | (Option(_), Option(_)) => true,
        (Option(x), y) | (y, Option(x)) => may_overlap(x, y),
        (Number, y) | (y, Number) => y.is_number(),
        (Int | Fixed(_), Int | Fixed(_)) => true,
        (Vector(_), Tuple(items)) | (Tuple(items), Vector(_)) if items.is_empty() => true,
        (Vector(x), Tuple(items)) | (Tuple(items), Vector(x)) => {
            items.iter().all(|t| may_overlap(t, x))
        }
        (Tuple(x), Tuple(y)) => {
            x.len() == y.len() && x.iter().zip(y.iter()).all(|(a, b)| may_overlap(a, b))
        }
        // An empty collection is of every element type.
        (Vector(_), Vector(_)) | (List(_), List(_)) | (Set(_), Set(_)) => true,
        (Map(..), Map(..)) => true,
        (Record(x), Map(_, v)) | (Map(_, v), Record(x)) => x.iter().all(|(_, t)| may_overlap(t, v)),
        (Struct(_), Map(..) | Record(_)) | (Map(..) | Record(_), Struct(_)) => true,
        (Record(x), Record(y)) => y.iter().all(|(k, t)| {
            x.iter()
                .find(|(l, _)| k == l)
                .is_none_or(|(_, u)| may_overlap(t, u))
        }),
        (Closure(_) | Func, Closure(_) | Func) => true,
        (Regex(x), Regex(y)) => x == y || **x == Any || **y == Any,
        (x, y) => x == y,
    }
}

/// Whether a value of one type could be `=` to one of the other: sequences of any two kinds may be, and so
/// may maps however they are held.
pub fn may_equal(a: &Ty, b: &Ty) -> bool {
    let (x, y) = (a.without_nil().loose(), b.without_nil().loose());
    let sequence = |t: &Ty| matches!(t, Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_));
    let map = |t: &Ty| matches!(t, Ty::Map(..) | Ty::Record(_) | Ty::Struct(_));
    may_overlap(a, b) || (sequence(&x) && sequence(&y)) || (map(&x) && map(&y))
}

/// The type as RTFS writes it.
pub fn show(t: &Ty) -> String {
    match t {
        Ty::Never => "nothing".into(),
        Ty::Nil => ":nil".into(),
        Ty::Bool => ":bool".into(),
        Ty::Int => ":int".into(),
        Ty::Fixed(w) => format!(":{}", w.name()),
        Ty::Float => ":float".into(),
        Ty::Number => ":number".into(),
        Ty::Str => ":string".into(),
        Ty::Keyword => ":keyword".into(),
        Ty::Symbol => ":symbol".into(),
        Ty::Inst => ":inst".into(),
        Ty::Uuid => ":uuid".into(),
        Ty::Regex(_) => ":regex".into(),
        Ty::Vector(t) if t.is_never() => ":vector".into(),
        Ty::Vector(t) => format!("[:vector {}]", show(t)),
        Ty::List(t) if t.is_never() => ":list".into(),
        Ty::List(t) => format!("[:list {}]", show(t)),
        Ty::Set(t) if t.is_never() => ":set".into(),
        Ty::Set(t) => format!("[:set {}]", show(t)),
        Ty::Map(k, _) if k.is_never() => ":map".into(),
        Ty::Map(k, v) => format!("[:map-of {} {}]", show(k), show(v)),
        Ty::Tuple(items) if items.is_empty() => ":vector".into(),
        Ty::Tuple(items) => {
            let items: Vec<String> = items.iter().map(show).collect();
            format!("[:tuple {}]", items.join(" "))
        }
        Ty::Record(fields) if fields.is_empty() => ":map".into(),
        Ty::Record(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(k, t)| format!("[:{k} {}]", show(t)))
                .collect();
            format!("[:map {}]", fields.join(" "))
        }
        Ty::Struct(id) => format!("struct#{}", id.0),
        Ty::Node(_) => show(&t.loose()),
        Ty::Back => ":any".into(),
        Ty::Option(t) => format!("{}?", show(t)),
        Ty::Closure(_) | Ty::Func => ":fn".into(),
        Ty::Any => ":any".into(),
    }
}
