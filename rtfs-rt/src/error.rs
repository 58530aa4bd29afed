//! Errors: what a program reports when it cannot give a value.
//!
//! An [`Error`] is one word (a box), so that `Result<i64, Error>` travels in two registers. It
//! carries a kind, a message, data, the place in the RTFS source where it arose, and the calls
//! that led there. The same box also carries the signals of generated code (see
//! [`crate::signal`]); a signal never reaches a user.

use core::fmt;
use std::borrow::Cow;

use crate::int::Int;
use crate::print::Printer;
use crate::signal::Signal;
use crate::value::Value;

/// What RTFS code gives: a value, or an [`Error`].
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// How many calls of a trace are kept: the innermost ones.
const TRACE_LIMIT: usize = 64;

/// How many characters of a value a message shows.
const SHOWN: usize = 80;

/// Why a computation failed: a kind, a message, data, a place and a call trace.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
enum Inner {
    Exit,
    Wide(Int),
    Failure(Failure),
}

#[derive(Clone)]
struct Failure {
    kind: ErrorKind,
    /// The message proper, then (from `base` on) the path into the value at fault.
    message: Cow<'static, str>,
    base: usize,
    path: Vec<Value>,
    data: Option<Value>,
    place: Option<Place>,
    trace: Vec<&'static Frame>,
}

/// The kinds of errors; `catch` selects by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value of another type than the one needed.
    TypeError,
    /// A call with a wrong number of arguments.
    ArityError,
    /// A name without a definition.
    Undefined,
    /// An integer divided by zero.
    DivisionByZero,
    /// A number outside the range of the type that it must fit.
    Overflow,
    /// An index outside its collection.
    IndexOutOfBounds,
    /// No clause of a `match` or a `case` fits.
    MatchError,
    /// A value that its type's refinement refuses.
    ValidationError,
    /// An `assert` that does not hold.
    AssertionError,
    /// Text that does not parse.
    ParseError,
    /// Recursion beyond the memory allowed for it.
    StackOverflow,
    /// A branch that was cancelled because another one failed.
    Cancelled,
    /// A limit set by the host was reached.
    LimitExceeded,
    /// Rust code called by the program failed.
    HostError,
    /// A call of a capability that the host does not have.
    UnknownCapability,
    /// A call that the host refuses.
    PermissionDenied,
    /// A value thrown by the program; it is the error's data.
    Thrown,
}

impl ErrorKind {
    /// Every kind, in the order of the language reference.
    pub const ALL: [ErrorKind; 17] = [
        ErrorKind::TypeError,
        ErrorKind::ArityError,
        ErrorKind::Undefined,
        ErrorKind::DivisionByZero,
        ErrorKind::Overflow,
        ErrorKind::IndexOutOfBounds,
        ErrorKind::MatchError,
        ErrorKind::ValidationError,
        ErrorKind::AssertionError,
        ErrorKind::ParseError,
        ErrorKind::StackOverflow,
        ErrorKind::Cancelled,
        ErrorKind::LimitExceeded,
        ErrorKind::HostError,
        ErrorKind::UnknownCapability,
        ErrorKind::PermissionDenied,
        ErrorKind::Thrown,
    ];

    /// The keyword's text with its colon: `":type-error"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::TypeError => ":type-error",
            ErrorKind::ArityError => ":arity-error",
            ErrorKind::Undefined => ":undefined",
            ErrorKind::DivisionByZero => ":division-by-zero",
            ErrorKind::Overflow => ":overflow",
            ErrorKind::IndexOutOfBounds => ":index-out-of-bounds",
            ErrorKind::MatchError => ":match-error",
            ErrorKind::ValidationError => ":validation-error",
            ErrorKind::AssertionError => ":assertion-error",
            ErrorKind::ParseError => ":parse-error",
            ErrorKind::StackOverflow => ":stack-overflow",
            ErrorKind::Cancelled => ":cancelled",
            ErrorKind::LimitExceeded => ":limit-exceeded",
            ErrorKind::HostError => ":host-error",
            ErrorKind::UnknownCapability => ":unknown-capability",
            ErrorKind::PermissionDenied => ":permission-denied",
            ErrorKind::Thrown => ":thrown",
        }
    }

    /// Whether the language itself fails so: neither a `throw` of the program nor the host.
    pub const fn is_runtime(self) -> bool {
        !matches!(self, ErrorKind::Thrown) && !self.is_host()
    }

    /// Whether the host fails so: it has failed, does not know the capability, or refuses it.
    pub const fn is_host(self) -> bool {
        matches!(
            self,
            ErrorKind::HostError | ErrorKind::UnknownCapability | ErrorKind::PermissionDenied
        )
    }

    /// The kind whose keyword is `name`, with or without its colon.
    pub fn from_name(name: &str) -> Option<ErrorKind> {
        let name = name.strip_prefix(':').unwrap_or(name);
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().strip_prefix(':') == Some(name))
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A place in RTFS source as generated code stores it: a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// The file as diagnostics show it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// The place in RTFS source where an error arose.
pub type Place = Site;

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One call of a trace: the function called, and where it was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The RTFS name of the function that was called.
    pub function: &'static str,
    /// Where the call stands.
    pub site: Site,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} called at {}", self.function, self.site)
    }
}

