//! Narrowing: what a test says of a local where it holds, and where it does not.

use super::numeric::prim;
use super::*;
use crate::hir::Kind;

impl<'p> Infer<'p> {
    pub(super) fn test_kind(
        &mut self,
        kind: Kind,
        holds: fn(&Ty) -> bool,
        value: Hir,
        span: Span,
    ) -> Hir {
        let answer = |b: bool| literal(Lit::Bool(b), span);
        match value.ty.clone() {
            Ty::Any => Hir::new(HirKind::IsKind(kind, Box::new(value)), Ty::Bool, span),
            Ty::Number if matches!(kind, Kind::Int | Kind::Float) => {
                let value = self.coerce(value, &Ty::Any);
                Hir::new(HirKind::IsKind(kind, Box::new(value)), Ty::Bool, span)
            }
            Ty::Option(inner) => {
                let nil_holds = holds(&Ty::Nil);
                match (holds(&inner), nil_holds) {
                    (true, true) => sequence(vec![value, answer(true)], span),
                    (true, false) => prim(Prim::IsSome, vec![value], Ty::Bool, span),
                    (false, false) if *inner != Ty::Number => {
                        sequence(vec![value, answer(false)], span)
                    }
                    _ => {
                        let value = self.coerce(value, &Ty::Any);
                        Hir::new(HirKind::IsKind(kind, Box::new(value)), Ty::Bool, span)
                    }
                }
            }
            ty => {
                let b = holds(&ty);
                sequence(vec![value, answer(b)], span)
            }
        }
    }

