//! One field of a row, of the types that columns can have.

use core::cmp::Ordering;
use std::borrow::Cow;

use rtfs_rt::library::strings::{parse_float, parse_int};
use rtfs_rt::{Int, Kind, Number, Str, Value};

/// A field of a row, borrowed from it where it is a text.
#[derive(Clone, Debug)]
pub(super) enum Cell<'r> {
    Nil,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Cow<'r, str>),
    /// An integer beyond 64 bits, or what nests.
    Other(Value),
}

/// A number of machine size, which most cells that are computed with are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Small {
    Int(i64),
    Float(f64),
}

impl Small {
    #[inline]
    pub(super) fn cell(self) -> Cell<'static> {
        match self {
            Small::Int(int) => Cell::Int(int),
            Small::Float(float) => Cell::Float(float),
        }
    }

    /// How it stands to a value that is a number of the same kind.
    #[inline]
    pub(super) fn order(self, value: &Value) -> Option<Ordering> {
        match (self, value) {
            (Small::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Small::Float(a), value) => a.partial_cmp(&exact_float(value)?),
            _ => None,
        }
    }
}

/// The number that a value is, if it is one that floats have: then they compare with it as with a float.
#[inline]
pub(super) fn exact_float(value: &Value) -> Option<f64> {
    const EXACT: i64 = 1 << f64::MANTISSA_DIGITS;
    match value {
        Value::Float(float) => Some(*float),
        Value::Int(int) if (-EXACT..=EXACT).contains(int) => Some(*int as f64),
        _ => None,
    }
}

impl Cell<'_> {
    /// The cell that a value is.
    pub(super) fn of(value: &Value) -> Cell<'_> {
        match value {
            Value::Nil => Cell::Nil,
            Value::Bool(it) => Cell::Bool(*it),
            Value::Int(int) => Cell::Int(*int),
            Value::Float(float) => Cell::Float(*float),
            Value::Str(text) => Cell::Str(Cow::Borrowed(text)),
            other => Cell::Other(other.clone()),
        }
    }

    pub(super) fn to_value(&self) -> Value {
        match self {
            Cell::Nil => Value::Nil,
            Cell::Bool(it) => Value::Bool(*it),
            Cell::Int(int) => Value::Int(*int),
            Cell::Float(float) => Value::Float(*float),
            Cell::Str(text) => Value::Str(Str::from(&**text)),
            Cell::Other(value) => value.clone(),
        }
    }

    #[inline]
    pub(super) fn is_nil(&self) -> bool {
        matches!(self, Cell::Nil)
    }

    /// The number that it is.
    pub(super) fn number(&self) -> Option<Number> {
        match self {
            Cell::Int(int) => Some(Number::Int(Int::from(*int))),
            Cell::Float(float) => Some(Number::Float(*float)),
            Cell::Other(value) => number(value),
            Cell::Nil | Cell::Bool(_) | Cell::Str(_) => None,
        }
    }

    /// How it stands to a value: numbers by value, strings by code point, false before true. Nothing else has an
    /// order here.
    #[inline(always)]
    pub(super) fn order(&self, value: &Value) -> Option<Ordering> {
        match (self, value) {
            (Cell::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Cell::Float(a), Value::Float(b)) => a.partial_cmp(b),
            (Cell::Str(a), Value::Str(b)) => Some((**a).cmp(b.as_str())),
            (Cell::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            _ => self.order_of_numbers(value),
        }
    }

    #[inline(never)]
    fn order_of_numbers(&self, value: &Value) -> Option<Ordering> {
        self.number()?.partial_cmp(&number(value)?)
    }

    /// Whether it is a value: numbers by value.
    pub(super) fn equals(&self, value: &Value) -> bool {
        match self.order(value) {
            Some(order) => order == Ordering::Equal,
            None => match (self, value) {
                (Cell::Nil, Value::Nil) => true,
                (Cell::Other(cell), value) => cell == value,
                _ => false,
            },
        }
    }

    /// Writes behind a key what tells the cell from all that are not `=` to it; false for a collection, which makes
    /// no key.
    pub(super) fn add_to_key(&self, key: &mut Vec<u8>) -> bool {
        match self {
            Cell::Nil => key.push(0),
            Cell::Bool(it) => key.extend([1, u8::from(*it)]),
            Cell::Int(int) => {
                key.push(2);
                key.extend(int.to_le_bytes());
            }
            Cell::Float(float) => {
                // Both zeros are one value. NaN is not equal to itself, but a group of its own.
                let float = if *float == 0.0 { 0.0 } else { *float };
                let float = if float.is_nan() { f64::NAN } else { float };
                key.push(3);
                key.extend(float.to_bits().to_le_bytes());
            }
            Cell::Str(text) => add_text(key, 4, text),
            Cell::Other(value @ Value::Big(_)) => add_text(key, 5, &value.to_string()),
            Cell::Other(_) => return false,
        }
        true
    }
}

fn add_text(key: &mut Vec<u8>, tag: u8, text: &str) {
    key.push(tag);
    key.extend((text.len() as u64).to_le_bytes());
    key.extend(text.as_bytes());
}

