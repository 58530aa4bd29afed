//! Vectors (and lists) as stacks, and parts of vectors by index.

use crate::{Arity, Data, Error, ErrorKind, List, Result, Value, Vector};

use super::LibFn;
use super::args::Args;
use super::callable::or_nil;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["subvec"],
        sigs: &[
            "own vec<a>, idx -> vec<a> as subvec_from",
            "own vec<a>, idx, idx -> vec<a>",
        ],
        arity: Arity::between(2, 3),
        rust: "vectors::subvec",
        fallible: true,
        doc: "`(subvec v start end)`: the elements from `start` up to, not including, `end` (by default the \
              length). `:index-out-of-bounds` if there are no such elements.",
        examples: &[
            ("(subvec [1 2 3 4] 1 3)", "[2 3]"),
            ("(subvec [1 2] 1)", "[2]"),
            ("(subvec [1] 1)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("subvec", a);
            let items = a.vector(0)?;
            Ok(Value::Vector(match a.len() {
                2 => subvec_from(items, a.idx(1)?)?,
                _ => subvec(items, a.idx(1)?, a.idx(2)?)?,
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["peek"],
        sigs: &["vec<a> -> opt<a>", "list<a> -> opt<a> as peek_list"],
        rust: "vectors::peek",
        doc: "The last element of a vector, the first of a list, which is what `pop` takes away; nil if \
              there is none.",
        examples: &[
            ("(peek [1 2])", "2"),
            ("(peek (list 1 2))", "1"),
            ("(peek [])", "nil"),
            ("(peek nil)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("peek", a);
            Ok(or_nil(match a.value(0)? {
                Value::List(items) => peek_list(items),
                Value::Vector(items) => peek(items),
                Value::Nil => None,
                other => return Err(a.wrong("a vector or a list", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["pop"],
        sigs: &["own vec<a> -> vec<a>", "own list<a> -> list<a> as pop_list"],
        rust: "vectors::pop",
        fallible: true,
        doc: "A vector without its last element, a list without its first. `:index-out-of-bounds` if it is \
              empty; nil of nil.",
        examples: &[("(pop [1 2])", "[1]"), ("(pop (list 1 2))", "(list 2)")],
        eval: |a| {
            let a = Args::new("pop", a);
            Ok(match a.value(0)? {
                Value::List(items) => Value::List(pop_list(items.clone())?),
                Value::Vector(items) => Value::Vector(pop(items.clone())?),
                Value::Nil => Value::Nil,
                other => return Err(a.wrong("a vector or a list", other)),
            })
        },
        ..LibFn::TYPED
    },
];

/// `subvec` up to the end.
pub fn subvec_from<A: Data>(items: Vector<A>, start: i64) -> Result<Vector<A>> {
    let end = items.len() as i64;
    subvec(items, start, end)
}

/// `subvec`.
pub fn subvec<A: Data>(items: Vector<A>, start: i64, end: i64) -> Result<Vector<A>> {
    match (usize::try_from(start), usize::try_from(end)) {
        (Ok(from), Ok(to)) if from <= to && to <= items.len() => Ok(items.slice(from, to)),
        _ => Err(outside(start, end, items.len())),
    }
}

/// `peek` of a vector.
pub fn peek<A: Data>(items: &Vector<A>) -> Option<A> {
    items.value(items.len().checked_sub(1)?)
}

/// `peek` of a list.
pub fn peek_list<A: Data>(items: &List<A>) -> Option<A> {
    items.value(0)
}

/// `pop` of a vector.
pub fn pop<A: Data>(items: Vector<A>) -> Result<Vector<A>> {
    match items.pop() {
        (items, Some(_)) => Ok(items),
        (_, None) => Err(nothing_to_pop()),
    }
}

/// `pop` of a list.
pub fn pop_list<A: Data>(items: List<A>) -> Result<List<A>> {
    if items.is_empty() {
        Err(nothing_to_pop())
    } else {
        Ok(items.rest())
    }
}

#[cold]
fn outside(start: i64, end: i64, count: usize) -> Error {
    let message = if start > end {
        format!("`subvec`: end {end} is before start {start}")
    } else if start < 0 {
        format!("`subvec`: start {start} is negative")
    } else {
        format!("`subvec`: end {end} is beyond the length {count}")
    };
    Error::new(ErrorKind::IndexOutOfBounds, message)
}

#[cold]
fn nothing_to_pop() -> Error {
    Error::constant(ErrorKind::IndexOutOfBounds, "`pop` of an empty collection")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subvec_says_what_is_outside() {
        let items = Vector::from_vec(vec![1i64, 2, 3]);
        let message = |start, end| {
            subvec(items.clone(), start, end)
                .unwrap_err()
                .message()
                .to_owned()
        };
        assert_eq!(message(1, 9), "`subvec`: end 9 is beyond the length 3");
        assert_eq!(message(2, 1), "`subvec`: end 1 is before start 2");
        assert_eq!(message(-1, 1), "`subvec`: start -1 is negative");
        assert_eq!(
            message(i64::MIN, i64::MAX),
            format!("`subvec`: start {} is negative", i64::MIN)
        );
    }

    #[test]
    fn nothing_pops_from_nothing() {
        assert_eq!(
            pop(Vector::<i64>::new()).unwrap_err().kind(),
            ErrorKind::IndexOutOfBounds
        );
        assert_eq!(
            pop_list(List::<i64>::new()).unwrap_err().kind(),
            ErrorKind::IndexOutOfBounds
        );
    }
}
