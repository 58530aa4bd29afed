//! Sequences out of nothing but numbers and functions.
//!
//! The compiler fuses the infinite ones with a bounded consumer; as plain calls they never end, and
//! are a `:limit-exceeded` error that says so.

use crate::{Arity, Data, Error, ErrorKind, Int, Number, Result, Value, Vector};

use super::args::Args;
use super::{LibFn, limits};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["range", "numbers"],
        arity: Arity::between(0, 3),
        doc: "`(range end)`, `(range start end)`, `(range start end step)`: the numbers from `start` (0) \
              up to, not including, `end`, as a vector. If `start` or `step` is a float all elements are: \
              the nth is `start + n * step`. `(range)` has no end and needs a bounded consumer. \
              `:validation-error` for a step of 0.",
        examples: &[
            ("(range 4)", "[0 1 2 3]"),
            ("(range 5 1 -2)", "[5 3]"),
            ("(range 0 1 0.5)", "[0.0 0.5]"),
            ("(range 2.5)", "[0 1 2]"),
            ("(range 3 1)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("range", a);
            let (zero, one) = (Number::Int(Int::from(0)), Number::Int(Int::from(1)));
            Ok(Value::Vector(match a.len() {
                0 => return Err(endless_range()),
                1 => range(zero, a.number(0)?, one)?,
                2 => range(a.number(0)?, a.number(1)?, one)?,
                _ => range(a.number(0)?, a.number(1)?, a.number(2)?)?,
            }))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["repeat"],
        arity: Arity::between(1, 2),
        doc: "`(repeat n x)`: a vector of x n times. `(repeat x)` has no end and needs a bounded consumer.",
        examples: &[("(repeat 3 :a)", "[:a :a :a]"), ("(repeat -1 :a)", "[]")],
        eval: |a| {
            let a = Args::new("repeat", a);
            match a.len() {
                1 => Err(limits::unbounded("(repeat x)")),
                _ => {
                    let mut items = limits::room("repeat", a.idx(0)?)?;
                    let count = limits::check("repeat", a.idx(0)?)?;
                    items.resize(count, a.value(1)?.clone());
                    Ok(Value::Vector(Vector::from_vec(items)))
                }
            }
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["iterate"],
        arity: Arity::exactly(2),
        doc: "`(iterate f x)`: x, `(f x)`, `(f (f x))` and so on, without end: it needs a bounded consumer \
              in the same chain, such as `take`.",
        examples: &[],
        eval: |_| Err(limits::unbounded("(iterate f x)")),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["cycle"],
        doc: "The elements of a sequence over and over, without end: it needs a bounded consumer in the \
              same chain, such as `take`. Of an empty sequence, an empty vector.",
        examples: &[("(cycle [])", "[]")],
        eval: |a| match Args::new("cycle", a).seq(0)?.items {
            items if items.is_empty() => Ok(Value::Vector(items)),
            _ => Err(limits::unbounded("(cycle coll)")),
        },
        ..LibFn::SPECIAL
    },
];

/// The numbers from `start` to before `end`, `step` apart.
pub(crate) fn range(start: Number, end: Number, step: Number) -> Result<Vector<Value>> {
    let (Number::Int(first), Number::Int(by)) = (&start, &step) else {
        return floats(start.to_f64(), end.to_f64(), step.to_f64());
    };
    if by.is_zero() {
        return Err(no_step());
    }
    let Some(last) = int_end(end, by.is_positive())? else {
        return Ok(Vector::new());
    };
    let distance = last.sub(first.clone());
    let up = by.is_positive();
    if distance.is_zero() || distance.is_positive() != up {
        return Ok(Vector::new());
    }
    // Rounded up: the distance less one, in whole steps, and one more.
    let one = Int::from(if up { 1 } else { -1 });
    let count = distance.sub(one).quot(by.clone())?.inc();
    let count = count.as_i64().unwrap_or(i64::MAX);
    let mut items = limits::room("range", count)?;
    let mut next = first.clone();
    for _ in 0..count {
        items.push(next.clone().into_value());
        next = next.add(by.clone());
    }
    Ok(Vector::from_vec(items))
}

/// The int that bounds the same ints as `end`, counted up or down; `None` if it is NaN, which bounds none.
///
/// # Errors
/// `:limit-exceeded` for an infinity.
pub(crate) fn int_end(end: Number, is_up: bool) -> Result<Option<Int>> {
    match end {
        Number::Int(end) => Ok(Some(end)),
        Number::Float(end) if end.is_nan() => Ok(None),
        Number::Float(end) => {
            let whole = if is_up { end.ceil() } else { end.floor() };
            match Int::from_f64(whole) {
                Some(end) => Ok(Some(end)),
                None => Err(endless_range()),
            }
        }
    }
}

fn floats(start: f64, end: f64, step: f64) -> Result<Vector<Value>> {
    if step == 0.0 {
        return Err(no_step());
    }
    let count = ((end - start) / step).ceil().max(0.0);
    // A NaN or an infinity saturates, and is then refused.
    let count = if count.is_nan() { 0 } else { count as i64 };
    let mut items = limits::room("range", count)?;
    for index in 0..count {
        items.push(Value::Float(start + index as f64 * step));
    }
    Ok(Vector::from_vec(items))
}

/// The error of `(range)` where nothing bounds it.
#[cold]
pub(crate) fn endless_range() -> Error {
    limits::unbounded("(range)")
}

#[cold]
fn no_step() -> Error {
    Error::constant(
        ErrorKind::ValidationError,
        "`range` takes a step that is not 0",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ints(start: i64, end: i64, step: i64) -> Result<Vec<Value>> {
        let number = |n| Number::Int(Int::from(n));
        range(number(start), number(end), number(step)).map(Vector::into_vec)
    }

    #[test]
    fn ends_of_ranges() {
        assert_eq!(ints(0, 7, 3).unwrap(), [0, 3, 6].map(Value::Int));
        assert_eq!(ints(0, 6, 3).unwrap(), [0, 3].map(Value::Int));
        assert_eq!(ints(0, -4, -2).unwrap(), [0, -2].map(Value::Int));
        let top = i64::MAX;
        assert_eq!(ints(top - 1, top, 5).unwrap(), [Value::Int(top - 1)]);
        assert_eq!(ints(i64::MIN, top, top).unwrap().len(), 3);
    }

    #[test]
    fn a_float_bounds_ints() {
        let to = |start: i64, end: f64, step: i64| {
            let range = range(
                Number::Int(Int::from(start)),
                Number::Float(end),
                Number::Int(Int::from(step)),
            );
            range.unwrap().into_vec()
        };
        assert_eq!(to(0, 2.5, 1), [0, 1, 2].map(Value::Int));
        assert_eq!(to(0, 2.0, 1), [0, 1].map(Value::Int));
        assert_eq!(to(2, -0.5, -1), [2, 1, 0].map(Value::Int));
        assert_eq!(to(0, f64::NAN, 1), []);
    }

    #[test]
    fn what_has_no_end_is_refused() {
        assert_eq!(
            ints(0, i64::MAX, 1).unwrap_err().kind(),
            ErrorKind::LimitExceeded
        );
        assert_eq!(
            ints(0, 1, 0).unwrap_err().kind(),
            ErrorKind::ValidationError
        );
        assert_eq!(
            floats(0.0, f64::INFINITY, 1.0).unwrap_err().kind(),
            ErrorKind::LimitExceeded
        );
        assert_eq!(floats(0.0, f64::NAN, 1.0).unwrap().len(), 0);
    }
}
