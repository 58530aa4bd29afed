//! Data in files that may be larger than memory: rows that fit a condition, and summaries by groups.
//!
//! A call is read into a query (`query`), a file is a [`parts::Source`] of tables, a table is read one row at a time, and of a row
//! only the columns that the query names. What a query keeps are the rows that it gives back (`scan`) or one row a group
//! (`groups`), which several threads make of parts of the file (`parts`).

mod aggregate;
mod cell;
mod columns;
mod csv;
mod cuts;
mod fault;
mod filter;
mod groups;
mod json;
mod keys;
#[cfg(feature = "parquet")]
mod parquet;
mod parts;
mod query;
mod scan;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod walk;

use core::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::{io, thread};

use cap_std::fs::Dir;
use rtfs_rt::host::{Call, Part, Registry, Reply};
use rtfs_rt::{Error, ErrorKind, Result, Value, Vector};

use crate::opened::Opened;
use crate::rooted;
use crate::shared::Shared;

use csv::Csv;
use fault::Fault;
use groups::Groups;
use json::JsonLines;
#[cfg(feature = "parquet")]
use parquet::Parquet;
use parts::{Job, Source};
use query::{Format, Query, Scan, Summary};
use scan::Scanner;
use table::Table;
use text::Text;

/// How much of a file is read at a time.
const BUFFER: usize = 256 << 10;

/// How long the parts of a text are that are summed up by themselves.
const PART: u64 = 4 << 20;

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
/// library's functions of these names give of the same fields; but a file that is summed up in parts (a text of more than 4 MiB, a Parquet
/// file of several groups of rows) has sums of floats that may differ in their last bits. They are the same for every number of threads.
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
    threads: usize,
    part: u64,
}

/// A file that was opened for a query.
enum Opening {
    Csv(Csv),
    JsonLines(JsonLines),
    Lines(Text),
    #[cfg(feature = "parquet")]
    Parquet(Parquet),
}

/// Does something with the file that was opened, of whichever type it is.
macro_rules! with_source {
    ($opening:expr, |$source:ident| $body:expr) => {
        match $opening {
            Opening::Csv($source) => $body,
            Opening::JsonLines($source) => $body,
            Opening::Lines($source) => $body,
            #[cfg(feature = "parquet")]
            Opening::Parquet($source) => $body,
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
            threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
            part: PART,
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

    /// The same, where a large file is summed up by so many threads at once; else by as many as the machine has cores. What comes
    /// out does not depend on it.
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Data {
        Data { threads, ..self }
    }

    /// Opens the file of a query, which then has its columns.
    fn open(&self, query: &mut Query, all: bool) -> Result<Opening, Fault> {
        let file = Shared::new(rooted::open(&self.directory, &query.path)?);
        let source = match query.format {
            Format::Csv => Opening::Csv(Csv::open(file, query, all, self.part)?),
            Format::JsonLines => Opening::JsonLines(JsonLines::open(file, query, self.part)?),
            Format::Lines => Opening::Lines(Text::open(file, query, all, self.part)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Opening::Parquet(Parquet::open(file, query, all)?),
        };
        if let Some(filter) = &query.filter {
            with_source!(&source, |source| filter.check(source.columns()))?;
        }
        Ok(source)
    }

    fn scanner(&self, call: &mut Call<'_, '_>) -> Result<Scanner> {
        let Scan {
            mut query,
            chosen,
            limit,
        } = Scan::read(call)?;
        let table = (self.open(&mut query, chosen.is_none()))
            .and_then(|source| with_source!(source, |source| all_rows(&source)));
        match table {
            Ok(table) => Ok(Scanner {
                path: query.path,
                table,
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
            let most = self.most;
            let message = format!("there are more than {most} rows");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
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
        let rows = self.open(&mut query, false).and_then(|source| {
            with_source!(source, |source| {
                let columns = source.columns();
                let job = Job {
                    source: &source,
                    filter: query.filter.as_ref(),
                    empty: Groups::new(by, aggregates, columns, self.most)?,
                    context: &call.context,
                };
                Ok(job.run(self.threads)?.finish(columns)?)
            })
        });
        rows.map(reply).map_err(|fault| fault.of(&path))
    }
}

/// A table of all rows of a file.
fn all_rows<S: Source<Table: 'static>>(source: &S) -> Result<Box<dyn Table>, Fault> {
    let rows = source.rows(source.cut(0)?..u64::MAX)?;
    Ok(Box::new(rows))
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
