//! Instants: points in time, to the nanosecond, in the years 0 to 9999 of the calendar.
//!
//! An instant has no time zone: an offset in the text says which instant is meant, and is not kept.
//! What is an instant in a program's text is the reader's to say (`reader::moment`); the calendar
//! is the crate `time`'s.

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use core::ops::Range;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ::time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::print::Printer;
use crate::reader::moment::{self, Moment};
use crate::value::Value;

/// An instant. Orders by time; displays as `2024-01-02T03:04:05Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inst {
    /// Since 1970, leap seconds not counted.
    seconds: i64,
    nanoseconds: u32,
}

const NANOSECONDS: u32 = 1_000_000_000;
/// The first second of the year 0, and the one after the last of the year 9999.
const SECONDS: Range<i64> = -62_167_219_200..253_402_300_800;

impl Inst {
    /// The instant so many seconds and nanoseconds after the beginning of 1970 (UTC), if its year has
    /// four digits.
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Inst> {
        (SECONDS.contains(&seconds) && nanoseconds < NANOSECONDS).then_some(Inst {
            seconds,
            nanoseconds,
        })
    }

    /// An instant that was read when the program was compiled.
    #[doc(hidden)]
    pub const fn literal(seconds: i64, nanoseconds: u32) -> Inst {
        Inst {
            seconds,
            nanoseconds,
        }
    }

    /// The instant that RTFS text names, as in `#inst "…"`: `2024-01-02T03:04:05.678+01:00`, or less
    /// of it from the right.
    ///
    /// # Errors
    /// `:parse-error` that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Inst> {
        let moment = moment::instant(text).map_err(|why| unreadable(text, why))?;
        Inst::at(&moment).ok_or_else(|| unreadable(text, "its year has not four digits in UTC"))
    }

    fn at(moment: &Moment) -> Option<Inst> {
        let month = Month::try_from(moment.month).ok()?;
        let date = Date::from_calendar_date(moment.year, month, moment.day).ok()?;
        // A leap second is the first one of the next minute.
        let leap = i64::from(moment.second / 60);
        let second = moment.second.min(59);
        let time = Time::from_hms(moment.hour, moment.minute, second).ok()?;
        let offset = UtcOffset::from_whole_seconds(moment.offset * 60).ok()?;
        let local = PrimitiveDateTime::new(date, time).assume_offset(offset);
        Inst::from_unix(local.unix_timestamp() + leap, moment.nanoseconds)
    }

    /// Seconds since the beginning of 1970 (UTC), rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds after [`Inst::unix_seconds`].
    pub fn subsecond_nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// Milliseconds since the beginning of 1970 (UTC), rounded down.
    pub fn unix_milliseconds(self) -> i64 {
        // Seconds of four-digit years are far from the limits.
        self.seconds * 1000 + i64::from(self.nanoseconds / 1_000_000)
    }
}

#[cold]
fn unreadable(text: &str, why: &str) -> Error {
    let shown = crate::error::shorten(&Value::from(text));
    Error::new(
        ErrorKind::ParseError,
        format!("{shown} is no instant: {why}"),
    )
}

impl fmt::Display for Inst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(at) = OffsetDateTime::from_unix_timestamp(self.seconds) else {
            return write!(f, "{}s", self.seconds);
        };
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )?;
        if self.nanoseconds > 0 {
            let digits = format!("{:09}", self.nanoseconds);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for Inst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

impl core::hash::Hash for Inst {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash::inst(self.seconds, self.nanoseconds, state);
    }
}

impl TryFrom<SystemTime> for Inst {
    type Error = Error;

    fn try_from(time: SystemTime) -> Result<Inst> {
        let (before, distance) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (false, after),
            Err(error) => (true, error.duration()),
        };
        let seconds = i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        let nanoseconds = distance.subsec_nanos();
        let found = match (before, nanoseconds) {
            (false, _) => Inst::from_unix(seconds, nanoseconds),
            (true, 0) => Inst::from_unix(-seconds, 0),
            (true, _) => Inst::from_unix(-seconds - 1, NANOSECONDS - nanoseconds),
        };
        found.ok_or_else(|| {
            Error::constant(ErrorKind::Overflow, "a time outside the years 0 to 9999")
        })
    }
}

