//! Regular expressions: finding, splitting and replacing.
//!
//! Functions that search take a string as a pattern, too, and compile it at each call; a literal is compiled once.
//! `split` and `replace` are strings' functions (see [`super::strings`]): they take a string as it stands,
//! and their forms for a regex are here.

use crate::pattern::Found;
use crate::{Arity, Error, ErrorKind, Regex, Result, Str, Value, Vector};

use super::LibFn;
use super::args::Args;
use super::callable::or_nil;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["re-pattern"],
        sigs: &["pattern<a> -> regex<a>"],
        rust: "patterns::re_pattern",
        doc: "The regular expression of a string, compiled once for all its uses; a regular expression \
              itself. `:parse-error` for what is none. A literal is written `#\"…\"`.",
        examples: &[
            ("(re-find (re-pattern \"[0-9]+\") \"a42b\")", "\"42\""),
            ("(regex? (re-pattern \"a\"))", "true"),
        ],
        eval: |a| {
            let a = Args::new("re-pattern", a);
            pattern(&a, 0).map(Value::Regex)
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["re-find"],
        sigs: &["pattern<a>, string -> opt<a>"],
        arity: Arity::exactly(2),
        rust: "patterns::re_find",
        doc: "`(re-find re s)`: the first match in the string, or nil. A match is a string; if the regular \
              expression has groups, it is the vector of the whole match and the groups, nil for a group \
              that has no part in it.",
        examples: &[
            ("(re-find \"[0-9]+\" \"a42b7\")", "\"42\""),
            (
                "(re-find \"([a-z]+)=([0-9]+)?\" \"x= y=2\")",
                "[\"x=\" \"x\" nil]",
            ),
            ("(re-find \"z\" \"abc\")", "nil"),
        ],
        eval: |a| {
            let a = Args::new("re-find", a);
            Ok(or_nil(re_find(&pattern(&a, 0)?, a.text(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["re-matches"],
        sigs: &["pattern<a>, string -> opt<a>"],
        arity: Arity::exactly(2),
        rust: "patterns::re_matches",
        fallible: true,
        doc: "`(re-matches re s)`: the match of the whole string, or nil; a match as `re-find` gives it.",
        examples: &[
            ("(re-matches \"[0-9]+\" \"42\")", "\"42\""),
            ("(re-matches \"[0-9]+\" \"a42\")", "nil"),
            (
                "(re-matches \"([0-9]+)-([0-9]+)\" \"3-14\")",
                "[\"3-14\" \"3\" \"14\"]",
            ),
        ],
        eval: |a| {
            let a = Args::new("re-matches", a);
            re_matches(&pattern(&a, 0)?, a.text(1)?).map(or_nil)
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["re-seq"],
        sigs: &["pattern<a>, string -> vec<a>"],
        arity: Arity::exactly(2),
        rust: "patterns::re_seq",
        doc: "`(re-seq re s)`: the vector of all matches that do not overlap, in order; each as `re-find` \
              gives it.",
        examples: &[
            ("(re-seq \"[0-9]+\" \"1 22 x 3\")", "[\"1\" \"22\" \"3\"]"),
            (
                "(re-seq \"([a-z])([0-9])\" \"a1 b2\")",
                "[[\"a1\" \"a\" \"1\"] [\"b2\" \"b\" \"2\"]]",
            ),
            ("(re-seq \"z\" \"abc\")", "[]"),
        ],
        eval: |a| {
            let a = Args::new("re-seq", a);
            Ok(Value::Vector(re_seq(&pattern(&a, 0)?, a.text(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["re-replace"],
        sigs: &[
            "pattern<a>, string, string -> string",
            "pattern<a>, string, fn(a) -> string -> string as re_replace_with",
        ],
        arity: Arity::exactly(3),
        rust: "patterns::re_replace",
        fallible: true,
        doc: "`(re-replace re s by)`: the string with every match replaced. In `by`, `$1` is the first group, \
              `$0` the whole match, `${name}` a named group, and `\\` makes the next character plain; or `by` is a \
              function of the match, which gives a string. `:validation-error` for a group that is not there.",
        examples: &[
            (
                "(re-replace \"([a-z])([0-9])\" \"a1 b2\" \"$2$1\")",
                "\"1a 2b\"",
            ),
            ("(re-replace \"[0-9]+\" \"a1b22\" \"\\\\$\")", "\"a$b$\""),
            (
                "(re-replace (re-pattern \"[a-z]+\") \"ab 1\" upper)",
                "\"AB 1\"",
            ),
        ],
        eval: |a| {
            let a = Args::new("re-replace", a);
            replaced(&a, &pattern(&a, 0)?, a.text(1)?, usize::MAX)
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["re-quote-replacement"],
        sigs: &["string -> string"],
        rust: "patterns::re_quote_replacement",
        doc: "A string as a replacement that stands for itself, whatever `$` and `\\` are in it.",
        examples: &[(
            "(re-replace \"x\" \"x\" (re-quote-replacement \"$1\"))",
            "\"$1\"",
        )],
        eval: |a| {
            let a = Args::new("re-quote-replacement", a);
            Ok(Value::Str(re_quote_replacement(a.text(0)?)))
        },
        ..LibFn::TYPED
    },
];

/// The pattern that an argument is or writes.
fn pattern(a: &Args<'_>, index: usize) -> Result<Regex> {
    match a.value(index)? {
        Value::Regex(regex) => Ok(regex.clone()),
        Value::Str(source) => Regex::new(source),
        other => Err(a.wrong("a regular expression", other)),
    }
}

/// The text with the first `most` matches replaced by the third argument, a string or a function.
pub(super) fn replaced(a: &Args<'_>, regex: &Regex, text: &Str, most: usize) -> Result<Value> {
    let result = match a.value(2)? {
        Value::Str(by) => replace_up_to(a.name, regex, text, by, most)?,
        _ => {
            let by = a.function(2)?;
            let with = |found: Value| match by.call(std::slice::from_ref(&found))? {
                Value::Str(text) => Ok(text),
                other => Err(not_text(a.name, &other)),
            };
            replace_with_up_to(regex, text, with, most)?
        }
    };
    Ok(Value::Str(result))
}

#[cold]
fn not_text(name: &str, got: &Value) -> Error {
    let got = crate::error::describe(got);
    Error::new(
        ErrorKind::TypeError,
        format!("the result of the function given to `{name}`: expected :string, got {got}"),
    )
}

/// The regex that a string writes, where a pattern is wanted.
pub fn written(source: &str) -> Result<Regex> {
    Regex::new(source)
}

/// `re-pattern`.
pub fn re_pattern<M: Found>(regex: &Regex<M>) -> Regex<M> {
    regex.clone()
}

/// `re-find`.
pub fn re_find<M: Found>(regex: &Regex<M>, text: &str) -> Option<M> {
    M::first(regex.search(), text)
}

/// `re-matches`.
pub fn re_matches<M: Found>(regex: &Regex<M>, text: &str) -> Result<Option<M>> {
    Ok(M::first(regex.whole()?, text))
}

/// `re-seq`.
pub fn re_seq<M: Found>(regex: &Regex<M>, text: &str) -> Vector<M> {
    let mut found = Vec::new();
    // What only collects does not fail.
    let _ = M::each(regex.search(), text, |_, matched| {
        found.push(matched);
        Ok(())
    });
    Vector::from_vec(found)
}

/// `re-replace`.
pub fn re_replace<M: Found>(regex: &Regex<M>, text: &str, by: &str) -> Result<Str> {
    replace_up_to("re-replace", regex, text, by, usize::MAX)
}

/// `re-replace` by what a function gives.
pub fn re_replace_with<M: Found>(
    regex: &Regex<M>,
    text: &str,
    with: impl FnMut(M) -> Result<Str>,
) -> Result<Str> {
    replace_with_up_to(regex, text, with, usize::MAX)
}

/// `re-quote-replacement`.
pub fn re_quote_replacement(text: &str) -> Str {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '$' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    Str::from(quoted)
}

/// The parts between the matches, at most `limit` if it is above 0. A match of nothing at the beginning
/// splits nothing off. With limit 0 the empty parts at the end are left out.
pub(super) fn parts<M: Found>(regex: &Regex<M>, text: &str, limit: i64) -> Vec<Str> {
    let most = usize::try_from(limit).ok().filter(|most| *most > 0);
    let splits = most.map_or(usize::MAX, |most| most - 1);
    let mut parts = Vec::new();
    let mut from = 0;
    let matches = regex
        .search()
        .find_iter(text)
        .filter(|found| found.end() > 0);
    for found in matches.take(splits) {
        parts.push(Str::from(text.get(from..found.start()).unwrap_or_default()));
        from = found.end();
    }
    parts.push(Str::from(text.get(from..).unwrap_or_default()));
    if limit == 0 {
        super::strings::drop_trailing_empty(&mut parts);
    }
    parts
}

/// A piece of a replacement.
enum Piece<'b> {
    Text(&'b str),
    Group(usize),
}

/// The text with the first `most` matches replaced, as a replacement string of `name` says.
pub(super) fn replace_up_to<M: Found>(
    name: &str,
    regex: &Regex<M>,
    text: &str,
    by: &str,
    most: usize,
) -> Result<Str> {
    let search = regex.search();
    let pieces = pieces(name, search, by)?;
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for found in search.captures_iter(text).take(most) {
        let Some(whole) = found.get(0) else { continue };
        result.push_str(text.get(from..whole.start()).unwrap_or_default());
        from = whole.end();
        for piece in &pieces {
            result.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Group(group) => found.get(*group).map_or("", |group| group.as_str()),
            });
        }
    }
    result.push_str(text.get(from..).unwrap_or_default());
    Ok(Str::from(result))
}

/// The text with the first `most` matches replaced by what a function makes of each.
pub(super) fn replace_with_up_to<M: Found>(
    regex: &Regex<M>,
    text: &str,
    mut with: impl FnMut(M) -> Result<Str>,
    most: usize,
) -> Result<Str> {
    let mut result = String::with_capacity(text.len());
    let (mut from, mut left) = (0, most);
    M::each(regex.search(), text, |range, found| {
        if left == 0 {
            return Ok(());
        }
        left -= 1;
        result.push_str(text.get(from..range.start).unwrap_or_default());
        result.push_str(&with(found)?);
        from = range.end;
        Ok(())
    })?;
    result.push_str(text.get(from..).unwrap_or_default());
    Ok(Str::from(result))
}

/// Takes a replacement string apart: `$1` is a group, of as many digits as there are groups for, `${name}`
/// a group by its name, and `\` makes the next character plain.
fn pieces<'b>(name: &str, regex: &::regex::Regex, by: &'b str) -> Result<Vec<Piece<'b>>> {
    let wrong = |what: String| {
        Error::new(
            ErrorKind::ValidationError,
            format!("`{name}`: {what} in the replacement"),
        )
    };
    let mut pieces = Vec::new();
    let mut rest = by;
    while let Some(at) = rest.find(['$', '\\']) {
        let (plain, mark) = rest.split_at(at);
        pieces.push(Piece::Text(plain));
        let (mark, after) = mark.split_at(1);
        if mark == "\\" {
            let Some(next) = after.chars().next() else {
                return Err(wrong("nothing follows the `\\`".to_owned()));
            };
            let (plain, after) = after.split_at(next.len_utf8());
            pieces.push(Piece::Text(plain));
            rest = after;
            continue;
        }
        let (group, after) = match after.strip_prefix('{') {
            Some(inner) => {
                let Some((group, after)) = inner.split_once('}') else {
                    return Err(wrong("a `${` has no `}`".to_owned()));
                };
                let found = regex.capture_names().position(|name| name == Some(group));
                match found {
                    Some(index) => (index, after),
                    None => {
                        return Err(wrong(format!(
                            "there is no group `{group}` for `${{{group}}}`"
                        )));
                    }
                }
            }
            None => match number(after, regex.captures_len()) {
                Some((group, after)) if group < regex.captures_len() => (group, after),
                Some((group, _)) => {
                    return Err(wrong(format!("there is no group {group} for `${group}`")));
                }
                None => return Err(wrong("no group follows the `$`".to_owned())),
            },
        };
        pieces.push(Piece::Group(group));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// The group that digits name, of `count`: one digit, and each further one as long as there is such a group.
fn number(text: &str, count: usize) -> Option<(usize, &str)> {
    let digit = |at: usize| {
        let byte = *text.as_bytes().get(at)?;
        byte.is_ascii_digit().then(|| usize::from(byte - b'0'))
    };
    let (mut group, mut end) = (digit(0)?, 1);
    while let Some(more) = digit(end).map(|digit| group * 10 + digit) {
        if more >= count {
            break;
        }
        (group, end) = (more, end + 1);
    }
    Some((group, text.get(end..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replace(source: &str, text: &str, by: &str) -> String {
        re_replace(&written(source).unwrap(), text, by)
            .unwrap()
            .to_string()
    }

    fn refused(source: &str, by: &str) -> String {
        re_replace(&written(source).unwrap(), "", by)
            .unwrap_err()
            .message()
            .to_owned()
    }

    #[test]
    fn replacements_name_groups() {
        assert_eq!(replace("(a)(b)?", "ab a", "[$1$2]"), "[ab] [a]");
        assert_eq!(replace("(a)", "a", "$10"), "a0");
        assert_eq!(replace("(?<x>a)", "a", "${x}1"), "a1");
        assert_eq!(replace("a", "a", "\\$1\\\\"), "$1\\");
        assert_eq!(replace("", "ab", "-"), "-a-b-");
        assert_eq!(replace("é", "éé", "$0!"), "é!é!");
    }

    #[test]
    fn groups_that_are_not_there() {
        assert_eq!(
            refused("(a)", "$2"),
            "`re-replace`: there is no group 2 for `$2` in the replacement"
        );
        assert_eq!(
            refused("a", "${x}"),
            "`re-replace`: there is no group `x` for `${x}` in the replacement"
        );
        for by in ["$", "$x", "${x", "\\"] {
            assert!(re_replace(&written("a").unwrap(), "", by).is_err(), "{by}");
        }
    }

    #[test]
    fn splitting_is_as_clojure_splits() {
        let split = |source: &str, text: &str, limit: i64| {
            let regex = Regex::<Value>::new(source).unwrap();
            let parts = parts(&regex, text, limit);
            parts
                .iter()
                .map(|part| part.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(split("[,;]", "a,b;c,,", 0), ["a", "b", "c"]);
        assert_eq!(split("[,;]", "a,b;c,,", -1), ["a", "b", "c", "", ""]);
        assert_eq!(split(",", "a,b,c", 2), ["a", "b,c"]);
        assert_eq!(split(",", "a,b,c", 1), ["a,b,c"]);
        assert_eq!(split(",", "", 0), [""]);
        assert_eq!(split(",", ",,", 0), Vec::<String>::new());
        assert_eq!(split(",", ",a", 0), ["", "a"]);
        assert_eq!(split("", "abc", 0), ["a", "b", "c"]);
        assert_eq!(split("x*", "axbc", 0), ["a", "b", "c"]);
    }
}
