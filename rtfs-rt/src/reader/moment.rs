//! Instants and UUIDs: what counts as one, in `#inst "…"` and `#uuid "…"` and bare.

/// The length of a UUID: 8-4-4-4-12 hexadecimal digits.
const UUID_LENGTH: usize = 36;

/// Whether `text` is a UUID.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == UUID_LENGTH
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The UUID at the start of `text`, if one stands there.
pub(super) fn leading_uuid(text: &str) -> Option<&str> {
    text.get(..UUID_LENGTH).filter(|text| is_uuid(text))
}

/// The length of what looks like a bare instant at the start of `text` (`2024-01-02T03…`), good or bad.
pub(super) fn leading_instant(text: &str) -> Option<usize> {
    let shape = "dddd-dd-ddTdd:dd";
    let looks = text.len() >= shape.len()
        && shape
            .bytes()
            .zip(text.bytes())
            .all(|(want, byte)| match want {
                b'd' => byte.is_ascii_digit(),
                _ => byte == want,
            });
    looks.then(|| {
        let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | ':' | '.');
        text.find(|c| !belongs(c)).unwrap_or(text.len())
    })
}

/// An instant as its text names it, each part within its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "inst"), allow(dead_code, reason = "only checked then"))]
pub(crate) struct Moment {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// 60 is a leap second.
    pub(crate) second: u8,
    pub(crate) nanoseconds: u32,
    /// The offset from UTC in minutes.
    pub(crate) offset: i32,
}

const SHAPE: &str = "it is not of the form `2024-01-02T03:04:05Z`";

/// Reads an instant: `2024`, `2024-01`, `2024-01-02`, or `2024-01-02T03:04` with optional seconds,
/// fraction and offset (`Z`, `+01:00`). What is not there is the first, and UTC. Digits of a fraction
/// beyond the ninth are left out. Errors say what is wrong with it.
pub(crate) fn instant(text: &str) -> Result<Moment, &'static str> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next(), 4).ok_or(SHAPE)?;
    let mut month = None;
    if let Some(text) = parts.next() {
        month = Some(digits(Some(text), 2).ok_or(SHAPE)?);
    }
    let mut day = None;
    if let Some(text) = parts.next() {
        day = Some(digits(Some(text), 2).ok_or(SHAPE)?);
    }
    if parts.next().is_some() || (time.is_some() && day.is_none()) {
        return Err(SHAPE);
    }
    let (month, day) = (month.unwrap_or(1), day.unwrap_or(1));
    if !(1..=12).contains(&month) {
        return Err("there is no such month");
    }
    if day == 0 || day > days_of(year, month) {
        return Err("there is no such day in that month");
    }
    let midnight = Moment {
        year: i32::from(year),
        // Two digits each.
        month: month as u8,
        day: day as u8,
        hour: 0,
        minute: 0,
        second: 0,
        nanoseconds: 0,
        offset: 0,
    };
    time.map_or(Ok(midnight), |time| at_time(midnight, time))
}

/// The moment of a day at a time of day.
fn at_time(day: Moment, time: &str) -> Result<Moment, &'static str> {
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let mut parts = clock.split(':');
    let hour = digits(parts.next(), 2).ok_or(SHAPE)?;
    let minute = digits(parts.next(), 2).ok_or(SHAPE)?;
    let (mut second, mut nanoseconds) = (0, 0);
    if let Some(text) = parts.next() {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        second = digits(Some(whole), 2).ok_or(SHAPE)?;
        if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SHAPE);
        }
        nanoseconds = (fraction.bytes().chain(std::iter::repeat(b'0')).take(9))
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    }
    if parts.next().is_some() {
        return Err(SHAPE);
    }
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    Ok(Moment {
        hour: hour as u8,
        minute: minute as u8,
        second: second as u8,
        nanoseconds,
        offset: minutes(offset)?,
        ..day
    })
}

/// An offset from UTC in minutes.
fn minutes(offset: &str) -> Result<i32, &'static str> {
    if offset == "Z" {
        return Ok(0);
    }
    let (hours, minutes) = offset
        .get(1..)
        .and_then(|offset| offset.split_once(':'))
        .ok_or(SHAPE)?;
    let hours = digits(Some(hours), 2).ok_or(SHAPE)?;
    let minutes = digits(Some(minutes), 2).ok_or(SHAPE)?;
    if hours > 23 || minutes > 59 {
        return Err("there is no such offset from UTC");
    }
    let minutes = i32::from(hours * 60 + minutes);
    Ok(if offset.starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

/// A number of exactly that many digits.
fn digits(text: Option<&str>, count: usize) -> Option<u16> {
    let text = text?;
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn days_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
