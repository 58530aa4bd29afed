//! The digits of big integers.
//!
//! `serde_json` gives an integer beyond 64 bits as the nearest float (its feature that keeps digits would change how
//! every other crate of the program reads numbers). So the reader counts the numbers that it is given, and
//! where one may have been such an integer, looks its text up: the numbers of a JSON text, in order, are what
//! begins with a digit or a minus outside of strings. The search goes on from where the last one ended, so that all of
//! them together take one more pass over the text, and texts without such integers none.
//!
//! An integer that is beyond all floats is an error of `serde_json`; the text is then read once more,
//! with a float in the place of each such integer.

/// The numbers of a valid JSON text, found on demand.
pub(super) struct Numbers<'t> {
    text: &'t str,
    /// Where the search goes on.
    at: usize,
    /// How many numbers begin before that.
    passed: usize,
}

impl<'t> Numbers<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Numbers {
            text,
            at: 0,
            passed: 0,
        }
    }

    /// The text of the number that `before` others precede; those asked for come in order.
    pub(super) fn after(&mut self, before: usize) -> Option<&'t str> {
        while let Some(number) = self.next() {
            if self.passed > before {
                return Some(number);
            }
        }
        None
    }

    /// The text of the next number.
    fn next(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => self.skip_string(bytes),
                b'-' | b'0'..=b'9' => {
                    let start = self.at;
                    let in_number =
                        |byte: &u8| matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9');
                    while bytes.get(self.at).is_some_and(in_number) {
                        self.at += 1;
                    }
                    self.passed += 1;
                    return self.text.get(start..self.at);
                }
                _ => self.at += 1,
            }
        }
        None
    }

    fn skip_string(&mut self, bytes: &[u8]) {
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if *byte == b'"' {
                return;
            }
        }
    }
}

/// How many digits an integer may have that some float is near to.
const DIGITS: usize = 308;

/// The text, of the same length, with a float in the place of each integer of more digits.
pub(super) fn shortened(text: &str) -> String {
    let mut numbers = Numbers::new(text);
    let mut short = String::with_capacity(text.len());
    while let Some(number) = numbers.next() {
        let digits = number.strip_prefix('-').unwrap_or(number);
        let is_long = digits.len() > DIGITS
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_long {
            let float = if number.starts_with('-') {
                "-1e308"
            } else {
                "1e308"
            };
            let start = numbers.at - number.len();
            short.push_str(text.get(short.len()..start).unwrap_or_default());
            short.push_str(float);
            short.extend(std::iter::repeat_n(' ', number.len() - float.len()));
        }
    }
    short.push_str(text.get(short.len()..).unwrap_or_default());
    short
}
