//! Rows by groups, and what becomes of each group.
//!
//! What is kept is a row for each group, whatever the number of rows that come in. Numbers are added in the order of the
//! rows, as the library's `sum` and `mean` do, so that a summary gives what a program would compute from the rows.

use core::cmp::Ordering;
use std::collections::HashMap;

use rtfs_rt::{Int, Keyword, Map, Number, Result, Value};

use super::cell::{Cell, ColumnKind, number};
use super::columns::Columns;
use super::fault::{Fault, invalid};
use super::table::Table;

/// What is computed of each group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aggregate {
    name: Keyword,
    function: Function,
    /// The column; none where rows are counted.
    slot: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Count,
    Sum,
    Mean,
    Min,
    Max,
}

impl Aggregate {
    /// Reads the option `:aggregate`: a map of names, each with a function and its column, `[:sum :price]`.
    pub(super) fn read_all(value: &Value, columns: &mut Columns) -> Result<Vec<Aggregate>> {
        let Value::Map(map) = value else {
            return Err(invalid(format!(":aggregate is a map, and not {value}")));
        };
        let mut read = |(name, form): (&Value, &Value)| {
            let Value::Keyword(name) = name else {
                return Err(invalid(format!(
                    "names of :aggregate are keywords, and not {name}"
                )));
            };
            Aggregate::read(*name, form, columns).ok_or_else(|| {
                invalid(format!(
                    "{form} is nothing to aggregate: there are [:count] and, of a column, [:count column], the same \
                     with :sum :mean :min :max"
                ))
            })
        };
        map.iter().map(&mut read).collect()
    }

    fn read(name: Keyword, form: &Value, columns: &mut Columns) -> Option<Aggregate> {
        let Value::Vector(form) = form else {
            return None;
        };
        let mut parts = form.iter();
        let Some(Value::Keyword(function)) = parts.next() else {
            return None;
        };
        let function = match function.as_str() {
            "count" => Function::Count,
            "sum" => Function::Sum,
            "mean" => Function::Mean,
            "min" => Function::Min,
            "max" => Function::Max,
            _ => return None,
        };
        let slot = match (parts.next(), function) {
            (Some(Value::Keyword(column)), _) => Some(columns.slot(*column)),
            (None, Function::Count) => None,
            _ => return None,
        };
        parts.next().is_none().then_some(Aggregate {
            name,
            function,
            slot,
        })
    }

    /// An error if the column can never be what the function takes.
    fn check(&self, columns: &Columns) -> Result<()> {
        let Some(slot) = self.slot else { return Ok(()) };
        let ty = columns.ty(slot);
        let adds = matches!(self.function, Function::Sum | Function::Mean);
        if adds && matches!(ty.kind, ColumnKind::Str | ColumnKind::Bool) {
            let (column, is) = (columns.name(slot), ty.described());
            return Err(invalid(format!(
                "{column} is {is}, and cannot be added; :types says what a column is"
            )));
        }
        Ok(())
    }

    fn start(&self, columns: &Columns) -> State {
        let is_float = (self.slot).is_some_and(|slot| columns.ty(slot).kind == ColumnKind::Float);
        let zero = match is_float {
            true => Total::Float(0.0),
            false => Total::Int(0),
        };
        match self.function {
            Function::Count => State::Count(0),
            Function::Sum => State::Sum(zero),
            Function::Mean => State::Mean(zero, 0),
            Function::Min => State::Best(Ordering::Less, Value::Nil),
            Function::Max => State::Best(Ordering::Greater, Value::Nil),
        }
    }
}

/// The groups so far.
#[derive(Debug)]
pub(super) struct Groups {
    by: Vec<usize>,
    aggregates: Vec<Aggregate>,
    /// What a group begins as.
    start: Vec<State>,
    numbers: HashMap<Box<[u8]>, usize>,
    /// For each group, in the order of their first rows, its columns.
    keys: Vec<Value>,
    /// And what was made of its rows so far.
    states: Vec<State>,
    /// The key of a row, while it is looked up.
    key: Vec<u8>,
}

