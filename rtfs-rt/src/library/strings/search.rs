//! Looking into strings, and replacing what is found. `index-of` looks into any sequence.

#[cfg(feature = "regex")]
use crate::pattern::Found;
use crate::{Arity, Data, Str, Value, Vector};
#[cfg(feature = "regex")]
use crate::{Regex, Result};

use super::super::LibFn;
use super::super::args::Args;
use super::super::callable::or_nil;
#[cfg(feature = "regex")]
use super::super::patterns;
use super::{character, offset};

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["string-length"],
        sigs: &["string -> idx"],
        rust: "strings::string_length",
        doc: "The number of characters of a string.",
        examples: &[("(string-length \"aé😀\")", "3")],
        eval: |a| {
            Ok(Value::Int(string_length(
                Args::new("string-length", a).text(0)?,
            )))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["starts-with?"],
        sigs: &["string, string -> bool"],
        arity: Arity::exactly(2),
        rust: "strings::starts_with",
        doc: "Whether the first string begins with the second.",
        examples: &[
            ("(starts-with? \"hello\" \"he\")", "true"),
            ("(starts-with? \"a\" \"\")", "true"),
        ],
        eval: |a| {
            let a = Args::new("starts-with?", a);
            Ok(Value::Bool(starts_with(a.text(0)?, a.text(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["ends-with?"],
        sigs: &["string, string -> bool"],
        arity: Arity::exactly(2),
        rust: "strings::ends_with",
        doc: "Whether the first string ends with the second.",
        examples: &[
            ("(ends-with? \"hello\" \"lo\")", "true"),
            ("(ends-with? \"hello\" \"l\")", "false"),
        ],
        eval: |a| {
            let a = Args::new("ends-with?", a);
            Ok(Value::Bool(ends_with(a.text(0)?, a.text(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["includes?", "string-contains", "string-contains?"],
        sigs: &["string, string -> bool"],
        arity: Arity::exactly(2),
        rust: "strings::includes",
        doc: "Whether the second string occurs in the first.",
        examples: &[
            ("(includes? \"hello\" \"ell\")", "true"),
            ("(string-contains \"a\" \"b\")", "false"),
        ],
        eval: |a| {
            let a = Args::new("includes?", a);
            Ok(Value::Bool(includes(a.text(0)?, a.text(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["index-of"],
        sigs: &[
            "string, string -> opt<idx>",
            "string, string, idx -> opt<idx> as index_of_from",
            "seq<a>, a -> opt<idx> as index_of_item",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::index_of",
        doc: "Where a string (from a third argument on) first holds another, or a sequence an element: \
              the index, or nil.",
        examples: &[
            ("(index-of \"aéa\" \"a\")", "0"),
            ("(index-of \"aéa\" \"a\" 1)", "2"),
            ("(index-of \"abc\" \"x\")", "nil"),
            ("(index-of [5 6 7] 6)", "1"),
            ("(index-of [5 6] :a)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("index-of", a);
            Ok(or_nil(match (a.value(0)?, a.value(1)?, a.len()) {
                (Value::Str(text), Value::Str(part), 2) => index_of(text, part),
                (Value::Str(text), _, 3) => index_of_from(text, a.text(1)?, a.idx(2)?),
                (other, item, 2) => index_of_item(&a.as_seq(other)?.items, item),
                (other, ..) => return Err(a.wrong("a string before a string and an index", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["last-index-of"],
        sigs: &[
            "string, string -> opt<idx>",
            "string, string, idx -> opt<idx> as last_index_of_from",
            "seq<a>, a -> opt<idx> as last_index_of_item",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::last_index_of",
        doc: "Where a string (searching back from a third argument) last holds another, or a sequence \
              an element: the index, or nil.",
        examples: &[
            ("(last-index-of \"aéa\" \"a\")", "2"),
            ("(last-index-of \"aéa\" \"a\" 1)", "0"),
            ("(last-index-of [1 2 1] 1)", "2"),
            ("(last-index-of [] 1)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("last-index-of", a);
            Ok(or_nil(match (a.value(0)?, a.value(1)?, a.len()) {
                (Value::Str(text), Value::Str(part), 2) => last_index_of(text, part),
                (Value::Str(text), _, 3) => last_index_of_from(text, a.text(1)?, a.idx(2)?),
                (other, item, 2) => last_index_of_item(&a.as_seq(other)?.items, item),
                (other, ..) => return Err(a.wrong("a string before a string and an index", other)),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["blank?"],
        sigs: &["string -> bool", "opt<string> -> bool as blank_or_nil"],
        rust: "strings::blank",
        doc: "Whether a string has nothing but white space; true of nil.",
        examples: &[
            ("(blank? \" \\n\")", "true"),
            ("(blank? \"a\")", "false"),
            ("(blank? nil)", "true"),
        ],
        eval: |a| match a {
            [Value::Nil] => Ok(Value::Bool(true)),
            _ => Ok(Value::Bool(blank(Args::new("blank?", a).text(0)?))),
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["replace"],
        sigs: &[
            "string, string, string -> string",
            #[cfg(feature = "regex")]
            "string, regex<a>, string -> string as replace_regex!",
            #[cfg(feature = "regex")]
            "string, regex<a>, fn(a) -> string -> string as replace_regex_with!",
        ],
        arity: Arity::exactly(3),
        rust: "strings::replace",
        doc: "`(replace s match by)`: the string with every occurrence of `match` replaced. A string is taken as it \
              stands; for a regular expression, `by` may name groups or be a function of the match, as for \
              `re-replace`.",
        examples: &[
            ("(replace \"a-b-c\" \"-\" \"+\")", "\"a+b+c\""),
            ("(replace \"aa\" \"b\" \"\")", "\"aa\""),
        ],
        eval: |a| {
            let a = Args::new("replace", a);
            #[cfg(feature = "regex")]
            if let Value::Regex(regex) = a.value(1)? {
                return patterns::replaced(&a, regex, a.text(0)?, usize::MAX);
            }
            Ok(Value::Str(replace(a.text(0)?, a.text(1)?, a.text(2)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["replace-first"],
        sigs: &[
            "string, string, string -> string",
            #[cfg(feature = "regex")]
            "string, regex<a>, string -> string as replace_first_regex!",
            #[cfg(feature = "regex")]
            "string, regex<a>, fn(a) -> string -> string as replace_first_regex_with!",
        ],
        arity: Arity::exactly(3),
        rust: "strings::replace_first",
        doc: "`(replace-first s match by)`: the string with the first occurrence of `match` replaced, otherwise as \
              `replace`.",
        examples: &[("(replace-first \"a-b-c\" \"-\" \"+\")", "\"a+b-c\"")],
        eval: |a| {
            let a = Args::new("replace-first", a);
            #[cfg(feature = "regex")]
            if let Value::Regex(regex) = a.value(1)? {
                return patterns::replaced(&a, regex, a.text(0)?, 1);
            }
            Ok(Value::Str(replace_first(
                a.text(0)?,
                a.text(1)?,
                a.text(2)?,
            )))
        },
        ..LibFn::TYPED
    },
];

/// `string-length`.
pub fn string_length(text: &str) -> i64 {
    text.chars().count() as i64
}

/// `starts-with?`.
pub fn starts_with(text: &str, part: &str) -> bool {
    text.starts_with(part)
}

/// `ends-with?`.
pub fn ends_with(text: &str, part: &str) -> bool {
    text.ends_with(part)
}

/// `includes?`.
pub fn includes(text: &str, part: &str) -> bool {
    text.contains(part)
}

/// `index-of` in a string.
pub fn index_of(text: &str, part: &str) -> Option<i64> {
    text.find(part).map(|at| character(text, at))
}

/// `index-of` in a string, from the character `from` on.
pub fn index_of_from(text: &str, part: &str, from: i64) -> Option<i64> {
    let start = offset(text, usize::try_from(from.max(0)).unwrap_or(usize::MAX))?;
    let found = text.get(start..)?.find(part)?;
    Some(character(text, start + found))
}

/// `index-of` in a sequence.
pub fn index_of_item<A: Data>(items: &Vector<A>, item: &A) -> Option<i64> {
    items
        .iter()
        .position(|other| other.same(item))
        .map(|index| index as i64)
}

/// `last-index-of` in a string.
pub fn last_index_of(text: &str, part: &str) -> Option<i64> {
    text.rfind(part).map(|at| character(text, at))
}

/// `last-index-of` in a string, at the character `from` or before.
pub fn last_index_of_from(text: &str, part: &str, from: i64) -> Option<i64> {
    let last = usize::try_from(from).ok()?;
    let start = offset(text, last).unwrap_or(text.len());
    let end = start.saturating_add(part.len()).min(text.len());
    // A match that begins at `start` ends at `end`. Where `end` is inside a character there is none.
    let end = (start..=end).rev().find(|at| text.is_char_boundary(*at))?;
    text.get(..end)?.rfind(part).map(|at| character(text, at))
}

/// `last-index-of` in a sequence.
pub fn last_index_of_item<A: Data>(items: &Vector<A>, item: &A) -> Option<i64> {
    items
        .iter()
        .rposition(|other| other.same(item))
        .map(|index| index as i64)
}

/// `blank?` of a string.
pub fn blank(text: &str) -> bool {
    text.trim_start().is_empty()
}

/// `blank?` of a string or nil.
pub fn blank_or_nil(text: &Option<Str>) -> bool {
    text.as_ref().is_none_or(|text| blank(text))
}

/// `replace`.
pub fn replace(text: &str, part: &str, by: &str) -> Str {
    Str::from(text.replace(part, by))
}

/// `replace-first`.
pub fn replace_first(text: &str, part: &str, by: &str) -> Str {
    Str::from(text.replacen(part, by, 1))
}

/// `replace` of what a regex matches.
#[cfg(feature = "regex")]
pub fn replace_regex<M: Found>(text: &str, regex: &Regex<M>, by: &str) -> Result<Str> {
    patterns::replace_up_to("replace", regex, text, by, usize::MAX)
}

/// `replace` of what a regex matches, by what a function makes of it.
#[cfg(feature = "regex")]
pub fn replace_regex_with<M: Found>(
    text: &str,
    regex: &Regex<M>,
    with: impl FnMut(M) -> Result<Str>,
) -> Result<Str> {
    patterns::replace_with_up_to(regex, text, with, usize::MAX)
}

/// `replace-first` of what a regex matches.
#[cfg(feature = "regex")]
pub fn replace_first_regex<M: Found>(text: &str, regex: &Regex<M>, by: &str) -> Result<Str> {
    patterns::replace_up_to("replace-first", regex, text, by, 1)
}

/// `replace-first` of what a regex matches, by what a function makes of it.
#[cfg(feature = "regex")]
pub fn replace_first_regex_with<M: Found>(
    text: &str,
    regex: &Regex<M>,
    with: impl FnMut(M) -> Result<Str>,
) -> Result<Str> {
    patterns::replace_with_up_to(regex, text, with, 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_empty_string_is_found_everywhere() {
        assert_eq!(index_of("é€", ""), Some(0));
        assert_eq!(last_index_of("é€", ""), Some(2));
        assert_eq!(index_of_from("é€", "", 2), Some(2));
        assert_eq!(index_of_from("é€", "", 3), None);
        assert_eq!(index_of_from("é€", "é", -7), Some(0));
    }

    proptest! {
        #[test]
        fn searching_agrees_with_the_characters(
            text in "[aé😀]{0,12}", part in "[aé😀]{0,3}", from in -2i64..15,
        ) {
            let text_chars: Vec<char> = text.chars().collect();
            let part_chars: Vec<char> = part.chars().collect();
            let found: Vec<i64> = (0..=text_chars.len())
                .filter(|at| text_chars[*at..].starts_with(&part_chars))
                .map(|at| at as i64)
                .collect();
            prop_assert_eq!(index_of(&text, &part), found.first().copied());
            prop_assert_eq!(last_index_of(&text, &part), found.last().copied());
            prop_assert_eq!(
                index_of_from(&text, &part, from),
                found.iter().copied().find(|at| *at >= from)
            );
            prop_assert_eq!(
                last_index_of_from(&text, &part, from),
                found.iter().rev().copied().find(|at| *at <= from)
            );
        }
    }
}
