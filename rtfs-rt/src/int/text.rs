//! Integers as text.

use core::fmt;
use core::str::FromStr;

use dashu_int::IBig;

use super::{BigInt, Int};
use crate::error::{Error, ErrorKind, Result};

impl Int {
    /// Reads digits of a radix from 2 to 36, with an optional sign and nothing around them.
    /// `None` when the text is not that.
    pub fn parse(text: &str, radix: u32) -> Option<Int> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let valid = (2..=36).contains(&radix)
            && !digits.is_empty()
            && digits.chars().all(|c| c.is_digit(radix));
        if !valid {
            return None;
        }
        match i64::from_str_radix(text, radix) {
            Ok(small) => Some(Int::Small(small)),
            Err(_) => IBig::from_str_radix(text, radix).ok().map(Int::from_ibig),
        }
    }

    /// The digits in a radix from 2 to 36, lower case; another radix counts as the nearest.
    pub fn to_radix(&self, radix: u8) -> String {
        self.to_ibig().in_radix(radix.clamp(2, 36)).to_string()
    }
}

impl FromStr for Int {
    type Err = Error;

    /// Decimal digits with an optional sign; else `:parse-error`.
    fn from_str(text: &str) -> Result<Int> {
        Int::parse(text, 10)
            .ok_or_else(|| Error::new(ErrorKind::ParseError, format!("{text:?} is no integer")))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Int::Small(small) => fmt::Display::fmt(small, f),
            Int::Big(big) => fmt::Display::fmt(big, f),
        }
    }
}

impl fmt::Debug for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}

impl fmt::Debug for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}
