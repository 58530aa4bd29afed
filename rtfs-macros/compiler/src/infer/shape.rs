//! Which typed form of a library function a call takes, if any.
//!
//! The first signature that the argument types fit exactly is the one, else the first that fits when an
//! int becomes a float. Where the types leave open what the dynamic form would do (a value of unknown
//! type that two signatures or none could take, nil where the signature wants more than a sequence), the call is
//! the dynamic one. It is a mistake of the program only when the dynamic form itself refuses a value
//! of the argument's kind: that is asked of it, with a small value of each kind.

use rtfs_rt::library::sig::{Sig, SigTy};
use rtfs_rt::library::{self, LibFn};
use rtfs_rt::{Arity, ErrorKind, Func, Keyword, List, Map, Set, Symbol, Value, Vector};

use crate::types::Ty;

/// Of arguments of several kinds, so many combinations are tried.
const MAX_CALLS: usize = 16;

/// How a call is made.
pub(super) enum Shape<'s> {
    /// By the typed form of this signature, which takes every argument or says what is wrong with it.
    Typed(&'s Sig),
    /// By the dynamic form.
    Dynamic,
}

/// How well an argument's type suits a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Every value of the type.
    Exact,
    /// After a conversion of numbers, which may be checked.
    Number,
    /// Perhaps, when the program runs.
    Open,
    /// No value of the type.
    No,
}

/// The form for arguments of these types; a function written in place has none.
pub(super) fn choose<'s>(f: &LibFn, sigs: &'s [Sig], args: &[Option<&Ty>]) -> Shape<'s> {
    let takes = |sig: &&Sig| sig.accepts(args.len());
    let fit = |sig: &Sig| {
        let fits = args
            .iter()
            .enumerate()
            .map(|(i, ty)| match param_of(sig, i) {
                Some((SigTy::Fn { .. }, _)) if ty.is_none() => Fit::Exact,
                Some((param, _)) => ty.map_or(Fit::No, |ty| fits(ty, param)),
                None => Fit::No,
            });
        fits.max().unwrap_or(Fit::Exact)
    };
    let mut converting = None;
    let mut open = Vec::new();
    for sig in sigs.iter().filter(takes) {
        match fit(sig) {
            Fit::Exact if open.is_empty() => return Shape::Typed(sig),
            Fit::Number if converting.is_none() => converting = Some(sig),
            Fit::Exact | Fit::Open => open.push(sig),
            Fit::Number | Fit::No => {}
        }
    }
    match (converting, &open[..]) {
        (Some(sig), []) => Shape::Typed(sig),
        (None, [sig]) if is_decided(f, sig, args) => Shape::Typed(sig),
        (None, []) => match sigs.iter().find(takes) {
            // The typed form is the one that explains what is wrong.
            Some(first)
                if sigs
                    .iter()
                    .filter(takes)
                    .all(|sig| is_refused(f, sig, args)) =>
            {
                Shape::Typed(first)
            }
            _ => Shape::Dynamic,
        },
        _ => Shape::Dynamic,
    }
}

/// The type of a parameter, the rest included, and whether it is taken by value.
pub(super) fn param_of(sig: &Sig, index: usize) -> Option<(&SigTy, bool)> {
    match sig.params.get(index) {
        Some(param) => Some((&param.ty, param.own)),
        None => sig.rest.as_ref().map(|ty| (ty, true)),
    }
}