impl Groups {
    /// No groups; one, if all rows are one.
    ///
    /// # Errors
    /// What is asked for cannot be computed of columns of these types.
    pub(super) fn new(
        by: Vec<usize>,
        aggregates: Vec<Aggregate>,
        columns: &Columns,
    ) -> Result<Groups> {
        if let Some(aggregate) = (aggregates.iter())
            .find(|aggregate| by.iter().any(|slot| columns.name(*slot) == aggregate.name))
        {
            let name = aggregate.name;
            return Err(invalid(format!(
                "{name} is a column of :group-by and a name of :aggregate"
            )));
        }
        (aggregates.iter()).try_for_each(|aggregate| aggregate.check(columns))?;
        let start: Vec<State> = (aggregates.iter())
            .map(|aggregate| aggregate.start(columns))
            .collect();
        let mut groups = Groups {
            by,
            aggregates,
            start,
            numbers: HashMap::new(),
            keys: Vec::new(),
            states: Vec::new(),
            key: Vec::new(),
        };
        if groups.by.is_empty() {
            groups.begin();
        }
        Ok(groups)
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Takes a row into its group.
    pub(super) fn add<T: Table + ?Sized>(&mut self, table: &T) -> Result<(), Fault> {
        let group = match self.by.is_empty() {
            true => 0,
            false => self.group(table)?,
        };
        let first = group * self.aggregates.len();
        let states = &mut self.states[first..];
        for (aggregate, state) in self.aggregates.iter().zip(states) {
            match aggregate.slot {
                None => state.count(),
                Some(slot) => {
                    if let Some(number) = table.number(slot)
                        && state.add(&number.cell())
                    {
                        continue;
                    }
                    let cell = table.cell(slot)?;
                    if !cell.is_nil() && !state.add(&cell) {
                        return Err(table.misfit(slot, &cell, state.wanted()));
                    }
                }
            }
        }
        Ok(())
    }

    /// The number of the row's group, which may be a new one.
    fn group<T: Table + ?Sized>(&mut self, table: &T) -> Result<usize, Fault> {
        // A text by itself is a key. It is known to be UTF-8 when its group begins.
        if let [slot] = *self.by
            && let Some(text) = table.raw(slot)
        {
            return match self.numbers.get(text) {
                Some(number) => Ok(*number),
                None => self.new_group(table, text.into()),
            };
        }
        self.key.clear();
        for slot in &self.by {
            let cell = table.cell(*slot)?;
            if !cell.add_to_key(&mut self.key) {
                return Err(table.misfit(*slot, &cell, "something to group by"));
            }
        }
        if let Some(number) = self.numbers.get(self.key.as_slice()) {
            return Ok(*number);
        }
        let key = self.key.as_slice().into();
        self.new_group(table, key)
    }

    #[cold]
    fn new_group<T: Table + ?Sized>(&mut self, table: &T, key: Box<[u8]>) -> Result<usize, Fault> {
        for slot in &self.by {
            self.keys.push(table.cell(*slot)?.to_value());
        }
        let number = self.numbers.len();
        self.numbers.insert(key, number);
        self.begin();
        Ok(number)
    }

    fn begin(&mut self) {
        self.states.extend_from_slice(&self.start);
    }

    /// A row for each group, in the order of their first rows.
    pub(super) fn finish(self, columns: &Columns) -> Result<Vec<Value>> {
        let groups = self.numbers.len().max(usize::from(self.by.is_empty()));
        let mut keys = self.keys.into_iter();
        let mut states = self.states.into_iter();
        let mut rows = Vec::with_capacity(groups);
        for _ in 0..groups {
            let mut row = Map::with_capacity(self.by.len() + self.aggregates.len());
            for (slot, key) in self.by.iter().zip(&mut keys) {
                row.insert(Value::Keyword(columns.name(*slot)), key);
            }
            for (aggregate, state) in self.aggregates.iter().zip(&mut states) {
                row.insert(Value::Keyword(aggregate.name), state.finish()?);
            }
            rows.push(Value::Map(row));
        }
        Ok(rows)
    }
}

/// What was made of the rows of a group so far.
#[derive(Clone, Debug)]
enum State {
    Count(i64),
    Sum(Total),
    Mean(Total, i64),
    /// The cell that stands so to all others; nil before the first.
    Best(Ordering, Value),
}

impl State {
    fn count(&mut self) {
        if let State::Count(count) = self {
            *count += 1;
        }
    }

    /// Takes in a cell that is not nil; false if it cannot be taken in.
    #[inline]
    fn add(&mut self, cell: &Cell<'_>) -> bool {
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

    /// What can be taken in.
    fn wanted(&self) -> &'static str {
        match self {
            State::Count(_) => "a value",
            State::Sum(_) | State::Mean(..) => "a number",
            State::Best(..) => "something that can be compared with the others",
        }
    }

    fn finish(self) -> Result<Value> {
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
enum Total {
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
        *self = match total.add(number) {
            Number::Float(float) => Total::Float(float),
            Number::Int(int) => match int.as_i64() {
                Some(small) => Total::Int(small),
                None => Total::Wide(int),
            },
        };
        true
    }

    fn into_number(self) -> Number {
        match self {
            Total::Int(int) => Number::Int(Int::from(int)),
            Total::Float(float) => Number::Float(float),
            Total::Wide(int) => Number::Int(int),
        }
    }
}