impl From<Inst> for SystemTime {
    fn from(inst: Inst) -> SystemTime {
        let whole = Duration::from_secs(inst.seconds.unsigned_abs());
        let second = match inst.seconds < 0 {
            false => SystemTime::UNIX_EPOCH + whole,
            true => SystemTime::UNIX_EPOCH - whole,
        };
        second + Duration::from_nanos(u64::from(inst.nanoseconds))
    }
}

impl Data for Inst {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Inst(Arc::new(self))
    }

    fn from_value(value: Value) -> Result<Inst> {
        match value {
            Value::Inst(inst) => Ok(*inst),
            other => Err(Error::expected(":inst", &other)),
        }
    }

    fn same(&self, other: &Inst) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::inst(self.seconds, self.nanoseconds, h);
    }

    fn order(&self, other: &Inst) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        if readably {
            printer.format(format_args!("#inst \"{self}\""));
        } else {
            printer.format(format_args!("{self}"));
        }
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":inst")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Inst::parse(text).unwrap().to_string()
    }

    #[test]
    fn texts_become_instants() {
        assert_eq!(
            Inst::parse("1970-01-01T00:00:00Z").unwrap(),
            Inst::literal(0, 0)
        );
        assert_eq!(read("2024"), "2024-01-01T00:00:00Z");
        assert_eq!(read("2024-02"), "2024-02-01T00:00:00Z");
        assert_eq!(read("2024-02-29"), "2024-02-29T00:00:00Z");
        assert_eq!(read("2024-01-02T03:04"), "2024-01-02T03:04:00Z");
        assert_eq!(read("2024-01-02T03:04:05.678Z"), "2024-01-02T03:04:05.678Z");
        assert_eq!(read("2024-01-02T03:04:05+01:30"), "2024-01-02T01:34:05Z");
        assert_eq!(read("2024-01-01T00:00:00-01:00"), "2024-01-01T01:00:00Z");
        assert_eq!(read("1969-12-31T23:59:59.5Z"), "1969-12-31T23:59:59.5Z");
        assert_eq!(read("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
        assert_eq!(
            read("9999-12-31T23:59:59.999999999Z"),
            "9999-12-31T23:59:59.999999999Z"
        );
        assert_eq!(
            read("0000-01-01T00:00:00.1234567891Z"),
            "0000-01-01T00:00:00.123456789Z"
        );
    }

    #[test]
    fn what_is_no_instant_says_why() {
        let error = Inst::parse("2023-02-29").unwrap_err();
        assert_eq!(
            error.message(),
            "\"2023-02-29\" is no instant: there is no such day in that month"
        );
        let error = Inst::parse("9999-12-31T23:59:59-01:00").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ParseError);
    }

    #[test]
    fn they_order_by_time() {
        let [a, b, c] = [
            "1969-12-31T23:59:59.5Z",
            "1970",
            "2024-01-01T00:00:00+01:00",
        ]
        .map(|text| Inst::parse(text).unwrap());
        assert!(a < b && b < c);
        assert_eq!(a.unix_milliseconds(), -500);
        assert_eq!(c, Inst::parse("2023-12-31T23:00:00Z").unwrap());
        assert_eq!(hash::of(&c), hash::of(&c.into_value()));
    }

    proptest! {
        #[test]
        fn they_print_and_read_back(seconds in SECONDS, nanoseconds in 0..NANOSECONDS) {
            let inst = Inst::from_unix(seconds, nanoseconds).unwrap();
            prop_assert_eq!(Inst::parse(&inst.to_string()).unwrap(), inst);
            prop_assert_eq!(Inst::try_from(SystemTime::from(inst)).unwrap(), inst);
        }
    }
}