impl Error {
    /// An error without data, place and trace.
    #[cold]
    #[inline(never)]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::from_text(kind, Cow::Owned(message.into()))
    }

    /// Like [`Error::new`], for a constant message.
    #[cold]
    #[inline(never)]
    pub fn constant(kind: ErrorKind, message: &'static str) -> Error {
        Error::from_text(kind, Cow::Borrowed(message))
    }

    fn from_text(kind: ErrorKind, message: Cow<'static, str>) -> Error {
        Error(Box::new(Inner::Failure(Failure {
            kind,
            base: message.len(),
            message,
            path: Vec::new(),
            data: None,
            place: None,
            trace: Vec::new(),
        })))
    }

    /// A `:type-error` that says what was expected and shows what came:
    /// ``expected :int, got :string "a"``.
    #[cold]
    #[inline(never)]
    pub fn expected(expected: &str, got: &Value) -> Error {
        Error::new(
            ErrorKind::TypeError,
            format!("expected {expected}, got {}", describe(got)),
        )
    }

    /// The error of `(throw value)`: `:thrown`, with the value as data.
    #[cold]
    #[inline(never)]
    pub fn thrown(value: Value) -> Error {
        let message = format!("thrown: {}", shorten(&value));
        Error::new(ErrorKind::Thrown, message).with_data(value)
    }

    /// The same error with `data`.
    #[must_use]
    pub fn with_data(mut self, data: Value) -> Error {
        if let Inner::Failure(failure) = &mut *self.0 {
            failure.data = Some(data);
        }
        self
    }

    /// The same error, at `site` unless it has a place already.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn at(mut self, site: &'static Site) -> Error {
        if let Inner::Failure(failure) = &mut *self.0 {
            failure.place.get_or_insert(*site);
        }
        self
    }

    /// The same error, with one more call at the outer end of its trace; beyond 64 calls the
    /// outer ones are left out.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn called(mut self, frame: &'static Frame) -> Error {
        if let Inner::Failure(failure) = &mut *self.0
            && failure.trace.len() < TRACE_LIMIT
        {
            failure.trace.push(frame);
        }
        self
    }

    /// The same error, one step further out: the value at fault is under `step` (an index or a
    /// key) of a collection. The message ends with the path: `… at [0 :name]`.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn within(mut self, step: Value) -> Error {
        if let Inner::Failure(failure) = &mut *self.0 {
            failure.path.insert(0, step);
            let mut printer = Printer::new();
            printer.push_str(failure.message.get(..failure.base).unwrap_or_default());
            printer.push_str(" at ");
            printer.sequence('[', ']', &failure.path);
            failure.message = Cow::Owned(printer.finish());
        }
        self
    }

    /// The same error, about a thing that the message names: ``x: expected …``.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn about(mut self, what: &str) -> Error {
        if let Inner::Failure(failure) = &mut *self.0 {
            let message = format!("{what}: {}", failure.message);
            failure.base += message.len() - failure.message.len();
            failure.message = Cow::Owned(message);
        }
        self
    }

    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        match &*self.0 {
            Inner::Failure(failure) => failure.kind,
            Inner::Exit | Inner::Wide(_) => ErrorKind::Overflow,
        }
    }

    /// The message, without the place.
    pub fn message(&self) -> &str {
        match &*self.0 {
            Inner::Failure(failure) => &failure.message,
            Inner::Exit | Inner::Wide(_) => "an integer left the range of 64 bits",
        }
    }

    /// The data: what `ex-data` gives, or the value thrown.
    pub fn data(&self) -> Option<&Value> {
        match &*self.0 {
            Inner::Failure(failure) => failure.data.as_ref(),
            Inner::Exit | Inner::Wide(_) => None,
        }
    }

    /// The place in RTFS source, if known.
    pub fn place(&self) -> Option<Place> {
        match &*self.0 {
            Inner::Failure(failure) => failure.place,
            Inner::Exit | Inner::Wide(_) => None,
        }
    }

    /// The path from the value that was checked to the part at fault: indices and keys, outermost
    /// first.
    pub fn path(&self) -> &[Value] {
        match &*self.0 {
            Inner::Failure(failure) => &failure.path,
            Inner::Exit | Inner::Wide(_) => &[],
        }
    }

    /// The RTFS calls that led here, innermost first, at most 64.
    pub fn trace(&self) -> &[&'static Frame] {
        match &*self.0 {
            Inner::Failure(failure) => &failure.trace,
            Inner::Exit | Inner::Wide(_) => &[],
        }
    }
}

