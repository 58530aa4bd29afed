//! What a query computes of each group, read from its options.

use core::cmp::Ordering;

use rtfs_rt::{Keyword, Result, Value};

use super::cell::ColumnKind;
use super::columns::Columns;
use super::fault::invalid;
use super::state::{State, Total};

/// What is computed of each group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aggregate {
    pub(super) name: Keyword,
    function: Function,
    /// The column; none where rows are counted.
    pub(super) slot: Option<usize>,
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
    pub(super) fn check(&self, columns: &Columns) -> Result<()> {
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

    /// What a group begins as.
    pub(super) fn start(&self, columns: &Columns) -> State {
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
