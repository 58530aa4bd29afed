//! `format`: values into a template, in the manner of Clojure's.
//!
//! A directive is `%[flags][width][.precision]conversion`:
//!
//! | conversion | takes | shows |
//! | --- | --- | --- |
//! | `s` | anything | as `str`, cut to the precision |
//! | `d` | an int | decimal |
//! | `x` `X` | an int | hexadecimal |
//! | `f` | a number | with as many decimals as the precision (6) |
//! | `e` | a number | the same, with an exponent |
//! | `%` `n` | nothing | a percent sign, a new line |
//!
//! Flags: `-` pads on the right, `0` pads numbers with zeros, `+` shows the sign of positive
//! numbers, `,` groups thousands of `d` and `f`.

use std::iter::Peekable;
use std::str::Chars;

use crate::print::Printer;
use crate::{Arity, Data, Error, ErrorKind, Int, Number, Result, Str, Value};

use super::super::args::{self, Args};
use super::super::{LibFn, limits};

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[LibFn {
    names: &["format"],
    sigs: &["string, any... -> string"],
    arity: Arity::at_least(1),
    rust: "strings::format",
    fallible: true,
    doc: "The template with its directives filled in: `%s` anything, `%d` and `%x` ints, `%f` and `%e` \
          numbers, `%%` a percent sign, `%n` a new line; between `%` and the letter flags (`-` `0` `+` \
          `,`), a width, and `.` with a precision. `:arity-error` if arguments are missing, \
          `:type-error` if one does not suit its directive, `:validation-error` for a directive that \
          does not exist.",
    examples: &[
        ("(format \"%s is %d\" \"x\" 42)", "\"x is 42\""),
        (
            "(format \"%5.2f|%-4d|%04d\" 3.14159 7 42)",
            "\" 3.14|7   |0042\"",
        ),
        (
            "(format \"%x %,d %+d 100%%\" 255 1234567 5)",
            "\"ff 1,234,567 +5 100%\"",
        ),
    ],
    eval: |a| {
        let a = Args::new("format", a);
        Ok(Value::Str(format(a.text(0)?, a.from(1))?))
    },
    ..LibFn::TYPED
}];

/// One directive, without its conversion.
#[derive(Default)]
struct Directive {
    left: bool,
    zero: bool,
    plus: bool,
    group: bool,
    width: usize,
    precision: Option<usize>,
}

/// `format`.
pub fn format(template: &str, args: &[Value]) -> Result<Str> {
    let mut result = String::with_capacity(template.len());
    let mut args = args.iter();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            result.push(c);
            continue;
        }
        let directive = Directive::read(&mut chars)?;
        match chars.next() {
            Some('%') => result.push('%'),
            Some('n') => result.push('\n'),
            Some(conversion @ ('s' | 'd' | 'x' | 'X' | 'f' | 'e')) => {
                let arg = args.next().ok_or_else(|| missing(template))?;
                directive.write(conversion, arg, &mut result)?;
            }
            other => return Err(unknown(other)),
        }
    }
    Ok(Str::from(result))
}

impl Directive {
    fn read(chars: &mut Peekable<Chars<'_>>) -> Result<Directive> {
        let mut directive = Directive::default();
        while let Some(flag) = chars.next_if(|c| matches!(c, '-' | '0' | '+' | ',')) {
            match flag {
                '-' => directive.left = true,
                '0' => directive.zero = true,
                '+' => directive.plus = true,
                _ => directive.group = true,
            }
        }
        directive.width = read_size(chars)?.unwrap_or(0);
        if chars.next_if_eq(&'.').is_some() {
            directive.precision = Some(read_size(chars)?.unwrap_or(0));
        }
        Ok(directive)
    }

    fn write(&self, conversion: char, arg: &Value, result: &mut String) -> Result<()> {
        match conversion {
            's' => {
                let text = shown(arg);
                let most = self.precision.unwrap_or(usize::MAX);
                self.pad(
                    "",
                    &text.chars().take(most).collect::<String>(),
                    false,
                    result,
                );
            }
            'd' | 'x' | 'X' => {
                let Number::Int(n) = args::as_number("format", arg)? else {
                    return Err(args::wrong("format", "an int for `%d` and `%x`", arg));
                };
                self.number(n.is_negative(), &digits(n.abs(), conversion), result);
            }
            _ => {
                let x = args::as_number("format", arg)?.to_f64();
                let precision = self.precision.unwrap_or(6);
                let text = match conversion {
                    _ if !x.is_finite() => shown(&Value::Float(x)),
                    'f' => format!("{:.precision$}", x.abs()),
                    _ => format!("{:.precision$e}", x.abs()),
                };
                self.number(x.is_finite() && x.is_sign_negative(), &text, result);
            }
        }
        Ok(())
    }