/// The number that a value is.
pub(super) fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Int(int) => Some(Number::Int(Int::from(*int))),
        Value::Float(float) => Some(Number::Float(*float)),
        Value::Big(_) => Int::try_from(value.clone()).ok().map(Number::Int),
        _ => None,
    }
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) kind: ColumnKind,
    /// Whether a field may be missing, and is nil then.
    pub(super) optional: bool,
}

/// What the fields of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Whatever the format says.
    Any,
    Str,
    Int,
    Float,
    Bool,
}

impl Type {
    pub(super) const ANY: Type = Type {
        kind: ColumnKind::Any,
        optional: true,
    };
    pub(super) const STRING: Type = Type {
        kind: ColumnKind::Str,
        optional: false,
    };

    /// The type of a name: `int`, or `int?` where fields may be missing.
    pub(super) fn named(name: &str) -> Option<Type> {
        let (name, optional) = match name.strip_suffix('?') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let kind = match name {
            "string" => ColumnKind::Str,
            "int" => ColumnKind::Int,
            "float" => ColumnKind::Float,
            "bool" => ColumnKind::Bool,
            _ => return None,
        };
        Some(Type { kind, optional })
    }

    /// Reads a field from its text, without what stands around a number; `None` for one that is not of this type.
    #[inline]
    pub(super) fn read(self, text: &str) -> Option<Cell<'_>> {
        if text.is_empty() && self.optional {
            return Some(Cell::Nil);
        }
        match self.kind {
            ColumnKind::Any | ColumnKind::Str => Some(Cell::Str(Cow::Borrowed(text))),
            ColumnKind::Int => parse_int(text.trim_ascii()).map(|int| match int.as_i64() {
                Some(int) => Cell::Int(int),
                None => Cell::Other(Value::from(int)),
            }),
            ColumnKind::Float => parse_float(text.trim_ascii()).map(Cell::Float),
            ColumnKind::Bool => match text.trim_ascii() {
                text if text.eq_ignore_ascii_case("true") => Some(Cell::Bool(true)),
                text if text.eq_ignore_ascii_case("false") => Some(Cell::Bool(false)),
                _ => None,
            },
        }
    }

    /// Reads a field of a column of numbers if it is written as most of them are; [`Type::read`] reads all.
    #[inline]
    pub(super) fn read_number(self, text: &[u8]) -> Option<Small> {
        if !matches!(self.kind, ColumnKind::Int | ColumnKind::Float) {
            return None;
        }
        let number = core::str::from_utf8(text).ok()?;
        match self.kind {
            ColumnKind::Int => number.parse().ok().map(Small::Int),
            // Rust reads words as floats, too.
            _ if text.first().is_some_and(u8::is_ascii_digit) => {
                number.parse().ok().map(Small::Float)
            }
            _ => None,
        }
    }

    /// A field that has a type already, as one of this type: an int can be a float. One that is not comes back.
    #[inline]
    pub(super) fn check(self, cell: Cell<'_>) -> Result<Cell<'_>, Cell<'_>> {
        match (self.kind, &cell) {
            (_, Cell::Nil) if self.optional => Ok(cell),
            (ColumnKind::Any, _)
            | (ColumnKind::Str, Cell::Str(_))
            | (ColumnKind::Int, Cell::Int(_) | Cell::Other(Value::Big(_)))
            | (ColumnKind::Float, Cell::Float(_))
            | (ColumnKind::Bool, Cell::Bool(_)) => Ok(cell),
            (ColumnKind::Float, _) => match cell.number() {
                Some(number) => Ok(Cell::Float(number.to_f64())),
                None => Err(cell),
            },
            _ => Err(cell),
        }
    }

    /// A number as one of this type, if that is one of machine size.
    #[inline]
    pub(super) fn check_number(self, number: Small) -> Option<Small> {
        match (self.kind, number) {
            (ColumnKind::Any, _)
            | (ColumnKind::Int, Small::Int(_))
            | (ColumnKind::Float, Small::Float(_)) => Some(number),
            (ColumnKind::Float, Small::Int(int)) => Some(Small::Float(int as f64)),
            _ => None,
        }
    }

    /// Whether what is of the other type may be of this one.
    #[cfg(feature = "parquet")]
    pub(super) fn holds(self, other: Type) -> bool {
        self.kind == other.kind || self.kind == ColumnKind::Float && other.kind == ColumnKind::Int
    }

    /// Whether a field of this type could be a value of that kind.
    pub(super) fn may_be(self, kind: Kind) -> bool {
        match self.kind {
            ColumnKind::Any => true,
            ColumnKind::Str => kind == Kind::Str,
            ColumnKind::Int | ColumnKind::Float => matches!(kind, Kind::Int | Kind::Float),
            ColumnKind::Bool => kind == Kind::Bool,
        }
    }

    /// `a string`
    pub(super) fn described(self) -> &'static str {
        match self.kind {
            ColumnKind::Any => "a value",
            ColumnKind::Str => "a string",
            ColumnKind::Int => "an int",
            ColumnKind::Float => "a float",
            ColumnKind::Bool => "a bool",
        }
    }
}
