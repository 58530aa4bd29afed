//! What ends a computation, and what checks or shows one.

use std::io::Write as _;

use super::wrong;
use crate::data::{Data, Never};
use crate::error::{Error, ErrorKind, Result, shorten};
use crate::library::errors::thrown;
use crate::print::{Printer, readable};
use crate::{Str, Value};

/// How many characters of each side a failed `assert_eq` shows.
const SHOWN: usize = 2000;

/// `(throw value)`: the error that the value stands for, or a `:thrown` one with it as data.
///
/// # Errors
/// Always.
#[cold]
#[inline(never)]
pub fn throw(values: &[Value]) -> Result<Never> {
    Err(thrown(values.first().cloned().unwrap_or_default()))
}

/// `(error message data?)`: fails with `:thrown`, the message and the data.
///
/// # Errors
/// Always; `:type-error` if the message is no string.
#[cold]
#[inline(never)]
pub fn error(values: &[Value]) -> Result<Never> {
    let message = match values.first() {
        Some(Value::Str(message)) => message.as_str(),
        Some(other) => return Err(wrong("error", "a string as message", other)),
        None => "",
    };
    let error = Error::new(ErrorKind::Thrown, message);
    Err(match values.get(1) {
        None | Some(Value::Nil) => error,
        Some(data) => error.with_data(data.clone()),
    })
}

/// What `nth` finds in a sequence without an end where no element is: before its first, or in what repeats nothing.
///
/// # Errors
/// Always: `:index-out-of-bounds`.
#[cold]
#[inline(never)]
pub fn no_element(index: i64) -> Result<Never> {
    let message = format!("`nth`: index {index} is out of bounds of a sequence without an end");
    Err(Error::new(ErrorKind::IndexOutOfBounds, message))
}

/// A value that no clause of a form is for; the form is named by the second value.
///
/// # Errors
/// Always: `:match-error`, with the value as data.
#[cold]
#[inline(never)]
pub fn no_clause(values: &[Value]) -> Result<Never> {
    let value = values.first().cloned().unwrap_or_default();
    let form = match values.get(1) {
        Some(Value::Str(form)) => form.as_str(),
        _ => "case",
    };
    let message = format!("no clause of `{form}` matches {}", shorten(&value));
    Err(Error::new(ErrorKind::MatchError, message).with_data(value))
}

/// `(assert condition message?)`; `text` is the condition as it is written.
///
/// # Errors
/// `:assertion-error` if the condition does not hold.
#[inline]
pub fn assert(condition: bool, text: &str, message: Option<Str>) -> Result<()> {
    if condition {
        return Ok(());
    }
    Err(failed(text, message, ""))
}

/// `(is (= left right) message?)`; `text` is the comparison as it is written.
///
/// # Errors
/// `:assertion-error` that shows both sides, if they differ.
#[inline]
pub fn assert_eq<T: Data>(left: &T, right: &T, text: &str, message: Option<Str>) -> Result<()> {
    if left.same(right) {
        return Ok(());
    }
    let sides = format!("\n  left: {}\n right: {}", shown(left), shown(right));
    Err(failed(text, message, &sides))
}

/// `(dbg form)`: prints place, form and value to the standard error stream.
#[cold]
pub fn debug<T: Data>(file: &str, line: u32, column: u32, text: &str, value: &T) {
    let shown = debug_line(file, line, column, text, value);
    // A closed stream is no reason to fail.
    let _ = writeln!(std::io::stderr().lock(), "{shown}");
}

/// What [`debug`] prints: `[src/main.rs:3:5] (+ 1 2) = 3`.
pub(super) fn debug_line<T: Data>(
    file: &str,
    line: u32,
    column: u32,
    text: &str,
    value: &T,
) -> String {
    format!("[{file}:{line}:{column}] {text} = {}", readable(value))
}

#[cold]
#[inline(never)]
fn failed(text: &str, message: Option<Str>, sides: &str) -> Error {
    let message = message.map_or_else(String::new, |message| format!(": {message}"));
    Error::new(
        ErrorKind::AssertionError,
        format!("assertion failed: {text}{message}{sides}"),
    )
}

fn shown<T: Data>(value: &T) -> String {
    let mut printer = Printer::bounded(SHOWN);
    printer.item(value);
    printer.finish()
}
