//! Regular expressions: patterns that are compiled once and then values like others.
//!
//! A [`Regex`] is one word, cheap to clone, and equal to another when both are written alike. Its
//! parameter says what a match is to the program ([`Found`]): a string where the pattern has no
//! groups, else the vector of the whole match and its groups. The compiler counts the groups of a literal, so that
//! matches have a type; of a pattern that is only known when the program runs a match is a
//! [`Value`], which is either.

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use core::marker::PhantomData;
use core::ops::Range;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use ::regex::{Captures, Match};

use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::print::Printer;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

/// A compiled regular expression whose matches are `M`s. Displays as it is written, `#"a+"`.
pub struct Regex<M = Value> {
    compiled: Arc<Compiled>,
    matches: PhantomData<fn() -> M>,
}

struct Compiled {
    source: Str,
    search: ::regex::Regex,
    /// The same for whole texts, compiled when it is first asked for.
    whole: OnceLock<Result<::regex::Regex>>,
}

impl<M: Found> Regex<M> {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// `:parse-error` for what is no regular expression; `:limit-exceeded` for one that would
    /// take too much memory; `:type-error` when its matches are no `M`s.
    pub fn new(source: &str) -> Result<Regex<M>> {
        let source = quotable(source);
        let search = compile(&source)?;
        let regex = Regex::<Value> {
            compiled: Arc::new(Compiled {
                source: source.into(),
                search,
                whole: OnceLock::new(),
            }),
            matches: PhantomData,
        };
        Regex::from_value(Value::Regex(regex))
    }
}

impl<M> Regex<M> {
    /// The pattern, as a literal writes it.
    pub fn as_str(&self) -> &str {
        &self.compiled.source
    }

    /// How many groups it has.
    pub fn groups(&self) -> usize {
        self.search().captures_len() - 1
    }

    /// The same regex, its matches dynamic values.
    pub fn untyped(self) -> Regex<Value> {
        Regex {
            compiled: self.compiled,
            matches: PhantomData,
        }
    }

    /// Whether it matches a whole text.
    ///
    /// # Errors
    /// `:limit-exceeded` if the form of the regex that this takes would need too much memory.
    pub fn is_whole(&self, text: &str) -> Result<bool> {
        Ok(self.whole()?.is_match(text))
    }

    /// The engine's form, which finds matches anywhere.
    pub(crate) fn search(&self) -> &::regex::Regex {
        &self.compiled.search
    }

    /// The engine's form that matches whole texts only.
    pub(crate) fn whole(&self) -> Result<&::regex::Regex> {
        let whole = self.compiled.whole.get_or_init(|| {
            let source = self.as_str();
            // A comment at the end of a pattern in verbose mode would take the parenthesis along.
            compile(&format!(r"\A(?:{source})\z"))
                .or_else(|_| compile(&format!("\\A(?:{source}\n)\\z")))
        });
        whole.as_ref().map_err(Clone::clone)
    }
}

fn compile(source: &str) -> Result<::regex::Regex> {
    ::regex::Regex::new(source).map_err(|error| match error {
        ::regex::Error::CompiledTooBig(limit) => Error::new(
            ErrorKind::LimitExceeded,
            format!("this regular expression needs more than the {limit} bytes that one may take"),
        ),
        other => {
            let text = other.to_string();
            // The engine shows the pattern with carets; its last line says what is wrong.
            let reason = text.lines().last().unwrap_or_default();
            let reason = reason.strip_prefix("error: ").unwrap_or(reason);
            let shown = Value::from(source);
            Error::new(
                ErrorKind::ParseError,
                format!(
                    "{} is no regular expression: {reason}",
                    crate::error::shorten(&shown)
                ),
            )
        }
    })
}

/// What a match is to the program.
pub trait Found: Data {
    /// Whether the matches of a regex with so many groups are of this type.
    fn fits(groups: usize) -> bool;

    /// The first match.
    fn first(regex: &::regex::Regex, text: &str) -> Option<Self>;

    /// Every match in order, with the bytes that it covers.
    ///
    /// # Errors
    /// Those of `each`, at which it ends.
    fn each(
        regex: &::regex::Regex,
        text: &str,
        each: impl FnMut(Range<usize>, Self) -> Result<()>,
    ) -> Result<()>;
}

/// A pattern without groups: the text of the match.
impl Found for Str {
    fn fits(groups: usize) -> bool {
        groups == 0
    }