/// The signals of generated code.
#[doc(hidden)]
impl Error {
    /// The signal that a computation left the range of `i64`.
    #[cold]
    #[inline(never)]
    pub fn exit() -> Error {
        Error(Box::new(Inner::Exit))
    }

    /// Whether this is the signal [`Error::exit`].
    pub fn is_exit(&self) -> bool {
        matches!(*self.0, Inner::Exit)
    }

    /// Whether this is a signal, and no error of the program.
    #[inline]
    pub fn is_signal(&self) -> bool {
        !matches!(*self.0, Inner::Failure(_))
    }

    /// The signal that the result of a computation is `int`, which does not fit `i64`.
    #[cold]
    #[inline(never)]
    pub fn wide(int: Int) -> Error {
        Error(Box::new(Inner::Wide(int)))
    }

    /// Which signal this is.
    pub fn into_signal(self) -> Signal {
        if let Inner::Failure(_) = &*self.0 {
            return Signal::Error(self);
        }
        match *self.0 {
            Inner::Wide(int) => Signal::Wide(int),
            Inner::Exit | Inner::Failure(_) => Signal::Exit,
        }
    }
}

/// `:string "a"`: the type of a value and its readable form, shortened.
#[cold]
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Nil => "nil".to_owned(),
        _ => format!("{} {}", value.kind().as_str(), shorten(value)),
    }
}

/// The readable form of a value, cut to a length that fits a message.
#[cold]
pub(crate) fn shorten(value: &Value) -> String {
    let mut printer = Printer::bounded(SHOWN);
    printer.item(value);
    printer.finish()
}

impl fmt::Display for Error {
    /// `file:line:col: :kind message`, without the place when it is unknown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place() {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} {}", self.kind(), self.message())
    }
}

impl fmt::Debug for Error {
    /// Like `Display`, then data and trace, a line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        if let Some(data) = self.data() {
            write!(f, "\n  data: {}", shorten(data))?;
        }
        for frame in self.trace() {
            write!(f, "\n  in {frame}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<core::convert::Infallible> for Error {
    fn from(never: core::convert::Infallible) -> Error {
        match never {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SITE: Site = Site {
        file: "a.rtfs",
        line: 3,
        column: 7,
    };
    static OTHER: Site = Site {
        file: "b.rtfs",
        line: 1,
        column: 1,
    };
    static FRAME: Frame = Frame {
        function: "f",
        site: OTHER,
    };

    #[test]
    fn an_error_is_one_word() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<i64>>(), 16);
    }

    #[test]
    fn the_first_place_stays() {
        let error = Error::new(ErrorKind::TypeError, "no").at(&SITE).at(&OTHER);
        assert_eq!(error.place(), Some(SITE));
        assert_eq!(error.to_string(), "a.rtfs:3:7: :type-error no");
    }

    #[test]
    fn debug_shows_data_and_trace() {
        let error = Error::thrown(Value::Int(5)).at(&SITE).called(&FRAME);
        assert_eq!(
            format!("{error:?}"),
            "a.rtfs:3:7: :thrown thrown: 5\n  data: 5\n  in f called at b.rtfs:1:1"
        );
    }

    #[test]
    fn the_trace_keeps_the_innermost_calls() {
        let mut error = Error::new(ErrorKind::TypeError, "no");
        for _ in 0..1000 {
            error = error.called(&FRAME);
        }
        assert_eq!(error.trace().len(), 64);
    }

    #[test]
    fn the_path_grows_outwards() {
        let error = Error::expected(":int", &Value::from("a"))
            .within(Value::from(crate::Keyword::new("name")))
            .within(Value::Int(2));
        assert_eq!(
            error.message(),
            "expected :int, got :string \"a\" at [2 :name]"
        );
        assert_eq!(error.path().len(), 2);
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::from_name(kind.as_str()), Some(kind));
            assert_eq!(ErrorKind::from_name(&kind.as_str()[1..]), Some(kind));
        }
        assert_eq!(ErrorKind::from_name("nothing"), None);
        assert_eq!(ErrorKind::from_name("::thrown"), None);
    }

    #[test]
    fn a_message_shows_a_long_value_in_part() {
        let error = Error::expected(":int", &Value::from("x".repeat(1000)));
        assert!(error.message().chars().count() < 130, "{error}");
        assert!(error.message().ends_with('…'));
    }

    #[test]
    fn signals_come_back_out() {
        assert!(Error::exit().is_exit());
        assert!(!Error::new(ErrorKind::Thrown, "").is_exit());
        assert!(Error::exit().is_signal() && Error::wide(Int::from(3)).is_signal());
        assert!(!Error::new(ErrorKind::Thrown, "").is_signal());
        assert!(matches!(Error::exit().into_signal(), Signal::Exit));
        assert!(matches!(Error::wide(Int::from(3)).into_signal(), Signal::Wide(i) if i == 3));
        assert!(matches!(
            Error::new(ErrorKind::Thrown, "x").into_signal(),
            Signal::Error(e) if e.message() == "x"
        ));
    }
}