    fn number(&self, negative: bool, magnitude: &str, result: &mut String) {
        let sign = match (negative, self.plus) {
            (true, _) => "-",
            (false, true) => "+",
            (false, false) => "",
        };
        if self.group {
            self.pad(sign, &grouped(magnitude), self.zero, result);
        } else {
            self.pad(sign, magnitude, self.zero, result);
        }
    }

    fn pad(&self, sign: &str, text: &str, zeros: bool, result: &mut String) {
        let length = sign.len() + text.chars().count();
        let missing = self.width.saturating_sub(length);
        let fill = |c: char| std::iter::repeat_n(c, missing);
        if self.left {
            result.push_str(sign);
            result.push_str(text);
            result.extend(fill(' '));
        } else if zeros {
            result.push_str(sign);
            result.extend(fill('0'));
            result.push_str(text);
        } else {
            result.extend(fill(' '));
            result.push_str(sign);
            result.push_str(text);
        }
    }
}

/// A width or a precision, if one stands next.
fn read_size(chars: &mut Peekable<Chars<'_>>) -> Result<Option<usize>> {
    /// Wide enough for any report, and what Rust's own formatting takes.
    const WIDEST: i64 = u16::MAX as i64;
    let mut size: Option<i64> = None;
    while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
        chars.next();
        size = Some((size.unwrap_or(0) * 10 + i64::from(digit)).min(WIDEST + 1));
    }
    match size {
        Some(size) if size > WIDEST => Err(Error::new(
            ErrorKind::LimitExceeded,
            format!("`format`: a width or precision is above {WIDEST}"),
        )),
        Some(size) => limits::check("format", size).map(Some),
        None => Ok(None),
    }
}

fn digits(magnitude: Int, conversion: char) -> String {
    match conversion {
        'd' => magnitude.to_string(),
        'x' => magnitude.to_radix(16),
        _ => magnitude.to_radix(16).to_uppercase(),
    }
}

/// The digits before the point, or all of them, in groups of three.
fn grouped(magnitude: &str) -> String {
    let whole = magnitude.find('.').unwrap_or(magnitude.len());
    let mut result = String::with_capacity(magnitude.len() + whole / 3);
    for (index, c) in magnitude.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            result.push(',');
        }
        result.push(c);
    }
    result
}

fn shown(value: &Value) -> String {
    let mut printer = Printer::new();
    value.print(&mut printer, false);
    printer.finish()
}

#[cold]
fn missing(template: &str) -> Error {
    let message = format!("`format`: the template {template:?} has more directives than arguments");
    Error::new(ErrorKind::ArityError, message)
}

#[cold]
fn unknown(conversion: Option<char>) -> Error {
    let message = match conversion {
        Some(c) => format!("`format`: unknown directive `%{c}`"),
        None => "`format`: the template ends within a directive".to_owned(),
    };
    Error::new(ErrorKind::ValidationError, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(template: &str, args: &[Value]) -> ErrorKind {
        format(template, args).unwrap_err().kind()
    }

    #[test]
    fn templates_that_do_not_fit() {
        assert_eq!(kind("%d %d", &[Value::Int(1)]), ErrorKind::ArityError);
        assert_eq!(kind("%d", &[Value::Float(1.0)]), ErrorKind::TypeError);
        assert_eq!(kind("%f", &[Value::Nil]), ErrorKind::TypeError);
        assert_eq!(kind("%q", &[Value::Nil]), ErrorKind::ValidationError);
        assert_eq!(kind("%5", &[]), ErrorKind::ValidationError);
        assert_eq!(
            kind("%99999999999999999999d", &[Value::Int(1)]),
            ErrorKind::LimitExceeded
        );
    }

    #[test]
    fn signs_zeros_and_groups() {
        let shown = |template: &str, value: Value| format(template, &[value]).unwrap().to_string();
        assert_eq!(shown("%06d", Value::Int(-42)), "-00042");
        assert_eq!(shown("%,d", Value::Int(-123456)), "-123,456");
        assert_eq!(shown("%,.1f", Value::Float(1234.56)), "1,234.6");
        assert_eq!(shown("%d", Value::Int(i64::MIN)), "-9223372036854775808");
        assert_eq!(shown("%X", Value::Int(-255)), "-FF");
        assert_eq!(shown("%.2s|", Value::Str(Str::from("é€a"))), "é€|");
        assert_eq!(shown("%.2e", Value::Int(12345)), "1.23e4");
    }
}
