//! Printing: `str` and `pr-str`.
//!
//! `pr-str` (readably) gives text that the reader turns into an equal value; `str` differs only
//! at the top: a string is its text, without quotes. Floats are the shortest digits that read
//! back to the same float, always with a point: `4.0`, `1.0e30`, `##Inf`, `##-Inf`, `##NaN`
//! (from 1e16 up and below 1e-5 with an exponent). `Display` and `Debug` of all values are the
//! readable form; only `Str` displays as its text.

use core::fmt::Write as _;
use core::ops::Deref;

use crate::data::Data;

/// Where values print themselves to: text, perhaps of bounded length.
#[derive(Clone, Debug, Default)]
pub struct Printer {
    text: String,
    /// How many characters may still come; `None` without a bound.
    room: Option<usize>,
}

impl Printer {
    /// An empty printer without a bound.
    pub fn new() -> Printer {
        Printer::default()
    }

    /// A printer that prints behind a text.
    pub(crate) fn behind(text: String) -> Printer {
        Printer { text, room: None }
    }

    /// Whether nothing has been printed.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// An empty printer that keeps at most `limit` characters and then ends in `…`. Collections
    /// stop printing themselves when it [is full](Printer::is_full).
    pub fn bounded(limit: usize) -> Printer {
        Printer {
            text: String::new(),
            room: Some(limit),
        }
    }

    /// Whether nothing more will be kept.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.room == Some(0)
    }

    /// Adds text.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        match self.room {
            None => self.text.push_str(text),
            Some(room) => self.push_within(text, room),
        }
    }

    /// Adds as many characters of a text as there is room for.
    #[cold]
    fn push_within(&mut self, text: &str, room: usize) {
        if room == 0 {
            return;
        }
        let left = match text.char_indices().nth(room) {
            None => {
                self.text.push_str(text);
                room - text.chars().count()
            }
            Some((end, _)) => {
                self.text.push_str(text.get(..end).unwrap_or_default());
                0
            }
        };
        self.room = Some(left);
        if left == 0 {
            self.text.push('…');
        }
    }

    /// Adds one character.
    pub fn push(&mut self, c: char) {
        self.push_str(c.encode_utf8(&mut [0; 4]));
    }

    /// Adds what `args` format to.
    pub fn format(&mut self, args: core::fmt::Arguments<'_>) {
        // Writing to a printer cannot fail.
        let _ = self.write_fmt(args);
    }

    /// Adds a value as it stands inside a collection: readably.
    pub fn item<T: Data>(&mut self, value: &T) {
        value.print(self, true);
    }

    /// Adds values between `open` and `close`, with spaces.
    pub fn sequence<T: Data, R: Deref<Target = T>>(
        &mut self,
        open: char,
        close: char,
        items: impl IntoIterator<Item = R>,
    ) {
        self.push(open);
        for (index, item) in items.into_iter().enumerate() {
            if self.is_full() {
                return;
            }
            if index > 0 {
                self.push(' ');
            }
            self.item(&*item);
        }
        self.push(close);
    }

    /// Adds a map: `{k v, k v}` without the comma, `{:a 1 :b 2}`.
    pub fn entries<'a, K: Data, V: Data>(
        &mut self,
        entries: impl IntoIterator<Item = (&'a K, &'a V)>,
    ) {
        self.push('{');
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if self.is_full() {
                return;
            }
            if index > 0 {
                self.push(' ');
            }
            self.item(key);
            self.push(' ');
            self.item(value);
        }
        self.push('}');
    }

    /// Adds a float: the shortest digits that read back to it, with a point.
    pub fn float(&mut self, value: f64) {
        if value.is_nan() {
            self.push_str("##NaN");
        } else if value.is_infinite() {
            self.push_str(if value > 0.0 { "##Inf" } else { "##-Inf" });
        } else {
            let digits = format!("{value:?}");
            match digits.split_once('e') {
                Some((mantissa, exponent)) if !mantissa.contains('.') => {
                    self.format(format_args!("{mantissa}.0e{exponent}"));
                }
                _ => self.push_str(&digits),
            }
        }
    }

    /// Adds a string literal: quoted and escaped.
    pub fn quoted(&mut self, text: &str) {
        self.push('"');
        let mut plain = 0;
        for (index, c) in text.char_indices() {
            let escape = match c {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                '\0' => "\\0",
                c if c.is_control() => "",
                _ => continue,
            };
            self.push_str(text.get(plain..index).unwrap_or_default());
            plain = index + c.len_utf8();
            if escape.is_empty() {
                self.format(format_args!("\\u{{{:x}}}", u32::from(c)));
            } else {
                self.push_str(escape);
            }
        }
        self.push_str(text.get(plain..).unwrap_or_default());
        self.push('"');
    }

    /// What was printed.
    pub fn finish(self) -> String {
        self.text
    }
}

impl core::fmt::Write for Printer {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

/// `(str value)`.
pub fn display<T: Data>(value: &T) -> String {
    let mut printer = Printer::new();
    value.print(&mut printer, false);
    printer.finish()
}

/// `(pr-str value)`.
pub fn readable<T: Data>(value: &T) -> String {
    let mut printer = Printer::new();
    value.print(&mut printer, true);
    printer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn float(value: f64) -> String {
        readable(&value)
    }

    #[test]
    fn floats_have_a_point() {
        assert_eq!(float(4.0), "4.0");
        assert_eq!(float(-0.0), "-0.0");
        assert_eq!(float(0.1), "0.1");
        assert_eq!(float(1e15), "1000000000000000.0");
        assert_eq!(float(1e16), "1.0e16");
        assert_eq!(float(1e30), "1.0e30");
        assert_eq!(float(1.5e-10), "1.5e-10");
        assert_eq!(float(f64::MIN_POSITIVE), "2.2250738585072014e-308");
        assert_eq!(float(f64::INFINITY), "##Inf");
        assert_eq!(float(f64::NEG_INFINITY), "##-Inf");
        assert_eq!(float(f64::NAN), "##NaN");
    }

    #[test]
    fn strings_are_escaped() {
        let text = crate::Str::from("a\"b\\c\n\t\r\0\u{7}é");
        assert_eq!(readable(&text), r#""a\"b\\c\n\t\r\0\u{7}é""#);
        assert_eq!(display(&text), "a\"b\\c\n\t\r\0\u{7}é");
    }

    #[test]
    fn a_bounded_printer_cuts() {
        let mut printer = Printer::bounded(5);
        printer.push_str("ab");
        assert!(!printer.is_full());
        printer.push_str("cdéf");
        printer.push_str("g");
        assert!(printer.is_full());
        assert_eq!(printer.finish(), "abcdé…");
    }

    proptest! {
        #[test]
        fn floats_read_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let text = float(value);
            prop_assert!(text.contains('.'));
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), bits);
        }
    }
}
