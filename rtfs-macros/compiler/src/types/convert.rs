//! Which type's values become values of which other type, and how.
//!
//! This table is all there is: inference makes a `Coerce` or a `Cast` of these pairs only, the verifier holds it to
//! that, and emission writes down each row.

use std::rc::Rc;

use super::{Closure, Ty};

/// How a value of one type becomes one of a type that holds all its values. Where a row says two types, the parts
/// of the one become parts of the other by the table again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion<'t> {
    /// It is one already.
    Same,
    /// No value arrives.
    Never,
    /// The dynamic value.
    Dynamic,
    /// First as this type, in which functions are dynamic; then as the dynamic value.
    Through(Ty),
    /// A function known statically as a dynamic one.
    Function(&'t Rc<Closure>),
    /// Nil, where something might be.
    Nothing,
    /// Something, where nil might be.
    Something(&'t Ty),
    /// What is there, if it is.
    Option(&'t Ty, &'t Ty),
    /// A Rust integer as an int.
    FixedToInt,
    /// A Rust integer as a number.
    FixedToNumber,
    /// An int as a number.
    IntToNumber,
    /// A float as a number.
    FloatToNumber,
    /// A regular expression whose groups are known as one of which they are not.
    Untyped,
    /// A vector, list or set, element by element.
    Elements(&'t Ty, &'t Ty),
    /// A vector as a list.
    VectorToList(&'t Ty, &'t Ty),
    /// A map, key by key and value by value.
    Entries([&'t Ty; 2], [&'t Ty; 2]),
    /// A tuple, part by part.
    Parts(&'t [Ty], &'t [Ty]),
    /// The parts of a tuple as elements.
    TupleToVector(&'t [Ty], &'t Ty),
    /// A record, field by field, by their names.
    Fields(&'t [(Rc<str>, Ty)], &'t [(Rc<str>, Ty)]),
    /// The fields of a record as entries.
    RecordToMap(&'t [(Rc<str>, Ty)], &'t Ty, &'t Ty),
    /// The fields of a struct as entries of dynamic values.
    StructToMap(&'t Ty),
    /// A node as its product, and that as the other type.
    Open(Ty),
    /// First as the product of a node, and then in a node.
    Wrap(Ty),
}

/// How a value of `from` becomes one of `to`; `None` if there is no way that never fails.
pub fn conversion<'t>(from: &'t Ty, to: &'t Ty) -> Option<Conversion<'t>> {
    match (from, to) {
        // Not the same value any more: asked for where a sequence comes back in its kind.
        (Ty::Vector(a), Ty::List(b)) => is_within(a, b).then_some(Conversion::VectorToList(a, b)),
        _ => widening(from, to, MAX_UNFOLDED),
    }
}

/// Whether every value of `from` is also one of `to`, perhaps in another representation.
pub fn is_within(from: &Ty, to: &Ty) -> bool {
    widening(from, to, MAX_UNFOLDED).is_some()
}

/// How many nodes may be unfolded on the way to a part: two types that unfold into each other have no end.
const MAX_UNFOLDED: usize = 3;

fn widening<'t>(from: &'t Ty, to: &'t Ty, unfolds: usize) -> Option<Conversion<'t>> {
    use Conversion as C;
    if from == to {
        return Some(C::Same);
    }
    let is_within = |from: &Ty, to: &Ty| widening(from, to, unfolds).is_some();
    let (row, holds) = match (from, to) {
        (Ty::Never, _) => (C::Never, true),
        (_, Ty::Any) if from.holds_closure() => (C::Through(from.with_functions()), true),
        (_, Ty::Any) => (C::Dynamic, true),
        (Ty::Closure(closure), Ty::Func) => (C::Function(closure), true),
        (Ty::Nil, Ty::Option(_)) => (C::Nothing, true),
        (Ty::Option(a), Ty::Option(b)) => (C::Option(a, b), is_within(a, b)),
        (_, Ty::Option(b)) => (C::Something(b), is_within(from, b)),
        (Ty::Fixed(_), Ty::Int) => (C::FixedToInt, true),
        (Ty::Fixed(_), Ty::Number) => (C::FixedToNumber, true),
        (Ty::Int, Ty::Number) => (C::IntToNumber, true),
        (Ty::Float, Ty::Number) => (C::FloatToNumber, true),
        (Ty::Regex(_), Ty::Regex(b)) => (C::Untyped, **b == Ty::Any),
        (Ty::Vector(a), Ty::Vector(b)) | (Ty::List(a), Ty::List(b)) | (Ty::Set(a), Ty::Set(b)) => {
            (C::Elements(a, b), is_within(a, b))
        }
        (Ty::Map(k, v), Ty::Map(l, w)) => {
            let holds = is_within(k, l) && is_within(v, w);
            (C::Entries([k, v], [l, w]), holds)
        }
        (Ty::Tuple(a), Ty::Tuple(b)) => {
            let holds = a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_within(a, b));
            (C::Parts(a, b), holds)
        }
        (Ty::Tuple(a), Ty::Vector(b)) => {
            (C::TupleToVector(a, b), a.iter().all(|a| is_within(a, b)))
        }
        (Ty::Record(a), Ty::Record(b)) => {
            let holds = a.len() == b.len()
                && b.iter().all(|(key, to)| {
                    a.iter()
                        .any(|(other, from)| key == other && is_within(from, to))
                });
            (C::Fields(a, b), holds)
        }
        (Ty::Record(a), Ty::Map(k, v)) => {
            let holds = a.is_empty()
                || (is_within(&Ty::Keyword, k) && a.iter().all(|(_, from)| is_within(from, v)));
            (C::RecordToMap(a, k, v), holds)
        }
        (Ty::Struct(_), Ty::Map(k, v)) => {
            let holds = is_within(&Ty::Keyword, k) && **v == Ty::Any;
            (C::StructToMap(k), holds)
        }
        (Ty::Node(_), Ty::Node(_)) => return None,
        (Ty::Node(_), _) => {
            let product = from.product();
            let left = unfolds.checked_sub(1)?;
            let holds = widening(&product, to, left).is_some();
            (C::Open(product), holds)
        }
        (Ty::Tuple(_) | Ty::Record(_), Ty::Node(_)) => {
            let product = to.product();
            let left = unfolds.checked_sub(1)?;
            let holds = widening(from, &product, left).is_some();
            (C::Wrap(product), holds)
        }
        _ => return None,
    };
    holds.then_some(row)
}

/// Whether a value of `from` can be checked to be one of `to`: what is under nil is taken out, nil is told from
/// the rest, an int is fitted into a Rust integer, and everything else goes through the dynamic value: the functions
/// in it are dynamic ones before, and no function comes back that is known statically.
pub fn is_checkable(from: &Ty, to: &Ty) -> bool {
    match (from, to) {
        (_, Ty::Never | Ty::Any) => false,
        (Ty::Option(inner), _) if **inner == *to => true,
        (Ty::Option(_), Ty::Nil) => true,
        (Ty::Int, Ty::Fixed(_)) => true,
        (_, Ty::Fixed(_)) => false,
        _ => !from.holds_closure() && !to.holds_closure(),
    }
}

/// The functions known statically that a conversion makes dynamic ones of.
pub fn functions(from: &Ty, to: &Ty, found: &mut dyn FnMut(&Rc<Closure>)) {
    use Conversion as C;
    match conversion(from, to) {
        Some(C::Function(closure)) => found(closure),
        Some(C::Through(with)) => functions(from, &with, found),
        Some(C::Open(product)) => functions(&product, to, found),
        Some(C::Wrap(product)) => functions(from, &product, found),
        Some(C::Something(to)) => functions(from, to, found),
        Some(C::Option(a, b) | C::Elements(a, b) | C::VectorToList(a, b)) => functions(a, b, found),
        Some(C::Entries([k, v], [l, w])) => {
            functions(k, l, found);
            functions(v, w, found);
        }
        Some(C::Parts(a, b)) => {
            for (a, b) in a.iter().zip(b) {
                functions(a, b, found);
            }
        }
        Some(C::TupleToVector(a, b)) => a.iter().for_each(|a| functions(a, b, found)),
        Some(C::Fields(a, b)) => {
            for (key, a) in a {
                let to = b.iter().find(|(other, _)| key == other);
                to.into_iter().for_each(|(_, b)| functions(a, b, found));
            }
        }
        Some(C::RecordToMap(a, _, v)) => a.iter().for_each(|(_, a)| functions(a, v, found)),
        Some(
            C::Same
            | C::Never
            | C::Dynamic
            | C::Nothing
            | C::FixedToInt
            | C::FixedToNumber
            | C::IntToNumber
            | C::FloatToNumber
            | C::Untyped
            | C::StructToMap(_),
        )
        | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closure() -> Ty {
        Ty::Closure(Rc::new(Closure::Library("inc")))
    }

    /// Types of every kind, and what can be made of them.
    fn types() -> Vec<Ty> {
        let simple = vec![
            Ty::Nil,
            Ty::Int,
            Ty::Float,
            Ty::Number,
            Ty::Str,
            Ty::Keyword,
            Ty::Inst,
            Ty::regex(Ty::Str),
            Ty::Func,
            closure(),
            Ty::Any,
        ];
        let mut all = simple.clone();
        all.push(Ty::Never);
        all.push(Ty::tuple([]));
        for t in &simple {
            all.push(Ty::option(t.clone()));
            all.push(Ty::vector(t.clone()));
            all.push(Ty::list(t.clone()));
            all.push(Ty::map(Ty::Keyword, t.clone()));
            all.push(Ty::tuple([t.clone(), Ty::Int]));
            all.push(Ty::Record([("a".into(), t.clone())].into()));
            all.push(Ty::option(Ty::tuple([t.clone(), Ty::Int])));
        }
        all
    }

    #[test]
    fn a_join_holds_both() {
        for a in types() {
            for b in types() {
                let both = super::super::join(&a, &b);
                assert!(is_within(&a, &both), "{a:?} as {both:?}");
                assert!(is_within(&b, &both), "{b:?} as {both:?}");
            }
        }
    }

    #[test]
    fn what_is_settled_exported_or_bounded_holds_the_value() {
        for t in types().iter().filter(|t| !t.is_never()) {
            for wider in [t.settled(), t.exported(), t.bounded()] {
                assert!(is_within(t, &wider), "{t:?} as {wider:?}");
            }
        }
    }

    #[test]
    fn functions_become_dynamic_wherever_they_are() {
        let from = Ty::map(Ty::Keyword, Ty::tuple([closure(), Ty::Int]));
        let mut found = 0;
        functions(&from, &Ty::Any, &mut |_| found += 1);
        assert_eq!(found, 1);
        functions(&from, &from, &mut |_| found += 1);
        assert_eq!(found, 1);
    }
}
