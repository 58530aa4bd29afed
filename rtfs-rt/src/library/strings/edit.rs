//! Making strings out of strings: parts, case, white space, padding, splitting and joining.

#[cfg(feature = "regex")]
use crate::Regex;
#[cfg(feature = "regex")]
use crate::pattern::Found;
use crate::print::Printer;
use crate::{Arity, Data, Error, ErrorKind, Result, Str, Value, Vector};

use super::super::args::Args;
use super::super::{LibFn, limits};
use super::offset;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["subs", "substring"],
        sigs: &[
            "string, idx -> string as subs_from",
            "string, idx, idx -> string",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::subs",
        fallible: true,
        doc: "`(subs s start end)`: the characters from `start` up to, not including, `end` (by default \
              the length). `:index-out-of-bounds` if there are no such characters.",
        examples: &[
            ("(subs \"hello\" 1 3)", "\"el\""),
            ("(subs \"hello\" 2)", "\"llo\""),
            ("(subs \"aé€😀\" 1 3)", "\"é€\""),
            ("(subs \"abc\" 3)", "\"\""),
        ],
        eval: |a| {
            let a = Args::new("subs", a);
            let text = a.text(0)?;
            Ok(Value::Str(match a.len() {
                2 => subs_from(text, a.idx(1)?)?,
                _ => subs(text, a.idx(1)?, a.idx(2)?)?,
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["upper", "string-upper", "upper-case"],
        sigs: &["string -> string"],
        rust: "strings::upper",
        doc: "The string in upper case, by Unicode's rules.",
        examples: &[
            ("(upper \"aé\")", "\"AÉ\""),
            ("(upper \"straße\")", "\"STRASSE\""),
        ],
        eval: |a| Ok(Value::Str(upper(Args::new("upper", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["lower", "string-lower", "lower-case"],
        sigs: &["string -> string"],
        rust: "strings::lower",
        doc: "The string in lower case, by Unicode's rules.",
        examples: &[("(lower \"AÉ\")", "\"aé\"")],
        eval: |a| Ok(Value::Str(lower(Args::new("lower", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["capitalize"],
        sigs: &["string -> string"],
        rust: "strings::capitalize",
        doc: "The first character in upper case, the others in lower case.",
        examples: &[
            ("(capitalize \"hELLO\")", "\"Hello\""),
            ("(capitalize \"\")", "\"\""),
        ],
        eval: |a| Ok(Value::Str(capitalize(Args::new("capitalize", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["trim", "string-trim"],
        sigs: &["string -> string"],
        rust: "strings::trim",
        doc: "Without the white space at both ends.",
        examples: &[("(trim \" \\t a b \\n\")", "\"a b\"")],
        eval: |a| Ok(Value::Str(trim(Args::new("trim", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["triml"],
        sigs: &["string -> string"],
        rust: "strings::triml",
        doc: "Without the white space at the beginning.",
        examples: &[("(triml \"  a \")", "\"a \"")],
        eval: |a| Ok(Value::Str(triml(Args::new("triml", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["trimr"],
        sigs: &["string -> string"],
        rust: "strings::trimr",
        doc: "Without the white space at the end.",
        examples: &[("(trimr \" a  \")", "\" a\"")],
        eval: |a| Ok(Value::Str(trimr(Args::new("trimr", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["split"],
        sigs: &[
            "string, string -> vec<string>",
            "string, string, idx -> vec<string> as split_limit",
            #[cfg(feature = "regex")]
            "string, regex<a> -> vec<string> as split_regex",
            #[cfg(feature = "regex")]
            "string, regex<a>, idx -> vec<string> as split_regex_limit",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::split",
        doc: "The parts between the occurrences of a separator, as a vector. The separator is a string, taken as \
              it stands, or a regular expression. An empty separator separates the characters. As in Clojure, empty parts at the end are left out; a limit \
              above 0 gives at most that many parts, the last one unsplit, and keeps them; a limit \
              below 0 splits everywhere and keeps them.",
        examples: &[
            ("(split \"a,b,,c\" \",\")", "[\"a\" \"b\" \"\" \"c\"]"),
            ("(split \"a,b,,\" \",\")", "[\"a\" \"b\"]"),
            ("(split \"a,b,,\" \",\" -1)", "[\"a\" \"b\" \"\" \"\"]"),
            ("(split \"a,b,c\" \",\" 2)", "[\"a\" \"b,c\"]"),
            ("(split \"abc\" \"\")", "[\"a\" \"b\" \"c\"]"),
            ("(split \"\" \",\")", "[\"\"]"),
            ("(split \",\" \",\")", "[]"),
        ],
        eval: |a| {
            let a = Args::new("split", a);
            #[cfg(feature = "regex")]
            if let Value::Regex(regex) = a.value(1)? {
                let limit = if a.len() == 3 { a.idx(2)? } else { 0 };
                return Ok(split_regex_limit(a.text(0)?, regex, limit).into_value());
            }
            let (text, separator) = (a.text(0)?, a.text(1)?);
            let parts = match a.len() {
                2 => split(text, separator),
                _ => split_limit(text, separator, a.idx(2)?),
            };
            Ok(parts.into_value())
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["split-lines"],
        sigs: &["string -> vec<string>"],
        rust: "strings::split_lines",
        doc: "The lines of the string, without their ends (`\\n` or `\\r\\n`). Empty lines at the end \
              are left out, as in Clojure.",
        examples: &[(
            "(split-lines \"a\\nb\\r\\n\\nc\\n\")",
            "[\"a\" \"b\" \"\" \"c\"]",
        )],
        eval: |a| Ok(split_lines(Args::new("split-lines", a).text(0)?).into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["join", "string-join"],
        sigs: &["seq<a> -> string", "string, seq<a> -> string as join_with"],
        arity: Arity::between(1, 2),
        rust: "strings::join",
        doc: "The elements of a sequence as `str` shows them, put together, with the first argument \
              between them if there are two.",
        examples: &[
            ("(join [1 :b \"c\"])", "\"1:bc\""),
            ("(join \", \" [1 2 3])", "\"1, 2, 3\""),
            ("(join \",\" nil)", "\"\""),
        ],
        eval: |a| {
            let a = Args::new("join", a);
            Ok(Value::Str(match a.len() {
                1 => join(&a.seq(0)?.items),
                _ => join_with(a.text(0)?, &a.seq(1)?.items),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["repeat-str"],
        sigs: &["string, idx -> string"],
        arity: Arity::exactly(2),
        rust: "strings::repeat_str",
        fallible: true,
        doc: "`(repeat-str s n)`: the string n times. `:limit-exceeded` if that is too long.",
        examples: &[
            ("(repeat-str \"ab\" 3)", "\"ababab\""),
            ("(repeat-str \"ab\" 0)", "\"\""),
        ],
        eval: |a| {
            let a = Args::new("repeat-str", a);
            Ok(Value::Str(repeat_str(a.text(0)?, a.idx(1)?)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["pad-left"],
        sigs: &[
            "string, idx -> string",
            "string, idx, string -> string as pad_left_with",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::pad_left",
        fallible: true,
        doc: "`(pad-left s width fill)`: the string with as much of `fill` (a space by default) before \
              it as makes it `width` characters long; itself if it is not shorter.",
        examples: &[
            ("(pad-left \"7\" 3 \"0\")", "\"007\""),
            ("(pad-left \"abc\" 2)", "\"abc\""),
        ],
        eval: |a| {
            let a = Args::new("pad-left", a);
            let fill = if a.len() == 3 {
                a.text(2)?.as_str()
            } else {
                " "
            };
            Ok(Value::Str(pad_left_with(a.text(0)?, a.idx(1)?, fill)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["pad-right"],
        sigs: &[
            "string, idx -> string",
            "string, idx, string -> string as pad_right_with",
        ],
        arity: Arity::between(2, 3),
        rust: "strings::pad_right",
        fallible: true,
        doc: "`(pad-right s width fill)`: the string with as much of `fill` (a space by default) after \
              it as makes it `width` characters long; itself if it is not shorter.",
        examples: &[
            ("(pad-right \"ab\" 5 \"-+\")", "\"ab-+-\""),
            ("(pad-right \"a\" 3)", "\"a  \""),
        ],
        eval: |a| {
            let a = Args::new("pad-right", a);
            let fill = if a.len() == 3 {
                a.text(2)?.as_str()
            } else {
                " "
            };
            Ok(Value::Str(pad_right_with(a.text(0)?, a.idx(1)?, fill)?))
        },
        ..LibFn::TYPED
    },
];

/// `subs` up to the end.
pub fn subs_from(text: &str, start: i64) -> Result<Str> {
    match usize::try_from(start)
        .ok()
        .and_then(|start| offset(text, start))
    {
        Some(from) => Ok(Str::from(text.get(from..).unwrap_or_default())),
        None => Err(outside("start", start, text)),
    }
}

/// `subs`.
pub fn subs(text: &str, start: i64, end: i64) -> Result<Str> {
    let Some(from) = usize::try_from(start)
        .ok()
        .and_then(|start| offset(text, start))
    else {
        return Err(outside("start", start, text));
    };
    let after = text.get(from..).unwrap_or_default();
    match end
        .checked_sub(start)
        .and_then(|count| usize::try_from(count).ok())
    {
        Some(count) => match offset(after, count) {
            Some(to) => Ok(Str::from(after.get(..to).unwrap_or_default())),
            None => Err(outside("end", end, text)),
        },
        None => Err(Error::new(
            ErrorKind::IndexOutOfBounds,
            format!("`subs`: end {end} is before start {start}"),
        )),
    }
}

/// `upper`.
pub fn upper(text: &str) -> Str {
    Str::from(text.to_uppercase())
}

/// `lower`.
pub fn lower(text: &str) -> Str {
    Str::from(text.to_lowercase())
}

/// `capitalize`.
pub fn capitalize(text: &str) -> Str {
    let mut chars = text.chars();
    let mut result = String::with_capacity(text.len());
    if let Some(first) = chars.next() {
        result.extend(first.to_uppercase());
    }
    result.push_str(&chars.as_str().to_lowercase());
    Str::from(result)
}

/// `trim`.
pub fn trim(text: &str) -> Str {
    Str::from(text.trim())
}

/// `triml`.
pub fn triml(text: &str) -> Str {
    Str::from(text.trim_start())
}

/// `trimr`.
pub fn trimr(text: &str) -> Str {
    Str::from(text.trim_end())
}

/// `split` without a limit.
pub fn split(text: &str, separator: &str) -> Vector<Str> {
    split_limit(text, separator, 0)
}

/// `split`.
pub fn split_limit(text: &str, separator: &str, limit: i64) -> Vector<Str> {
    let most = if limit > 0 {
        usize::try_from(limit).unwrap_or(usize::MAX)
    } else {
        usize::MAX
    };
    let mut parts: Vec<Str> = if separator.is_empty() {
        characters(text, most)
    } else {
        between(text, separator, most)
    };
    if limit == 0 {
        drop_trailing_empty(&mut parts);
    }
    Vector::from_vec(parts)
}

/// `split` by a regex, without a limit.
#[cfg(feature = "regex")]
pub fn split_regex<M: Found>(text: &str, separator: &Regex<M>) -> Vector<Str> {
    split_regex_limit(text, separator, 0)
}

/// `split` by a regex.
#[cfg(feature = "regex")]
pub fn split_regex_limit<M: Found>(text: &str, separator: &Regex<M>, limit: i64) -> Vector<Str> {
    Vector::from_vec(super::super::patterns::parts(separator, text, limit))
}

/// At most so many parts of a text. The search for one character needs no table of the separator made first,
/// and goes from one place that can match to the next.
fn between(text: &str, separator: &str, most: usize) -> Vec<Str> {
    let mut chars = separator.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => text.splitn(most, only).map(Str::from).collect(),
        _ => text.splitn(most, separator).map(Str::from).collect(),
    }
}

/// `split-lines`.
pub fn split_lines(text: &str) -> Vector<Str> {
    let mut lines: Vec<Str> = text
        .split('\n')
        .map(|line| Str::from(line.strip_suffix('\r').unwrap_or(line)))
        .collect();
    drop_trailing_empty(&mut lines);
    Vector::from_vec(lines)
}

/// `join` with nothing between.
pub fn join<A: Data>(items: &Vector<A>) -> Str {
    join_with("", items)
}

/// `join`.
pub fn join_with<A: Data>(separator: &str, items: &Vector<A>) -> Str {
    let mut printer = Printer::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            printer.push_str(separator);
        }
        item.print(&mut printer, false);
    }
    Str::from(printer.finish())
}

/// `repeat-str`.
pub fn repeat_str(text: &str, count: i64) -> Result<Str> {
    let bytes = i64::try_from(text.len())
        .unwrap_or(i64::MAX)
        .saturating_mul(count.max(0));
    limits::check("repeat-str", bytes)?;
    // The check bounds the product, so that `repeat` cannot overflow; an empty text repeats to
    // nothing however often.
    Ok(if bytes == 0 {
        Str::new()
    } else {
        Str::from(text.repeat(usize::try_from(count).unwrap_or(0)))
    })
}

/// `pad-left` with spaces.
pub fn pad_left(text: &str, width: i64) -> Result<Str> {
    pad_left_with(text, width, " ")
}

/// `pad-left`.
pub fn pad_left_with(text: &str, width: i64, fill: &str) -> Result<Str> {
    let mut padded = padding("pad-left", text, width, fill)?;
    padded.push_str(text);
    Ok(Str::from(padded))
}

/// `pad-right` with spaces.
pub fn pad_right(text: &str, width: i64) -> Result<Str> {
    pad_right_with(text, width, " ")
}

/// `pad-right`.
pub fn pad_right_with(text: &str, width: i64, fill: &str) -> Result<Str> {
    let padding = padding("pad-right", text, width, fill)?;
    Ok(Str::from(format!("{text}{padding}")))
}

/// As many characters of `fill`, over and over, as `text` lacks to be `width` long.
fn padding(name: &str, text: &str, width: i64, fill: &str) -> Result<String> {
    let length = text.chars().count();
    let missing = limits::check(name, width)?.saturating_sub(length);
    Ok(fill.chars().cycle().take(missing).collect())
}

/// The characters of `text`, at most `most` parts; the last part is what is left.
fn characters(text: &str, most: usize) -> Vec<Str> {
    let mut parts = Vec::with_capacity(text.len().min(most));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if parts.len() + 1 == most {
            parts.push(Str::from(rest));
            return parts;
        }
        let (first, after) = rest.split_at(c.len_utf8());
        parts.push(Str::from(first));
        rest = after;
    }
    if parts.is_empty() {
        parts.push(Str::new());
    }
    parts
}

/// Leaves out the empty parts at the end; a text that was not split at all stays.
pub(in super::super) fn drop_trailing_empty(parts: &mut Vec<Str>) {
    if parts.len() > 1 {
        let kept = parts.iter().rposition(|part| !part.is_empty());
        parts.truncate(kept.map_or(0, |last| last + 1));
    }
}

#[cold]
fn outside(what: &str, index: i64, text: &str) -> Error {
    let message = if index < 0 {
        format!("`subs`: {what} {index} is negative")
    } else {
        format!(
            "`subs`: {what} {index} is beyond the length {}",
            text.chars().count()
        )
    };
    Error::new(ErrorKind::IndexOutOfBounds, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn subs_says_what_is_outside() {
        let message = |result: Result<Str>| result.unwrap_err().message().to_owned();
        assert_eq!(
            message(subs("abc", 1, 9)),
            "`subs`: end 9 is beyond the length 3"
        );
        assert_eq!(
            message(subs("abc", 4, 5)),
            "`subs`: start 4 is beyond the length 3"
        );
        assert_eq!(message(subs("abc", -1, 2)), "`subs`: start -1 is negative");
        assert_eq!(
            message(subs("abc", 2, 1)),
            "`subs`: end 1 is before start 2"
        );
        assert_eq!(
            message(subs("abc", i64::MIN, i64::MAX)),
            format!("`subs`: start {} is negative", i64::MIN)
        );
        assert_eq!(
            message(subs_from("é", i64::MAX)),
            format!("`subs`: start {} is beyond the length 1", i64::MAX)
        );
    }

    #[test]
    fn huge_results_are_refused() {
        let limited = |result: Result<Str>| result.unwrap_err().kind() == ErrorKind::LimitExceeded;
        assert!(limited(repeat_str("ab", i64::MAX)));
        assert!(limited(pad_left("ab", i64::MAX)));
        assert_eq!(repeat_str("", i64::MAX).unwrap(), Str::new());
        assert_eq!(repeat_str("ab", i64::MIN).unwrap(), Str::new());
    }

    #[test]
    fn a_blank_fill_pads_with_nothing() {
        assert_eq!(&*pad_left_with("a", 5, "").unwrap(), "a");
    }

    proptest! {
        #[test]
        fn subs_is_a_slice_of_the_characters(text in "\\PC{0,20}", start in 0usize..25, end in 0usize..25) {
            let chars: Vec<char> = text.chars().collect();
            let expected = chars.get(start..end).map(|part| part.iter().collect::<String>());
            let got = subs(&text, start as i64, end as i64).ok().map(|part| part.to_string());
            prop_assert_eq!(got, expected);
        }

        #[test]
        fn split_and_join_are_inverse(text in "[ab,é]{0,20}", separator in "[,é]{1,2}") {
            let parts = split_limit(&text, &separator, -1);
            prop_assert_eq!(parts.len(), text.split(&separator).count());
            prop_assert_eq!(join_with(&separator, &parts).to_string(), text);
        }

        #[test]
        fn a_limit_leaves_the_rest_whole(text in "[ab,é]{0,20}", separator in "[,é]{1,2}", limit in 1usize..5) {
            let parts = split_limit(&text, &separator, limit as i64);
            let expected: Vec<&str> = text.splitn(limit, &*separator).collect();
            prop_assert_eq!(parts.iter().map(|part| part.to_string()).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn padding_reaches_the_width(text in "\\PC{0,8}", width in -3i64..16) {
            let length = text.chars().count() as i64;
            let padded = pad_right(&text, width).unwrap();
            prop_assert_eq!(padded.chars().count() as i64, length.max(width));
            prop_assert!(padded.starts_with(&text));
        }
    }
}
