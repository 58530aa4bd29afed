//! What a call asks of a file, read from its options once.

use rtfs_rt::host::Call;
use rtfs_rt::{Keyword, Map, Result, Str, Value};

use super::aggregate::Aggregate;
use super::cell::Type;
use super::columns::Columns;
use super::fault::invalid;
use super::filter::Filter;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    JsonLines,
    Lines,
    #[cfg(feature = "parquet")]
    Parquet,
}

/// What all queries have.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) path: Str,
    pub(super) format: Format,
    pub(super) delimiter: u8,
    /// The names of the columns of a file that does not begin with them.
    pub(super) header: Option<Vec<Keyword>>,
    pub(super) columns: Columns,
    pub(super) filter: Option<Filter>,
}

/// Rows as they are.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) query: Query,
    /// The columns asked for; all, if none are named.
    pub(super) chosen: Option<Vec<usize>>,
    pub(super) limit: Option<usize>,
}

/// Rows by groups.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) query: Query,
    pub(super) by: Vec<usize>,
    pub(super) aggregates: Vec<Aggregate>,
}

impl Scan {
    /// Reads the arguments of a call: a path, and options if there are any.
    pub(super) fn read(call: &mut Call<'_, '_>) -> Result<Scan> {
        let (mut chosen, mut limit) = (None, None);
        let query = Query::read(call, |name, value, columns| {
            match name {
                "columns" => chosen = Some(slots(name, value, columns)?),
                "limit" => limit = Some(count(value)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Scan {
            query,
            chosen,
            limit,
        })
    }
}

impl Summary {
    /// Reads the arguments of a call: a path and options.
    pub(super) fn read(call: &mut Call<'_, '_>) -> Result<Summary> {
        let (mut by, mut aggregates) = (Vec::new(), Vec::new());
        let query = Query::read(call, |name, value, columns| {
            match name {
                "group-by" => by = slots(name, value, columns)?,
                "aggregate" => aggregates = Aggregate::read_all(value, columns)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        if by.is_empty() && aggregates.is_empty() {
            return Err(invalid(
                "there is neither :group-by nor :aggregate: nothing is asked for",
            ));
        }
        Ok(Summary {
            query,
            by,
            aggregates,
        })
    }
}

impl Query {
    /// Reads the arguments of a call; `own` takes the options that not all queries have, and says whether one is its own.
    fn read(
        call: &mut Call<'_, '_>,
        mut own: impl FnMut(&str, &Value, &mut Columns) -> Result<bool>,
    ) -> Result<Query> {
        if call.args.len() != 1 {
            call.takes(2)?;
        }
        let path = call.arg::<Str>(0)?;
        let options = match call.args.len() {
            1 => Map::new(),
            _ => call.arg::<Map<Keyword, Value>>(1)?,
        };
        let mut format = None;
        let mut delimiter = None;
        let mut header = None;
        let mut columns = Columns::default();
        let mut filter = None;
        for (key, value) in options.iter() {
            match key.as_str() {
                "format" => format = Some(Format::named(value)?),
                "delimiter" => delimiter = Some(byte(value)?),
                "header" => header = Some(names("header", value)?),
                "types" => types(value, &mut columns)?,
                "where" => filter = Some(Filter::read(value, &mut columns)?),
                name => {
                    if !own(name, value, &mut columns)? {
                        return Err(invalid(format!("there is no option {key}")));
                    }
                }
            }
        }
        let extension = path.as_str().rsplit('.').next().unwrap_or_default();
        let format = match format {
            Some(format) => format,
            None => Format::of(extension).ok_or_else(|| {
                invalid(format!(
                    "{path}: the name does not say how the file is written: :format is {}",
                    Format::names()
                ))
            })?,
        };
        if format != Format::Csv && (delimiter.is_some() || header.is_some()) {
            return Err(invalid(":delimiter and :header are options of CSV files"));
        }
        let tabs = extension.eq_ignore_ascii_case("tsv");
        Ok(Query {
            path,
            format,
            delimiter: delimiter.unwrap_or(if tabs { b'\t' } else { b',' }),
            header,
            columns,
            filter,
        })
    }
}

impl Format {
    /// The formats, each with its name and the endings of its files.
    const ALL: &[(Format, &str, &[&str])] = &[
        (Format::Csv, "csv", &["csv", "tsv"]),
        (Format::JsonLines, "json-lines", &["jsonl", "ndjson"]),
        (Format::Lines, "lines", &["log", "txt"]),
        #[cfg(feature = "parquet")]
        (Format::Parquet, "parquet", &["parquet"]),
    ];

    /// The format of files with this ending.
    fn of(extension: &str) -> Option<Format> {
        let is = |ending: &&str| ending.eq_ignore_ascii_case(extension);
        let mut all = Format::ALL.iter();
        let found = all.find(|(.., endings)| endings.iter().any(is));
        found.map(|(format, ..)| *format)
    }

    fn named(value: &Value) -> Result<Format> {
        let mut all = Format::ALL.iter();
        let found = all.find(
            |(_, name, _)| matches!(value, Value::Keyword(wanted) if wanted.as_str() == *name),
        );
        match found {
            Some((format, ..)) => Ok(*format),
            None => Err(invalid(format!(
                ":format is {}, and not {value}",
                Format::names()
            ))),
        }
    }

    /// `:csv or :json-lines`
    fn names() -> String {
        let names: Vec<String> = (Format::ALL.iter())
            .map(|(_, name, _)| format!(":{name}"))
            .collect();
        names.join(" or ")
    }
}

/// `{:price :float, :note :string?}`
fn types(value: &Value, columns: &mut Columns) -> Result<()> {
    let Value::Map(types) = value else {
        return Err(invalid(format!(":types is a map, and not {value}")));
    };
    for (name, ty) in types.iter() {
        let (Value::Keyword(name), Value::Keyword(ty)) = (name, ty) else {
            return Err(invalid(
                ":types has columns and their types, both keywords: {:price :float}",
            ));
        };
        let declared = Type::named(ty.as_str()).ok_or_else(|| {
            invalid(format!(
                "{ty} is no type of a column: there are :string :int :float :bool, and the same with ? where fields \
                 may be missing"
            ))
        })?;
        let slot = columns.slot(*name);
        columns.declare(slot, declared);
    }
    Ok(())
}

/// The columns of an option, which is a vector of names.
fn slots(option: &str, value: &Value, columns: &mut Columns) -> Result<Vec<usize>> {
    let names = names(option, value)?;
    Ok(names.into_iter().map(|name| columns.slot(name)).collect())
}

/// The names of an option: keywords, each once.
fn names(option: &str, value: &Value) -> Result<Vec<Keyword>> {
    let wrong = || {
        invalid(format!(
            ":{option} is a vector of keywords, and not {value}"
        ))
    };
    let Value::Vector(names) = value else {
        return Err(wrong());
    };
    let mut read = Vec::with_capacity(names.len());
    for name in names.iter() {
        let Value::Keyword(name) = name else {
            return Err(wrong());
        };
        if read.contains(name) {
            return Err(invalid(format!(":{option} has {name} twice")));
        }
        read.push(*name);
    }
    Ok(read)
}

fn count(value: &Value) -> Result<usize> {
    let count = match value {
        Value::Int(count) => usize::try_from(*count).ok(),
        _ => None,
    };
    count.ok_or_else(|| invalid(format!(":limit is a number of rows, and not {value}")))
}

fn byte(value: &Value) -> Result<u8> {
    match value {
        Value::Str(text) if text.len() == 1 && !matches!(text.as_str(), "\"" | "\n" | "\r") => {
            Ok(text.as_bytes()[0])
        }
        other => Err(invalid(format!(
            ":delimiter is a string of one ASCII character, and not {other}"
        ))),
    }
}
