//! Data in files that may be larger than memory: rows that fit a condition, and summaries by groups.
//!
//! A call is read into a query (`query`), a file is read as a [`table::Table`], one row at a time, and of a row only the
//! columns that the query names. What a query keeps are the rows that it gives back (`scan`) or one row a group (`aggregate`).

mod aggregate;
mod cell;
mod columns;
mod csv;
mod fault;
mod filter;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod query;
mod scan;
mod table;
mod text;
mod walk;

use std::io;
use std::path::Path;
use std::sync::Arc;

use cap_std::fs::Dir;
use rtfs_rt::host::{Call, Context, Part, Registry, Reply};
use rtfs_rt::{Error, ErrorKind, Result, Value, Vector};

use crate::opened::Opened;
use crate::rooted;

use aggregate::Groups;
use csv::Csv;
use fault::Fault;
use filter::Filter;
use json::JsonLines;
#[cfg(feature = "parquet")]
use parquet::Parquet;
use query::{Format, Query, Scan, Summary};
use scan::Scanner;
use table::Table;
use text::Text;
use walk::Walk;

/// How much of a file is read at a time.
const BUFFER: usize = 256 << 10;

/// The longest row, in bytes: 16 MiB.
const LONGEST: u64 = 16 << 20;

/// How many rows, or groups, one call gives at most, unless another limit is set.
const MOST: usize = 1_000_000;

/// CSV files, files of JSON lines, texts and, with the feature `parquet`, Parquet files below one directory, of any length: of a
/// file that is read no more is in memory than some rows, and what a call gives. A path that leads out of the directory is an error of the call.
///
/// | capability | gives |
/// | --- | --- |
/// | `data.scan path options?` | the rows that fit, a vector of maps |
/// | `data.aggregate path options` | a map for each group of the rows that fit, in the order of the groups' first rows |
/// | `data.open path options?` | a number by which the rows that fit are read bit by bit |
/// | `data.next number n` | the next rows: `n` of them, or as many as are left; none at the end |
/// | `data.close number` | nil; the file is closed |
///
/// | option | of | says |
/// | --- | --- | --- |
/// | `:types {:price :float}` | all | what columns are: `:string :int :float :bool`, or the same with `?` for a column whose fields may be missing, which are nil. Columns of a CSV file that are not named are strings; fields of JSON and of Parquet are what they are |
/// | `:where condition` | all | which rows: `[:= column value]`, the same with `:not= :< :<= :> :>=`; `[:in column values]`; `[:starts-with column text]`, the same with `:ends-with :includes`; `[:and condition…]`, `[:or condition…]`, `[:not condition]` |
/// | `:columns [:a :b]` | scan, open | which columns a row has; all, if this is not said |
/// | `:limit n` | scan, open | the first `n` rows that fit, and no more of the file is read |
/// | `:group-by [:a :b]` | aggregate | rows with equal fields in these columns are a group; without it, all rows are one |
/// | `:aggregate {:name [:sum :price]}` | aggregate | what is computed of a group, under a name: `[:count]` (the rows) and, of a column, `:count :sum :mean :min :max` |
/// | `:format :csv` | all | the format, if the name does not end in `.csv`, `.tsv`, `.jsonl`, `.ndjson`, `.log`, `.txt` or `.parquet`: `:csv`, `:json-lines`, `:lines` or `:parquet` |
/// | `:delimiter ";"` | all, CSV | what stands between fields; a tab in a file that ends in `.tsv`, else a comma |
/// | `:header [:a :b]` | all, CSV | the names of the columns of a file whose first line does not have them |
///
/// A text has the columns `:line`, the number of a line from 1, and `:text`, the line without its end.
///
/// Numbers compare by value, strings by code point; what is of another kind, or nil, is neither less nor greater, and equal
/// only to itself. Functions pass over nil, and are nil of nothing, but `:count` and `:sum`, which are 0. They give what the
/// library's functions of these names give of the same fields.
///
/// A call that is wrong in itself is a `:validation-error`. A file that cannot be read is a `:host-error` with
/// `{:kind :file}` as data, and a row that is not what it should be one with `{:kind :row :line 3 :column :price}`, in
/// Parquet files with `:row` in place of `:line`. More rows or groups than the limit are `:limit-exceeded`.
///
/// Of Parquet files columns of bools, ints, floats and strings can be read, uncompressed or compressed by Snappy. Dates and
/// times are the ints that they are stored as. Groups of rows in which nothing can fit, by what the file says of
/// their ints and floats, are passed over.
#[derive(Clone)]
pub struct Data {
    directory: Arc<Dir>,
    opened: Arc<Opened<Scanner>>,
    most: usize,
}

/// A file that was opened for a query.
enum Opening {
    Csv(Csv),
    JsonLines(JsonLines),
    Lines(Text),
    #[cfg(feature = "parquet")]
    Parquet(Parquet),
}