    fn first(regex: &::regex::Regex, text: &str) -> Option<Str> {
        regex.find(text).map(|found| Str::from(found.as_str()))
    }

    fn each(
        regex: &::regex::Regex,
        text: &str,
        mut each: impl FnMut(Range<usize>, Str) -> Result<()>,
    ) -> Result<()> {
        regex
            .find_iter(text)
            .try_for_each(|found| each(found.range(), Str::from(found.as_str())))
    }
}

/// A pattern of which nothing is known: the text, or the vector of the text and the groups.
impl Found for Value {
    fn fits(_: usize) -> bool {
        true
    }

    fn first(regex: &::regex::Regex, text: &str) -> Option<Value> {
        if regex.captures_len() == 1 {
            Str::first(regex, text).map(Value::Str)
        } else {
            <Vector<Option<Str>> as Found>::first(regex, text).map(Data::into_value)
        }
    }

    fn each(
        regex: &::regex::Regex,
        text: &str,
        mut each: impl FnMut(Range<usize>, Value) -> Result<()>,
    ) -> Result<()> {
        if regex.captures_len() == 1 {
            Str::each(regex, text, |range, found| each(range, Value::Str(found)))
        } else {
            Vector::<Option<Str>>::each(regex, text, |range, found| each(range, found.into_value()))
        }
    }
}

/// A match that is made of its groups.
trait Grouped: Data {
    fn grouped(captures: &Captures<'_>) -> Self;
}

macro_rules! by_groups {
    ([$($param:tt)*] $matches:ty, $groups:pat) => {
        impl<$($param)*> Found for $matches {
            fn fits(groups: usize) -> bool {
                matches!(groups, $groups)
            }

            fn first(regex: &::regex::Regex, text: &str) -> Option<Self> {
                regex.captures(text).map(|found| Self::grouped(&found))
            }

            fn each(
                regex: &::regex::Regex,
                text: &str,
                mut each: impl FnMut(Range<usize>, Self) -> Result<()>,
            ) -> Result<()> {
                for found in regex.captures_iter(text) {
                    let range = found.get(0).map_or(0..0, |whole| whole.range());
                    each(range, Self::grouped(&found))?;
                }
                Ok(())
            }
        }
    };
}

/// The whole match and the groups, however many.
impl Grouped for Vector<Option<Str>> {
    fn grouped(captures: &Captures<'_>) -> Self {
        captures.iter().map(Group::group).collect()
    }
}

by_groups!([] Vector<Option<Str>>, 1..);

/// A group: a string, or nil where it may have no part in a match.
pub trait Group: Data {
    /// The group of a match.
    #[doc(hidden)]
    fn group(found: Option<Match<'_>>) -> Self;
}

impl Group for Option<Str> {
    fn group(found: Option<Match<'_>>) -> Option<Str> {
        found.map(|found| Str::from(found.as_str()))
    }
}

impl Group for Str {
    fn group(found: Option<Match<'_>>) -> Str {
        found.map_or_else(Str::new, |found| Str::from(found.as_str()))
    }
}

macro_rules! tuples {
    ($($groups:literal: $($name:ident $index:literal),*;)*) => {$(
        impl<$($name: Group),*> Grouped for (Str, $($name,)*) {
            fn grouped(captures: &Captures<'_>) -> Self {
                (Str::group(captures.get(0)), $($name::group(captures.get($index)),)*)
            }
        }

        by_groups!([$($name: Group),*] (Str, $($name,)*), $groups);
    )*};
}

tuples! {
    1: A 1;
    2: A 1, B 2;
    3: A 1, B 2, C 3;
    4: A 1, B 2, C 3, D 4;
    5: A 1, B 2, C 3, D 4, E 5;
    6: A 1, B 2, C 3, D 4, E 5, F 6;
    7: A 1, B 2, C 3, D 4, E 5, F 6, G 7;
}

impl<M: Found> Data for Regex<M> {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Regex(self.untyped())
    }

    fn from_value(value: Value) -> Result<Regex<M>> {
        match value {
            Value::Regex(regex) if M::fits(regex.groups()) => Ok(Regex {
                compiled: regex.compiled,
                matches: PhantomData,
            }),
            other => Err(Error::expected(":regex", &other)),
        }
    }

    fn same(&self, other: &Regex<M>) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::regex(self.as_str(), h);
    }

    /// By the text.
    fn order(&self, other: &Regex<M>) -> Result<Ordering> {
        Ok(self.as_str().cmp(other.as_str()))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.format(format_args!("#\"{}\"", self.as_str()));
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":regex")
    }
}

