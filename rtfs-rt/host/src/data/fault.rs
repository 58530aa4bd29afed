//! What goes wrong with a query: its options, the file, or a row of it.

use std::io;

use rtfs_rt::{Error, ErrorKind, Keyword, Map, Value};

/// How many characters of a field an error shows.
const SHOWN: usize = 40;

/// An error before it is known which file it is about. It is one word, since each cell that is asked for may be one.
#[derive(Debug)]
pub(super) struct Fault(Box<Wrong>);

#[derive(Debug)]
enum Wrong {
    /// The query is wrong, or the call is over.
    Query(Error),
    /// The file cannot be read.
    File(String),
    /// A row is not what it should be.
    Row {
        place: Place,
        column: Option<Keyword>,
        why: String,
    },
}

/// Where a row is in its file, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// The line on which it begins.
    Line(u64),
    /// Its number, where there are no lines.
    #[cfg(feature = "parquet")]
    Row(u64),
}

impl Place {
    /// What it counts, and the number.
    fn parts(self) -> (&'static str, u64) {
        match self {
            Place::Line(number) => ("line", number),
            #[cfg(feature = "parquet")]
            Place::Row(number) => ("row", number),
        }
    }
}

impl Fault {
    #[cold]
    pub(super) fn file(why: impl Into<String>) -> Fault {
        Fault(Box::new(Wrong::File(why.into())))
    }

    /// A row that is none.
    #[cold]
    pub(super) fn row(place: Place, why: impl Into<String>) -> Fault {
        Fault::in_row(place, None, why.into())
    }

    /// A field that is not of the type of its column.
    #[cold]
    pub(super) fn field(place: Place, column: Keyword, text: &str, expected: &str) -> Fault {
        let why = match text {
            "" => format!("it is missing, and not {expected}"),
            text => format!("{} is not {expected}", shown(text)),
        };
        Fault::in_row(place, Some(column), why)
    }

    /// A text that is not UTF-8.
    #[cold]
    pub(super) fn not_utf8(place: Place, column: Keyword) -> Fault {
        Fault::in_row(place, Some(column), "it is not UTF-8".to_owned())
    }

    fn in_row(place: Place, column: Option<Keyword>, why: String) -> Fault {
        Fault(Box::new(Wrong::Row { place, column, why }))
    }

    /// The error of a call about the file of this path.
    #[cold]
    pub(super) fn of(self, path: &str) -> Error {
        let entry = |name: &str, value: Value| (Value::Keyword(Keyword::new(name)), value);
        let kind = |name: &str| entry("kind", Value::Keyword(Keyword::new(name)));
        match *self.0 {
            Wrong::Query(error) => error,
            Wrong::File(why) => Error::new(ErrorKind::HostError, format!("{path}: {why}"))
                .with_data(Value::Map(Map::from([kind("file")]))),
            Wrong::Row { place, column, why } => {
                let (counted, number) = place.parts();
                let message = match column {
                    Some(column) => format!("{path}, {counted} {number}, column {column}: {why}"),
                    None => format!("{path}, {counted} {number}: {why}"),
                };
                let mut data = Map::from([kind("row"), entry(counted, Value::from(number))]);
                if let Some(column) = column {
                    let (key, value) = entry("column", Value::Keyword(column));
                    data.insert(key, value);
                }
                Error::new(ErrorKind::HostError, message).with_data(Value::Map(data))
            }
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault(Box::new(Wrong::Query(error)))
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::file(error.to_string())
    }
}

/// The error of a query that no file is needed to refuse.
#[cold]
pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::ValidationError, message)
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
