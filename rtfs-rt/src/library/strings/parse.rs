//! Numbers and characters out of strings, and back.

use crate::{Error, ErrorKind, Int, Result, Str, Value};

use super::super::LibFn;
use super::super::args::Args;
use super::super::callable::or_nil;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["parse-int", "parse-long"],
        sigs: &["string -> opt<int>"],
        rust: "strings::parse_int",
        doc: "The int (of any size) that a string is in decimal, with an optional sign; nil if it is \
              none.",
        examples: &[
            ("(parse-int \"-42\")", "-42"),
            (
                "(parse-int \"123456789012345678901\")",
                "123456789012345678901",
            ),
            ("(parse-int \"4.2\")", "nil"),
            ("(parse-int \"\")", "nil"),
        ],
        eval: |a| Ok(or_nil(parse_int(Args::new("parse-int", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["parse-float", "parse-double"],
        sigs: &["string -> opt<float>"],
        rust: "strings::parse_float",
        doc: "The float that a string is in decimal; nil if it is none.",
        examples: &[
            ("(parse-float \"1.5e3\")", "1500.0"),
            ("(parse-float \"2\")", "2.0"),
            ("(parse-float \"x\")", "nil"),
        ],
        eval: |a| Ok(or_nil(parse_float(Args::new("parse-float", a).text(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["char-code"],
        sigs: &["string -> idx"],
        rust: "strings::char_code",
        fallible: true,
        doc: "The Unicode code point of a string of one character; else `:validation-error`.",
        examples: &[
            ("(char-code \"A\")", "65"),
            ("(char-code \"😀\")", "128512"),
        ],
        eval: |a| Ok(Value::Int(char_code(Args::new("char-code", a).text(0)?)?)),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["from-char-code"],
        sigs: &["idx -> string"],
        rust: "strings::from_char_code",
        fallible: true,
        doc: "The string of the one character of that code point; `:validation-error` if there is none.",
        examples: &[("(from-char-code 65)", "\"A\"")],
        eval: |a| {
            Ok(Value::Str(from_char_code(
                Args::new("from-char-code", a).idx(0)?,
            )?))
        },
        ..LibFn::TYPED
    },
];

/// `parse-int`.
pub fn parse_int(text: &str) -> Option<Int> {
    // Rust takes a sign and digits, and nothing else; so only what it refuses is looked at twice.
    if let Ok(small) = text.parse::<i64>() {
        return Some(Int::from(small));
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Int::parse(text, 10)
}

/// `parse-float`.
pub fn parse_float(text: &str) -> Option<f64> {
    match text {
        "NaN" | "##NaN" => Some(f64::NAN),
        "Infinity" | "##Inf" => Some(f64::INFINITY),
        "-Infinity" | "##-Inf" => Some(f64::NEG_INFINITY),
        // Rust also takes other words, such as `inf`; a float of RTFS has a digit.
        _ if text.bytes().any(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

/// `char-code`.
pub fn char_code(text: &str) -> Result<i64> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(i64::from(u32::from(c))),
        _ => Err(Error::new(
            ErrorKind::ValidationError,
            format!(
                "`char-code` takes one character, got {}",
                text.chars().count()
            ),
        )),
    }
}

/// `from-char-code`.
pub fn from_char_code(code: i64) -> Result<Str> {
    match u32::try_from(code).ok().and_then(char::from_u32) {
        Some(c) => Ok(Str::from_char(c)),
        None => Err(Error::new(
            ErrorKind::ValidationError,
            format!("`from-char-code`: no character has the code {code}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_decimal_digits_make_an_int() {
        for text in ["", "+", "-", "1_000", " 1", "1 ", "0x10", "--1", "+-1", "٣"] {
            assert_eq!(parse_int(text), None, "{text:?}");
        }
        assert_eq!(parse_int("+7"), Some(Int::from(7)));
        assert_eq!(parse_int("-9223372036854775808"), Some(Int::from(i64::MIN)));
        let beyond = parse_int("9223372036854775808").unwrap();
        assert_eq!(beyond.to_string(), "9223372036854775808");
        assert_eq!(parse_int("+9223372036854775808"), Some(beyond));
    }

    #[test]
    fn words_are_no_floats() {
        for text in ["inf", "infinity", "nan", "", ".", "1.5x"] {
            assert_eq!(parse_float(text), None, "{text:?}");
        }
        assert_eq!(parse_float(".5"), Some(0.5));
    }

    #[test]
    fn codes_that_no_character_has() {
        for code in [-1, 0xD800, 0x11_0000, i64::MAX] {
            assert_eq!(
                from_char_code(code).unwrap_err().kind(),
                ErrorKind::ValidationError
            );
        }
        assert!(char_code("").is_err() && char_code("ab").is_err());
    }
}