/// A pattern as it stands in a literal, so that equal patterns are written alike: a quote with the
/// backslash that keeps it from ending the literal, a carriage return as the reader lets it pass.
fn quotable(source: &str) -> Cow<'_, str> {
    let mut escaped = false;
    let mut text = String::new();
    for c in source.chars() {
        match c {
            '"' if !escaped => text.push_str("\\\""),
            '\r' if !escaped => text.push_str("\\r"),
            _ => text.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if text.len() == source.len() {
        Cow::Borrowed(source)
    } else {
        Cow::Owned(text)
    }
}

impl<M> Clone for Regex<M> {
    fn clone(&self) -> Regex<M> {
        Regex {
            compiled: self.compiled.clone(),
            matches: PhantomData,
        }
    }
}

impl<M> PartialEq for Regex<M> {
    fn eq(&self, other: &Regex<M>) -> bool {
        Arc::ptr_eq(&self.compiled, &other.compiled) || self.as_str() == other.as_str()
    }
}

impl<M> Eq for Regex<M> {}

impl<M> core::hash::Hash for Regex<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash::regex(self.as_str(), state);
    }
}

impl<M: Found> fmt::Display for Regex<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

impl<M: Found> fmt::Debug for Regex<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

/// A literal of generated code: compiled at its first use.
#[derive(Debug)]
pub struct LazyRegex<M: Found = Value> {
    source: &'static str,
    made: OnceLock<Result<Regex<M>>>,
}

impl<M: Found> LazyRegex<M> {
    /// The regex of this pattern.
    pub const fn new(source: &'static str) -> LazyRegex<M> {
        LazyRegex {
            source,
            made: OnceLock::new(),
        }
    }

    /// The regex.
    ///
    /// # Errors
    /// Those of [`Regex::new`], of which the compiler has found none.
    pub fn get(&self) -> Result<&Regex<M>> {
        let made = self.made.get_or_init(|| Regex::new(self.source));
        made.as_ref().map_err(Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regex(source: &str) -> Regex {
        Regex::new(source).unwrap()
    }

    #[test]
    fn a_regex_is_one_word_and_equal_to_its_like() {
        assert_eq!(size_of::<Regex>(), size_of::<usize>());
        assert_eq!(regex("a+"), regex("a+"));
        assert_ne!(regex("a+"), regex("a*"));
        assert_eq!(hash::of(&regex("a+")), hash::of(&regex("a+")));
        assert_ne!(hash::of(&regex("a")), hash::of(&Str::from("a")));
    }

    #[test]
    fn it_prints_so_that_it_reads_back() {
        let printed = |source: &str| regex(source).to_string();
        assert_eq!(printed(r"\d+"), r##"#"\d+""##);
        assert_eq!(printed("a\"b"), r##"#"a\"b""##);
        assert_eq!(printed("a\\\"b"), r##"#"a\"b""##);
        assert_eq!(printed("a\\\\\"b"), r##"#"a\\\"b""##);
        assert_eq!(regex("a\"b"), regex("a\\\"b"));
    }

    #[test]
    fn matches_have_a_type_where_the_groups_are_known() {
        assert!(Regex::<Str>::new("a").is_ok());
        assert!(Regex::<Str>::new("(a)").is_err());
        assert!(Regex::<(Str, Str)>::new("(a)").is_ok());
        assert!(Regex::<(Str, Option<Str>)>::new("(a)(b)").is_err());
        assert!(Regex::<Vector<Option<Str>>>::new("(a)(b)").is_ok());
        let pair = <(Str, Option<Str>)>::first(regex("a(b)?").search(), "xa").unwrap();
        assert_eq!(pair, (Str::from("a"), None));
    }

    #[test]
    fn whole_matches_try_every_alternative() {
        let whole = |source: &str, text: &str| regex(source).whole().unwrap().is_match(text);
        assert!(whole("a|ab", "ab"));
        assert!(!whole("a|ab", "abc"));
        assert!(whole("(?x) a b # a comment", "ab"));
        assert!(!whole("a", "a\n"));
    }

    #[test]
    fn errors_say_why() {
        let error = Regex::<Value>::new("a(b").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ParseError);
        assert_eq!(
            error.message(),
            "\"a(b\" is no regular expression: unclosed group"
        );
        let error = Regex::<Value>::new("\\w{1000}{1000}").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
}