/// Does something with the table that was opened, of whichever type it is.
macro_rules! with_table {
    ($opening:expr, |$table:ident| $body:expr) => {
        match $opening {
            Opening::Csv($table) => $body,
            Opening::JsonLines($table) => $body,
            Opening::Lines($table) => $body,
            #[cfg(feature = "parquet")]
            Opening::Parquet($table) => $body,
        }
    };
}

impl Data {
    /// The files below a directory of the machine.
    ///
    /// # Errors
    /// The directory cannot be opened.
    pub fn below(directory: impl AsRef<Path>) -> io::Result<Data> {
        Ok(Data {
            directory: rooted::directory(directory)?,
            opened: Arc::default(),
            most: MOST,
        })
    }

    /// The same, where a call gives up to `limit` rows or groups; more are `:limit-exceeded`.
    #[must_use]
    pub fn with_limit(self, limit: usize) -> Data {
        Data {
            most: limit,
            ..self
        }
    }

    /// Opens the file of a query, which then has its columns.
    fn open(&self, query: &mut Query, all: bool) -> Result<Opening, Fault> {
        let file = rooted::open(&self.directory, &query.path)?;
        let table = match query.format {
            Format::Csv => Opening::Csv(Csv::open(file, query, all)?),
            Format::JsonLines => Opening::JsonLines(JsonLines::open(file, query)),
            Format::Lines => Opening::Lines(Text::open(file, query, all)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Opening::Parquet(Parquet::open(file, query, all)?),
        };
        if let Some(filter) = &query.filter {
            with_table!(&table, |table| filter.check(table.columns()))?;
        }
        Ok(table)
    }

    fn scanner(&self, call: &mut Call<'_, '_>) -> Result<Scanner> {
        let Scan {
            mut query,
            chosen,
            limit,
        } = Scan::read(call)?;
        match self.open(&mut query, chosen.is_none()) {
            Ok(table) => Ok(Scanner {
                path: query.path,
                table: with_table!(table, |table| Box::new(table) as Box<dyn Table>),
                filter: query.filter,
                chosen,
                left: limit.unwrap_or(usize::MAX),
            }),
            Err(fault) => Err(fault.of(&query.path)),
        }
    }

    fn scan(&self, mut call: Call<'_, '_>) -> Result<Reply> {
        let mut scanner = self.scanner(&mut call)?;
        let rows = scanner.take(self.most.saturating_add(1), &call.context)?;
        if rows.len() > self.most {
            return Err(self.too_many("rows"));
        }
        Ok(reply(rows))
    }

    fn next(&self, mut call: Call<'_, '_>) -> Result<Reply> {
        call.takes(2)?;
        let (number, count) = (call.arg::<i64>(0)?, call.arg::<usize>(1)?);
        let context = call.context;
        let rows = self
            .opened
            .using(number, |scanner| {
                scanner.take(count.min(self.most), &context)
            })
            .map_err(rtfs_rt::host_error)??;
        Ok(reply(rows))
    }

    fn aggregate(&self, mut call: Call<'_, '_>) -> Result<Reply> {
        let Summary {
            mut query,
            by,
            aggregates,
        } = Summary::read(&mut call)?;
        let path = query.path.clone();
        let rows = self.open(&mut query, false).and_then(|table| {
            with_table!(table, |table| {
                let groups = Groups::new(by, aggregates, table.columns())?;
                self.summarise(table, query.filter.as_ref(), groups, &call.context)
            })
        });
        rows.map(reply).map_err(|fault| fault.of(&path))
    }

    /// What becomes of the rows of a table: compiled for each kind of table, since this is done for each row.
    fn summarise<T: Table>(
        &self,
        mut table: T,
        filter: Option<&Filter>,
        mut groups: Groups,
        context: &Context<'_>,
    ) -> Result<Vec<Value>, Fault> {
        let mut walk = Walk::new(&mut table, filter, context);
        while let Some(row) = walk.next()? {
            groups.add(row)?;
            if groups.len() > self.most {
                return Err(self.too_many("groups").into());
            }
        }
        Ok(groups.finish(table.columns())?)
    }

    #[cold]
    fn too_many(&self, what: &str) -> Error {
        let most = self.most;
        Error::new(
            ErrorKind::LimitExceeded,
            format!("there are more than {most} {what}"),
        )
    }
}

fn reply(rows: Vec<Value>) -> Reply {
    Reply::value(Value::Vector(Vector::from_vec(rows)))
}

impl Part for Data {
    fn add_to(self, registry: Registry) -> Registry {
        let data = || self.clone();
        let (scanning, aggregating, opening, reading) = (data(), data(), data(), data());
        registry
            .register_raw("data.scan", move |call| scanning.scan(call))
            .register_raw("data.aggregate", move |call| aggregating.aggregate(call))
            .register_raw("data.open", move |mut call| {
                let scanner = opening.scanner(&mut call)?;
                let number = opening.opened.keep(scanner);
                let number = number.map_err(rtfs_rt::host_error)?;
                Ok(Reply::value(Value::Int(number)))
            })
            .register_raw("data.next", move |call| reading.next(call))
            .register("data.close", move |number: i64| self.opened.close(number))
    }
}
