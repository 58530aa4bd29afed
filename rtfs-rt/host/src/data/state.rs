//! What was made of the rows of a group so far.
//!
//! Cells are taken in one by one, in the order of the rows, and numbers are added as the library's `sum` and `mean` add them. What was
//! made of some rows then takes in what was made of those behind them.

use core::cmp::Ordering;

use rtfs_rt::{Int, Number, Result, Value};

use super::cell::{Cell, number};

/// What a function made of the cells of a group so far.
#[derive(Clone, Debug)]
pub(super) enum State {
    Count(i64),
    Sum(Total),
    Mean(Total, i64),
    /// The cell that stands so to all others; nil before the first.
    Best(Ordering, Value),
}

impl State {
    pub(super) fn count(&mut self) {
        if let State::Count(count) = self {
            *count += 1;
        }
    }

    /// Takes in a cell that is not nil; false if it cannot be taken in.
    #[inline]
    pub(super) fn add(&mut self, cell: &Cell<'_>) -> bool {
        match self {
            State::Count(count) => {
                *count += 1;
                true
            }
            State::Sum(total) => total.add(cell),
            State::Mean(total, count) => {
                *count += 1;
                total.add(cell)
            }
            State::Best(_, best @ Value::Nil) => {
                *best = cell.to_value();
                !matches!(cell, Cell::Other(value) if number(value).is_none())
            }
            State::Best(wanted, best) => match beats(cell, best, *wanted) {
                Some(true) => {
                    *best = cell.to_value();
                    true
                }
                Some(false) => true,
                None => false,
            },
        }
    }

    /// Whether it can take in what was made of other rows by the same function.
    pub(super) fn fits(&self, later: &State) -> bool {
        match (self, later) {
            (State::Best(wanted, best), State::Best(_, later)) => {
                let known = !matches!(best, Value::Nil) && !matches!(later, Value::Nil);
                !known || beats(&Cell::of(later), best, *wanted).is_some()
            }
            _ => true,
        }
    }

    /// Takes in what was made of rows behind those of this one, which [`State::fits`] it.
    pub(super) fn merge(&mut self, later: State) {
        match (self, later) {
            (State::Count(count), State::Count(more)) => *count += more,
            (State::Sum(total), State::Sum(more)) => total.merge(more),
            (State::Mean(total, count), State::Mean(more, cells)) => {
                total.merge(more);
                *count += cells;
            }
            (State::Best(wanted, best), State::Best(_, later)) => {
                let beaten = match (&*best, &later) {
                    (_, Value::Nil) => false,
                    (Value::Nil, _) => true,
                    (best, later) => beats(&Cell::of(later), best, *wanted) == Some(true),
                };
                if beaten {
                    *best = later;
                }
            }
            // Both are of one function.
            _ => {}
        }
    }

    /// What can be taken in.
    pub(super) fn wanted(&self) -> &'static str {
        match self {
            State::Count(_) => "a value",
            State::Sum(_) | State::Mean(..) => "a number",
            State::Best(..) => "something that can be compared with the others",
        }
    }

    pub(super) fn finish(self) -> Result<Value> {
        Ok(match self {
            State::Count(count) => Value::Int(count),
            State::Sum(total) => total.into_number().into(),
            State::Mean(_, 0) => Value::Nil,
            State::Mean(total, count) => {
                let count = Number::Int(Int::from(count));
                total.into_number().div(count)?.into()
            }
            State::Best(_, best) => best,
        })
    }
}

/// Whether a cell stands so to the best one. NaN is the best of all numbers, as `min` and `max` have it; what has no
/// order has no answer.
fn beats(cell: &Cell<'_>, best: &Value, wanted: Ordering) -> Option<bool> {
    match cell.order(best) {
        Some(order) => Some(order == wanted),
        None => match (cell.number(), number(best)) {
            (Some(cell), Some(_)) => Some(cell.is_nan()),
            _ => None,
        },
    }
}

/// A sum: on machine words as long as it fits them.
#[derive(Clone, Debug)]
pub(super) enum Total {
    Int(i64),
    Float(f64),
    Wide(Int),
}

impl Total {
    #[inline]
    fn add(&mut self, cell: &Cell<'_>) -> bool {
        match (&mut *self, cell) {
            (Total::Float(total), Cell::Float(float)) => *total += float,
            (Total::Int(total), Cell::Int(int)) if total.checked_add(*int).is_some() => {
                *total = total.wrapping_add(*int);
            }
            _ => return self.add_number(cell),
        }
        true
    }

    #[inline(never)]
    fn add_number(&mut self, cell: &Cell<'_>) -> bool {
        let Some(number) = cell.number() else {
            return false;
        };
        let total = core::mem::replace(self, Total::Int(0)).into_number();
        *self = Total::of(total.add(number));
        true
    }

    /// Adds the sum of rows behind those of this one.
    fn merge(&mut self, later: Total) {
        let total = core::mem::replace(self, Total::Int(0)).into_number();
        *self = Total::of(total.add(later.into_number()));
    }

    fn of(number: Number) -> Total {
        match number {
            Number::Float(float) => Total::Float(float),
            Number::Int(int) => match int.as_i64() {
                Some(small) => Total::Int(small),
                None => Total::Wide(int),
            },
        }
    }

    fn into_number(self) -> Number {
        match self {
            Total::Int(int) => Number::Int(Int::from(int)),
            Total::Float(float) => Number::Float(float),
            Total::Wide(int) => Number::Int(int),
        }
    }
}
