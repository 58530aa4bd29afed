//! UUIDs: 128 bits that name a thing.

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use std::borrow::Cow;
use std::sync::Arc;

use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::print::Printer;
use crate::value::Value;

/// A UUID. Orders by its bits, which is the order of its text; displays as
/// `550e8400-e29b-41d4-a716-446655440000`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uuid(::uuid::Uuid);

impl Uuid {
    /// The UUID of these bits.
    pub const fn from_u128(bits: u128) -> Uuid {
        Uuid(::uuid::Uuid::from_u128(bits))
    }

    /// Its bits.
    pub const fn as_u128(self) -> u128 {
        self.0.as_u128()
    }

    /// The UUID that text in the form with hyphens names, in either case.
    ///
    /// # Errors
    /// `:parse-error` for every other text.
    pub fn parse(text: &str) -> Result<Uuid> {
        match ::uuid::Uuid::try_parse(text) {
            Ok(uuid) if crate::reader::moment::is_uuid(text) => Ok(Uuid(uuid)),
            _ => {
                let shown = crate::error::shorten(&Value::from(text));
                Err(Error::new(
                    ErrorKind::ParseError,
                    format!("{shown} is no UUID"),
                ))
            }
        }
    }
}

impl From<::uuid::Uuid> for Uuid {
    fn from(uuid: ::uuid::Uuid) -> Uuid {
        Uuid(uuid)
    }
}

impl From<Uuid> for ::uuid::Uuid {
    fn from(uuid: Uuid) -> ::uuid::Uuid {
        uuid.0
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

impl core::hash::Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash::uuid(self.as_u128(), state);
    }
}

impl Data for Uuid {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Uuid(Arc::new(self))
    }

    fn from_value(value: Value) -> Result<Uuid> {
        match value {
            Value::Uuid(uuid) => Ok(*uuid),
            other => Err(Error::expected(":uuid", &other)),
        }
    }

    fn same(&self, other: &Uuid) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::uuid(self.as_u128(), h);
    }

    fn order(&self, other: &Uuid) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        if readably {
            printer.format(format_args!("#uuid \"{self}\""));
        } else {
            printer.format(format_args!("{self}"));
        }
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":uuid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let text = "550e8400-e29b-41d4-a716-446655440000";
        let uuid = Uuid::parse(&text.to_uppercase()).unwrap();
        assert_eq!(uuid.to_string(), text);
        assert_eq!(format!("{uuid:?}"), format!("#uuid \"{text}\""));
        assert_eq!(
            uuid,
            Uuid::from_u128(0x550e8400_e29b_41d4_a716_446655440000)
        );
        for wrong in [
            "",
            "550e8400e29b41d4a716446655440000",
            "{550e8400-e29b-41d4-a716-446655440000}",
        ] {
            assert!(Uuid::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn they_order_as_their_texts() {
        let [low, high] = [0x7fff << 112, 0x8000 << 112].map(Uuid::from_u128);
        assert!(low < high && low.to_string() < high.to_string());
        assert_eq!(hash::of(&low), hash::of(&low.into_value()));
    }
}