fn fits(ty: &Ty, param: &SigTy) -> Fit {
    let is = |holds: bool| if holds { Fit::Exact } else { Fit::No };
    match (param, ty) {
        (_, Ty::Never) | (SigTy::Any | SigTy::Var(_), _) => return Fit::Exact,
        (SigTy::Opt(inner), _) => {
            return match ty.without_nil() {
                Ty::Never => Fit::Exact,
                ty => fits(&ty, inner),
            };
        }
        (SigTy::Seq(item), _) => {
            return match ty.element() {
                Some(element) if ty.without_nil() != Ty::Any => fits(&element, item),
                Some(_) => fits(&Ty::Any, item),
                None => Fit::No,
            };
        }
        (SigTy::Nil, _) => return is(*ty == Ty::Nil),
        (_, Ty::Node(_)) if !matches!(param, SigTy::Var(_) | SigTy::Any) => {
            return fits(&ty.loose(), param);
        }
        (SigTy::Fn { .. }, _) => {
            return is(match ty.without_nil() {
                Ty::Never => false,
                Ty::Any | Ty::Closure(_) | Ty::Func | Ty::Keyword => true,
                ty => matches!(ty, Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Set(_)),
            });
        }
        (_, Ty::Any | Ty::Nil) => return Fit::Open,
        (_, Ty::Option(_)) => return Fit::Open,
        _ => {}
    }
    let all = |pairs: &mut dyn Iterator<Item = (Ty, &SigTy)>| {
        pairs
            .map(|(ty, param)| fits(&ty, param))
            .max()
            .unwrap_or(Fit::Exact)
    };
    match param {
        SigTy::Int | SigTy::Idx => match ty {
            Ty::Int | Ty::Fixed(_) => Fit::Exact,
            Ty::Number => Fit::Number,
            _ => Fit::No,
        },
        SigTy::Float => match ty {
            Ty::Float => Fit::Exact,
            _ if ty.is_number() => Fit::Number,
            _ => Fit::No,
        },
        SigTy::Number => is(ty.is_number()),
        SigTy::Bool => is(*ty == Ty::Bool),
        SigTy::Str => is(*ty == Ty::Str),
        SigTy::Keyword => is(*ty == Ty::Keyword),
        SigTy::Symbol => is(*ty == Ty::Symbol),
        SigTy::Inst => is(*ty == Ty::Inst),
        SigTy::Uuid => is(*ty == Ty::Uuid),
        SigTy::Regex(_) => is(matches!(ty, Ty::Regex(_))),
        SigTy::Pattern(_) => is(matches!(ty, Ty::Regex(_) | Ty::Str)),
        SigTy::Vector(item) => match ty {
            Ty::Vector(_) | Ty::Tuple(_) => {
                let element = ty.element().unwrap_or(Ty::Any);
                all(&mut std::iter::once((element, &**item)))
            }
            _ => Fit::No,
        },
        SigTy::List(item) => match ty {
            Ty::List(element) => fits(element, item),
            _ => Fit::No,
        },
        SigTy::Set(item) => match ty {
            Ty::Set(element) => fits(element, item),
            _ => Fit::No,
        },
        SigTy::Map(key, value) => match ty {
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                let (k, v) = crate::types::as_map(ty);
                all(&mut [(k, &**key), (v, &**value)].into_iter())
            }
            _ => Fit::No,
        },
        SigTy::Tuple(items) => match ty {
            Ty::Tuple(types) if types.len() == items.len() => {
                all(&mut types.iter().cloned().zip(items))
            }
            // How long it is shows when the program runs.
            Ty::Vector(_) => Fit::Open,
            _ => Fit::No,
        },
        _ => Fit::Exact,
    }
}

/// Whether the only signature left decides as the dynamic form would: every argument of an open type is either of
/// the parameter's kind or refused.
fn is_decided(f: &LibFn, sig: &Sig, args: &[Option<&Ty>]) -> bool {
    args.iter().enumerate().all(|(i, ty)| {
        let (Some(ty), Some((param, _))) = (ty, param_of(sig, i)) else {
            return true;
        };
        if fits(ty, param) != Fit::Open {
            return true;
        }
        let covered = |kind: &Ty| matches!(fits(kind, param), Fit::Exact | Fit::Number);
        let possible = |kind: &&Ty| crate::types::may_overlap(kind, ty);
        is_scalar(param)
            && kinds()
                .iter()
                .filter(possible)
                .all(|kind| covered(kind) || refuses(f, sig, args.len(), i, kind))
    })
}

/// Whether the dynamic form takes no values of these types.
fn is_refused(f: &LibFn, sig: &Sig, args: &[Option<&Ty>]) -> bool {
    let mut calls = vec![Vec::new()];
    for (i, ty) in args.iter().enumerate() {
        let values = match (ty, param_of(sig, i)) {
            (None, _) => vec![nothing()],
            (Some(Ty::Any), Some((param, _))) => vec![value_for(param)],
            (Some(ty), _) => kinds_of(ty).iter().map(value_of).collect(),
        };
        calls = calls
            .iter()
            .flat_map(|call| {
                values.iter().map(|value| {
                    let mut call = call.clone();
                    call.push(value.clone());
                    call
                })
            })
            .take(MAX_CALLS)
            .collect();
    }
    calls.iter().all(|call| is_type_error(f, call))
}

fn is_scalar(param: &SigTy) -> bool {
    matches!(
        param,
        SigTy::Int
            | SigTy::Idx
            | SigTy::Float
            | SigTy::Number
            | SigTy::Bool
            | SigTy::Str
            | SigTy::Keyword
            | SigTy::Symbol
            | SigTy::Inst
            | SigTy::Uuid
            | SigTy::Regex(_)
    )
}

