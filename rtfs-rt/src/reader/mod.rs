//! The reader: RTFS text becomes forms that know their place.
//!
//! It serves the compiler (all three ways into it give text) and `read-string` alike, so it knows
//! neither macros nor rustc's spans: a place is a range of bytes of the text.
//!
//! What holds for every text, however bad:
//!
//! * [`read_all`] returns: it does not panic, does not recurse, and takes time proportional to the
//!   length of the text. Forms of any depth are built, compared, cloned and dropped by work lists.
//! * Errors accumulate. Behind each one the reader goes on where a person would, so that one mistake
//!   gives one message and later mistakes are still found.
//! * Spans lie within the text, on character boundaries, and within the span of the form around them.
//!
//! The parts: `parser` holds the stack of open forms (`opener` says what can be open) and decides what
//! goes where, `cursor` walks the text and knows white space and comments, `name` reads symbols and
//! keywords, `number`, `string` and `moment` (instants and UUIDs) the literals, `dispatch` what begins
//! with `#`; `metadata` attaches what `^` says, and `duplicate` finds literal keys that are there twice.

mod cursor;
mod dispatch;
mod duplicate;
mod error;
mod form;
mod metadata;
pub(crate) mod moment;
mod name;
mod number;
mod opener;
mod parser;
mod string;
#[cfg(test)]
mod tests;

pub use error::ReadError;
pub use form::{Form, FormKind, Span};

/// How a text is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many levels forms may nest; one more is an error. 1,000 unless told otherwise.
    pub max_depth: usize,
    /// Whether the text stands inside a Rust macro invocation, where rustc has taken `//` and
    /// `/* … */` for comments before we see it.
    pub inline: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            max_depth: 1_000,
            inline: false,
        }
    }
}

/// Reads every form of `text`, in order, and every error, in the order of their discovery.
///
/// When there are errors the forms are still worth something (names and shapes of definitions
/// survive), but a program must not run: what was wrong is left out or stands there as `nil`.
///
/// ```
/// use rtfs_rt::reader::{read_all, Options};
///
/// let (forms, errors) = read_all("(inc 1) :k", &Options::default());
/// assert_eq!((forms.len(), errors.len()), (2, 0));
/// assert_eq!((forms[1].span.start, forms[1].span.end), (8, 10));
/// ```
pub fn read_all(text: &str, options: &Options) -> (Vec<Form>, Vec<ReadError>) {
    if u32::try_from(text.len()).is_err() {
        let error = ReadError::new(Span::default(), "the text is longer than 4 GiB");
        return (Vec::new(), vec![error]);
    }
    parser::Parser::new(text, options).run()
}
