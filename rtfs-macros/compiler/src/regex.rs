//! Regular expressions that are known when a program is compiled: what is wrong with one, and what its
//! matches are.
//!
//! A match is a string where the pattern has no groups. Else it is a tuple of the whole match and the groups: each
//! a string if all of them have a part in every match, else a string or nil.

use std::ops::Range;

#[cfg(feature = "regex")]
use rtfs_rt::Value;
use rtfs_rt::reader::Span;
use rtfs_rt::schema::Predicate;

use crate::ast::Lit;
use crate::diagnostic::Diagnostic;
#[cfg(feature = "regex")]
use crate::types::{MAX_TUPLE, Ty};

/// A pattern that cannot be compiled.
pub(crate) struct Invalid {
    /// The bytes of the pattern at fault; all of them if none in particular.
    pub(crate) range: Range<usize>,
    message: String,
    help: &'static str,
}

impl Invalid {
    /// The error, at a place of the source.
    pub(crate) fn diagnostic(&self, span: Span) -> Diagnostic {
        Diagnostic::error("regex", self.message.clone(), span).with_help(self.help)
    }
}

/// The literal of a pattern.
#[cfg(feature = "regex")]
pub(crate) fn literal(source: &str) -> Result<Lit, Invalid> {
    let hir = regex_syntax::parse(source).map_err(|error| explained(source, &error))?;
    // What parses may still be too big.
    let regex = rtfs_rt::Regex::<Value>::new(source).map_err(|error| too_big(source, &error))?;
    let properties = hir.properties();
    let groups = properties.explicit_captures_len();
    let group = match properties.static_explicit_captures_len() {
        Some(always) if always == groups => Ty::Str,
        _ => Ty::option(Ty::Str),
    };
    let matches = match groups {
        0 => Ty::Str,
        _ if groups < MAX_TUPLE => {
            Ty::tuple(std::iter::once(Ty::Str).chain(std::iter::repeat_n(group, groups)))
        }
        _ => Ty::vector(Ty::option(Ty::Str)),
    };
    Ok(Lit::Regex(regex.as_str().into(), matches))
}

#[cfg(not(feature = "regex"))]
pub(crate) fn literal(source: &str) -> Result<Lit, Invalid> {
    Err(missing(source))
}

/// The predicate `[:matches-regex p]` of a pattern.
#[cfg(feature = "regex")]
pub(crate) fn predicate(source: &str) -> Result<Predicate, Invalid> {
    literal(source)?;
    // The form that matches whole texts is another one.
    let regex = rtfs_rt::Regex::<Value>::new(source);
    let tried = regex.and_then(|regex| regex.is_whole(""));
    tried.map_err(|error| too_big(source, &error))?;
    Ok(Predicate::matches(source))
}

#[cfg(not(feature = "regex"))]
pub(crate) fn predicate(source: &str) -> Result<Predicate, Invalid> {
    Err(missing(source))
}

#[cfg(not(feature = "regex"))]
fn missing(source: &str) -> Invalid {
    Invalid {
        range: 0..source.len(),
        message: "regular expressions are a feature of the crate that is not on".into(),
        help: "turn the feature `regex` of the crate `rtfs` on",
    }
}

#[cfg(feature = "regex")]
fn too_big(source: &str, error: &rtfs_rt::Error) -> Invalid {
    Invalid {
        range: 0..source.len(),
        message: error.message().to_owned(),
        help: "write a smaller bound on repetitions, or `(?-u)` for classes of ASCII characters only",
    }
}

#[cfg(feature = "regex")]
fn explained(source: &str, error: &regex_syntax::Error) -> Invalid {
    use regex_syntax::ast::ErrorKind;
    let (span, message) = match error {
        regex_syntax::Error::Parse(error) => (Some(error.span()), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (Some(error.span()), error.kind().to_string()),
        other => (None, other.to_string()),
    };
    let help = match error {
        regex_syntax::Error::Parse(error) => match error.kind() {
            ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference => {
                "a search takes time linear in the text, which these cannot: match more, and look at the groups"
            }
            ErrorKind::GroupUnclosed | ErrorKind::GroupUnopened | ErrorKind::ClassUnclosed => {
                "a parenthesis or bracket that stands for itself is written with a backslash before it"
            }
            ErrorKind::RepetitionMissing => {
                "`*`, `+`, `?` and `{` repeat what stands before them; with a backslash they stand for themselves"
            }
            ErrorKind::EscapeUnrecognized => {
                "a backslash stands before a mark, or begins a class such as `\\d`, `\\w`, `\\s`, `\\b`, `\\p{L}`"
            }
            _ => "see the syntax of the crate `regex`",
        },
        _ => "see the syntax of the crate `regex`",
    };
    let range = span.map_or(0..source.len(), |span| span.start.offset..span.end.offset);
    Invalid {
        range,
        message: format!("this is no regular expression: {message}"),
        help,
    }
}