/// A type of each kind of value.
fn kinds() -> [Ty; 15] {
    let any = || Ty::Any;
    [
        Ty::Nil,
        Ty::Bool,
        Ty::Int,
        Ty::Float,
        Ty::Str,
        Ty::Keyword,
        Ty::Symbol,
        Ty::Inst,
        Ty::Uuid,
        Ty::regex(Ty::Any),
        Ty::Func,
        Ty::vector(any()),
        Ty::list(any()),
        Ty::set(any()),
        Ty::map(any(), any()),
    ]
}

/// The kinds that the values of a type may have.
fn kinds_of(ty: &Ty) -> Vec<Ty> {
    match ty {
        Ty::Number => vec![Ty::Int, Ty::Float],
        Ty::Option(inner) => {
            let mut kinds = kinds_of(inner);
            kinds.push(Ty::Nil);
            kinds
        }
        ty => vec![ty.clone()],
    }
}

/// Whether the dynamic form, given a small value of the kind there and what the signature says elsewhere,
/// answers with a `:type-error`.
fn refuses(f: &LibFn, sig: &Sig, count: usize, index: usize, kind: &Ty) -> bool {
    let args: Vec<Value> = (0..count)
        .map(|i| match param_of(sig, i) {
            _ if i == index => value_of(kind),
            Some((param, _)) => value_for(param),
            None => Value::Nil,
        })
        .collect();
    is_type_error(f, &args)
}

fn is_type_error(f: &LibFn, args: &[Value]) -> bool {
    matches!(f.call(args), Err(error) if error.kind() == ErrorKind::TypeError)
}

fn value_of(kind: &Ty) -> Value {
    match kind {
        Ty::Bool => Value::Bool(true),
        Ty::Int | Ty::Fixed(_) => Value::Int(1),
        Ty::Float | Ty::Number => Value::Float(1.0),
        Ty::Str => Value::Str("a".into()),
        Ty::Keyword => Value::Keyword(Keyword::new("a")),
        Ty::Symbol => Value::Symbol(Symbol::new("a")),
        Ty::Inst => some_value("parse-inst", "2024"),
        Ty::Uuid => some_value("parse-uuid", "550e8400-e29b-41d4-a716-446655440000"),
        Ty::Regex(_) => some_value("re-pattern", "a"),
        Ty::Vector(_) | Ty::Tuple(_) => Value::Vector(Vector::new()),
        Ty::List(_) => Value::List(List::new()),
        Ty::Set(_) => Value::Set(Set::new()),
        Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => Value::Map(Map::new()),
        Ty::Closure(_) | Ty::Func => nothing(),
        _ => Value::Nil,
    }
}

/// What a function of the library makes of a text; nil in a library without the kind.
fn some_value(name: &str, text: &str) -> Value {
    let made = library::lookup(name).map(|f| f.call(&[Value::Str(text.into())]));
    made.and_then(Result::ok).unwrap_or_default()
}

fn value_for(param: &SigTy) -> Value {
    match param {
        SigTy::Int | SigTy::Idx => Value::Int(1),
        SigTy::Float | SigTy::Number => Value::Float(1.0),
        SigTy::Bool => Value::Bool(true),
        SigTy::Str => Value::Str("a".into()),
        SigTy::Keyword => Value::Keyword(Keyword::new("a")),
        SigTy::Symbol => Value::Symbol(Symbol::new("a")),
        SigTy::Inst => value_of(&Ty::Inst),
        SigTy::Uuid => value_of(&Ty::Uuid),
        SigTy::Regex(_) | SigTy::Pattern(_) => value_of(&Ty::regex(Ty::Any)),
        SigTy::List(_) => Value::List(List::new()),
        SigTy::Set(_) => Value::Set(Set::new()),
        SigTy::Map(..) => Value::Map(Map::new()),
        SigTy::Vector(_) | SigTy::Seq(_) | SigTy::Same(_) | SigTy::SameOrString(_) => {
            Value::Vector(Vector::new())
        }
        SigTy::Tuple(items) => Value::Vector(items.iter().map(value_for).collect()),
        SigTy::Fn { .. } => nothing(),
        SigTy::Nil | SigTy::Any | SigTy::Var(_) | SigTy::Opt(_) => Value::Nil,
    }
}

/// A function of anything that gives nil.
fn nothing() -> Value {
    Value::Func(Func::new("nothing", Arity::at_least(0), |_| Ok(Value::Nil)))
}