    /// What a condition says of the locals in it.
    pub(super) fn facts(&mut self, cx: &Cx, e: &Expr) -> Facts {
        let mut facts = Facts::default();
        let ty_of = |id: &LocalId| cx.env.get(id).map(|v| cx.ty(*v).clone());
        match &e.kind {
            ExprKind::Local(id) => {
                if let Some(ty @ Ty::Option(_)) = ty_of(id) {
                    facts.then.push((*id, ty.without_nil()));
                    if ty.without_nil() != Ty::Bool {
                        facts.other.push((*id, Ty::Nil));
                    }
                }
            }
            ExprKind::Call(f, args) => {
                let ExprKind::Library(name) = f.kind else {
                    return facts;
                };
                let [arg] = &args[..] else { return facts };
                if name == "not" {
                    let inner = self.facts(cx, arg);
                    return Facts {
                        then: inner.other,
                        other: inner.then,
                        filled_then: inner.filled_other,
                        filled_other: inner.filled_then,
                    };
                }
                let ExprKind::Local(id) = arg.kind else {
                    return facts;
                };
                let Some(ty) = ty_of(&id) else { return facts };
                match name {
                    "empty?" => facts.filled_other = Some(id),
                    "seq" => facts.filled_then = Some(id),
                    _ => {}
                }
                match (name, &ty) {
                    ("some?", Ty::Option(_)) => {
                        facts.then.push((id, ty.without_nil()));
                        facts.other.push((id, Ty::Nil));
                    }
                    ("nil?", Ty::Option(_)) => {
                        facts.then.push((id, Ty::Nil));
                        facts.other.push((id, ty.without_nil()));
                    }
                    (_, Ty::Any) if self.narrow_union(cx, id, name, &mut facts) => {}
                    ("nil?", Ty::Any) => facts.then.push((id, Ty::Nil)),
                    (_, Ty::Any) => {
                        if let Some((kind, _)) = predicate(name)
                            && let Some(narrow) = narrowed_to(kind)
                        {
                            facts.then.push((id, narrow));
                        }
                    }
                    (_, Ty::Number) => match name {
                        "int?" | "integer?" => {
                            facts.then.push((id, Ty::Int));
                            facts.other.push((id, Ty::Float));
                        }
                        "float?" => {
                            facts.then.push((id, Ty::Float));
                            facts.other.push((id, Ty::Int));
                        }
                        _ => {}
                    },
                    (_, Ty::Option(inner)) => {
                        if let Some((_, holds)) = predicate(name)
                            && holds(inner)
                            && !holds(&Ty::Nil)
                        {
                            facts.then.push((id, (**inner).clone()));
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        facts
    }

    /// What a predicate says of a value that is known to be one of some types.
    fn narrow_union(&self, cx: &Cx, id: LocalId, name: &str, facts: &mut Facts) -> bool {
        let known = cx.env.get(&id).map(|v| &cx.vars[v.0 as usize]);
        let Some(known) = known.and_then(|info| info.known.as_ref()) else {
            return false;
        };
        let holds: &dyn Fn(&Ty) -> bool = match (name, predicate(name)) {
            ("nil?", _) => &|t| *t == Ty::Nil,
            ("some?", _) => &|t| *t != Ty::Nil,
            (_, Some((_, holds))) => &move |t| holds(t),
            _ => return false,
        };
        let members: Vec<Ty> = self
            .members(known)
            .iter()
            .map(|m| crate::declared::ty_of(&self.program.schemas, m))
            .collect();
        // A number is an int or a float: the predicate may divide it.
        let undecided = |t: &Ty| matches!(t, Ty::Any | Ty::Number | Ty::Option(_));
        if members.len() < 2 || members.iter().any(undecided) {
            return false;
        }
        let (then, other): (Vec<Ty>, Vec<Ty>) = members.into_iter().partition(|t| holds(t));
        for (side, out) in [(then, &mut facts.then), (other, &mut facts.other)] {
            let ty = side.iter().fold(Ty::Never, |a, b| join(&a, b));
            if !matches!(ty, Ty::Never | Ty::Any) {
                out.push((id, super::known::loosely(&ty)));
            }
        }
        true
    }
}

/// What a condition says of locals where it holds and where it does not.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) then: Vec<(LocalId, Ty)>,
    pub(super) other: Vec<(LocalId, Ty)>,
    /// The sequence that has elements where the condition holds.
    pub(super) filled_then: Option<LocalId>,
    /// The one that has some where it does not.
    pub(super) filled_other: Option<LocalId>,
}

/// Which types a predicate is true of.
pub(super) type Holds = fn(&Ty) -> bool;

/// Type predicates: which types answer true, by the kind that a dynamic value is asked for.
pub(super) fn predicate(name: &str) -> Option<(Kind, Holds)> {
    Some(match name {
        "int?" | "integer?" => (Kind::Int, |t| matches!(t, Ty::Int | Ty::Fixed(_))),
        "float?" => (Kind::Float, |t| *t == Ty::Float),
        "number?" => (Kind::Number, |t| t.is_number()),
        "string?" => (Kind::Str, |t| *t == Ty::Str),
        "bool?" | "boolean?" => (Kind::Bool, |t| *t == Ty::Bool),
        "keyword?" => (Kind::Keyword, |t| *t == Ty::Keyword),
        "symbol?" => (Kind::Symbol, |t| *t == Ty::Symbol),
        "inst?" => (Kind::Inst, |t| *t == Ty::Inst),
        "uuid?" => (Kind::Uuid, |t| *t == Ty::Uuid),
        "regex?" => (Kind::Regex, |t| matches!(t, Ty::Regex(_))),
        "vector?" => (Kind::Vector, |t| {
            matches!(t.loose(), Ty::Vector(_) | Ty::Tuple(_))
        }),
        "list?" => (Kind::List, |t| matches!(t, Ty::List(_))),
        "map?" => (Kind::Map, |t| {
            matches!(t.loose(), Ty::Map(..) | Ty::Record(_) | Ty::Struct(_))
        }),
        "set?" => (Kind::Set, |t| matches!(t, Ty::Set(_))),
        "fn?" => (Kind::Fn, |t| matches!(t, Ty::Closure(_) | Ty::Func)),
        "ifn?" => (Kind::Ifn, |t| {
            matches!(
                t.loose(),
                Ty::Closure(_)
                    | Ty::Func
                    | Ty::Keyword
                    | Ty::Map(..)
                    | Ty::Record(_)
                    | Ty::Struct(_)
                    | Ty::Set(_)
                    | Ty::Vector(_)
                    | Ty::Tuple(_)
            )
        }),
        "coll?" => (Kind::Coll, |t| {
            matches!(
                t.loose(),
                Ty::Vector(_)
                    | Ty::Tuple(_)
                    | Ty::List(_)
                    | Ty::Map(..)
                    | Ty::Record(_)
                    | Ty::Struct(_)
                    | Ty::Set(_)
            )
        }),
        "sequential?" => (Kind::Sequential, |t| {
            matches!(t.loose(), Ty::Vector(_) | Ty::Tuple(_) | Ty::List(_))
        }),
        "seqable?" => (Kind::Seqable, |t| t.element().is_some()),
        _ => return None,
    })
}

/// What a dynamic value is where a predicate holds.
pub(super) fn narrowed_to(kind: Kind) -> Option<Ty> {
    Some(match kind {
        Kind::Int => Ty::Int,
        Kind::Float => Ty::Float,
        Kind::Number => Ty::Number,
        Kind::Str => Ty::Str,
        Kind::Bool => Ty::Bool,
        Kind::Keyword => Ty::Keyword,
        Kind::Symbol => Ty::Symbol,
        Kind::Inst if cfg!(feature = "inst") => Ty::Inst,
        Kind::Uuid if cfg!(feature = "uuid") => Ty::Uuid,
        Kind::Regex if cfg!(feature = "regex") => Ty::regex(Ty::Any),
        Kind::Vector => Ty::vector(Ty::Any),
        Kind::List => Ty::list(Ty::Any),
        Kind::Map => Ty::map(Ty::Any, Ty::Any),
        Kind::Set => Ty::set(Ty::Any),
        Kind::Fn => Ty::Func,
        _ => return None,
    })
}
