//! Which rows a query is about.
//!
//! A condition is data: `[:and [:> :price 10] [:= :region "north"]]`. It is read once, and asked before anything else
//! of a row is looked at.

use core::cmp::Ordering;
use std::collections::HashSet;

use rtfs_rt::{Result, Str, Value};

use super::cell::Cell;
use super::columns::Columns;
use super::fault::{Fault, invalid};
use super::table::Table;

/// How deep conditions nest.
const MAX_DEPTH: usize = 64;

/// A condition on a row.
#[derive(Debug)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// A cell stands so to a value.
    Compare(usize, Comparison, Value),
    /// A cell is one of some values: of these strings, or of these.
    In(usize, HashSet<Str>, Vec<Value>),
    /// A string has this in it somewhere, or at one of its ends.
    Text(usize, Part, Str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    End,
    Anywhere,
}

impl Filter {
    /// Reads a condition; the columns that it names get their slots.
    pub(super) fn read(form: &Value, columns: &mut Columns) -> Result<Filter> {
        read(form, columns, 0)
    }

    /// Whether a row is one that the query is about.
    pub(super) fn accepts<T: Table + ?Sized>(&self, table: &T) -> Result<bool, Fault> {
        match self {
            Filter::All(all) => {
                for filter in all {
                    if !filter.accepts(table)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Filter::Any(any) => {
                for filter in any {
                    if filter.accepts(table)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Filter::Not(filter) => Ok(!filter.accepts(table)?),
            Filter::Compare(slot, comparison, value) => {
                if let Some(number) = table.number(*slot)
                    && let Some(order) = number.order(value)
                {
                    return Ok(comparison.is(order));
                }
                Ok(comparison.holds(&table.cell(*slot)?, value))
            }
            Filter::In(slot, strings, others) => Ok(match table.cell(*slot)? {
                Cell::Str(text) => strings.contains(&*text),
                cell => others.iter().any(|value| cell.equals(value)),
            }),
            Filter::Text(slot, part, wanted) => Ok(match table.cell(*slot)? {
                Cell::Str(text) => match part {
                    Part::Start => text.starts_with(wanted.as_str()),
                    Part::End => text.ends_with(wanted.as_str()),
                    Part::Anywhere => text.contains(wanted.as_str()),
                },
                _ => false,
            }),
        }
    }

    /// Whether it may accept a row of which no more is known than between which values some of its cells are.
    #[cfg(feature = "parquet")]
    pub(super) fn may_accept(
        &self,
        bounds: &dyn Fn(usize) -> Option<(Cell<'static>, Cell<'static>)>,
    ) -> bool {
        match self {
            Filter::All(filters) => filters.iter().all(|filter| filter.may_accept(bounds)),
            Filter::Any(filters) => filters.iter().any(|filter| filter.may_accept(bounds)),
            Filter::Compare(slot, comparison, value) => match bounds(*slot) {
                Some((least, greatest)) => comparison.may_hold(&least, &greatest, value),
                None => true,
            },
            Filter::In(slot, strings, values) => match bounds(*slot) {
                Some((least, greatest)) if strings.is_empty() => (values.iter())
                    .any(|value| Comparison::Equal.may_hold(&least, &greatest, value)),
                _ => true,
            },
            Filter::Not(_) | Filter::Text(..) => true,
        }
    }

    /// An error if a column can never be what it is compared with.
    pub(super) fn check(&self, columns: &Columns) -> Result<()> {
        match self {
            Filter::All(filters) | Filter::Any(filters) => {
                filters.iter().try_for_each(|filter| filter.check(columns))
            }
            Filter::Not(filter) => filter.check(columns),
            Filter::Compare(slot, _, value) => comparable(columns, *slot, value),
            Filter::In(slot, strings, others) => {
                if let Some(text) = strings.iter().next() {
                    comparable(columns, *slot, &Value::Str(text.clone()))?;
                }
                (others.iter()).try_for_each(|value| comparable(columns, *slot, value))
            }
            Filter::Text(slot, _, wanted) => {
                comparable(columns, *slot, &Value::Str(wanted.clone()))
            }
        }
    }
}

fn comparable(columns: &Columns, slot: usize, value: &Value) -> Result<()> {
    let ty = columns.ty(slot);
    if matches!(value, Value::Nil) || ty.may_be(value.kind()) {
        return Ok(());
    }
    let (name, is) = (columns.name(slot), ty.described());
    Err(invalid(format!(
        "{name} is {is}, and is compared with {value}; :types says what a column is"
    )))
}

impl Comparison {
    /// Whether it may hold of a cell between two others. What has no order may be anything.
    #[cfg(feature = "parquet")]
    fn may_hold(self, least: &Cell<'_>, greatest: &Cell<'_>, value: &Value) -> bool {
        let (Some(least), Some(greatest)) = (least.order(value), greatest.order(value)) else {
            return true;
        };
        match self {
            Comparison::Equal => least.is_le() && greatest.is_ge(),
            Comparison::NotEqual => true,
            Comparison::Less => least.is_lt(),
            Comparison::LessOrEqual => least.is_le(),
            Comparison::Greater => greatest.is_gt(),
            Comparison::GreaterOrEqual => greatest.is_ge(),
        }
    }

    #[inline]
    fn holds(self, cell: &Cell<'_>, value: &Value) -> bool {
        match self {
            Comparison::Equal => cell.equals(value),
            Comparison::NotEqual => !cell.equals(value),
            _ => cell.order(value).is_some_and(|order| self.is(order)),
        }
    }

    /// Whether it is this order.
    #[inline]
    fn is(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

fn read(form: &Value, columns: &mut Columns, depth: usize) -> Result<Filter> {
    if depth == MAX_DEPTH {
        return Err(invalid(format!(
            "a condition nests deeper than {MAX_DEPTH} levels"
        )));
    }
    let (operator, operands) = parts(form)?;
    let mut all = || -> Result<Vec<Filter>> {
        (operands.iter())
            .map(|form| read(form, columns, depth + 1))
            .collect()
    };
    let filter = match operator {
        "and" => Filter::All(all()?),
        "or" => Filter::Any(all()?),
        "not" => match (all()?.pop(), operands.len()) {
            (Some(filter), 1) => Filter::Not(Box::new(filter)),
            _ => return Err(malformed(form)),
        },
        operator => {
            let [Value::Keyword(column), value] = operands.as_slice() else {
                return Err(malformed(form));
            };
            test(operator, columns.slot(*column), value).ok_or_else(|| malformed(form))?
        }
    };
    Ok(filter)
}

/// The operator of a condition, and what follows it.
fn parts(form: &Value) -> Result<(&'static str, Vec<Value>)> {
    let Value::Vector(form_parts) = form else {
        return Err(malformed(form));
    };
    let mut parts = form_parts.iter();
    match parts.next() {
        Some(Value::Keyword(operator)) => Ok((operator.as_str(), parts.cloned().collect())),
        _ => Err(malformed(form)),
    }
}

/// A test of one cell.
fn test(operator: &str, slot: usize, value: &Value) -> Option<Filter> {
    let comparison = match operator {
        "=" => Comparison::Equal,
        "not=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        "in" => {
            let values: Vec<Value> = match value {
                Value::Set(values) => values.iter().cloned().collect(),
                Value::Vector(values) => values.iter().cloned().collect(),
                _ => return None,
            };
            let (mut strings, mut others) = (HashSet::new(), Vec::new());
            for value in values {
                match value {
                    Value::Str(text) => drop(strings.insert(text)),
                    other => others.push(other),
                }
            }
            return Some(Filter::In(slot, strings, others));
        }
        "starts-with" | "ends-with" | "includes" => {
            let part = match operator {
                "starts-with" => Part::Start,
                "ends-with" => Part::End,
                _ => Part::Anywhere,
            };
            let Value::Str(text) = value else { return None };
            return Some(Filter::Text(slot, part, text.clone()));
        }
        _ => return None,
    };
    // Only what has an order can be less or greater.
    let ordered = matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Str(_)
    );
    let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let nests = matches!(value, Value::Nil | Value::Vector(_) | Value::Map(_));
    (ordered || equality && nests).then(|| Filter::Compare(slot, comparison, value.clone()))
}

#[cold]
fn malformed(form: &Value) -> rtfs_rt::Error {
    let text = form.to_string();
    let text = match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    invalid(format!(
        "{text} is no condition: conditions are [:= column value], the same with :not= :< :<= :> :>=, \
         [:in column values], [:starts-with column text], the same with :ends-with and :includes, and \
         [:and condition…], [:or condition…], [:not condition]"
    ))
}
