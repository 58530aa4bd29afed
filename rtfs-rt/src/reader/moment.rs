//! Instants and UUIDs: what counts as one, in `#inst "…"` and `#uuid "…"` and bare.

/// The length of a UUID: 8-4-4-4-12 hexadecimal digits.
const UUID_LENGTH: usize = 36;

/// Whether `text` is a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
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

/// Checks an instant: `2024`, `2024-01`, `2024-01-02`, or `2024-01-02T03:04` with optional seconds,
/// fraction and offset (`Z`, `+01:00`). Errors say what is wrong with it.
pub(super) fn check_instant(text: &str) -> Result<(), &'static str> {
    const SHAPE: &str = "it is not of the form `2024-01-02T03:04:05Z`";
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
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err("there is no such month");
    }
    if day.is_some_and(|day| day == 0 || day > days_of(year, month.unwrap_or(1))) {
        return Err("there is no such day in that month");
    }
    time.map_or(Ok(()), |time| check_time(time, SHAPE))
}

fn check_time(time: &str, shape: &'static str) -> Result<(), &'static str> {
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let mut parts = clock.split(':');
    let hour = digits(parts.next(), 2).ok_or(shape)?;
    let minute = digits(parts.next(), 2).ok_or(shape)?;
    let mut second = 0;
    if let Some(text) = parts.next() {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        second = digits(Some(whole), 2).ok_or(shape)?;
        if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(shape);
        }
    }
    if parts.next().is_some() {
        return Err(shape);
    }
    // Second 60 is a leap second.
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    if offset == "Z" {
        return Ok(());
    }
    let (hours, minutes) = offset
        .get(1..)
        .and_then(|offset| offset.split_once(':'))
        .ok_or(shape)?;
    let hours = digits(Some(hours), 2).ok_or(shape)?;
    let minutes = digits(Some(minutes), 2).ok_or(shape)?;
    if hours > 23 || minutes > 59 {
        return Err("there is no such offset from UTC");
    }
    Ok(())
}

/// A number of exactly that many digits.
fn digits(text: Option<&str>, count: usize) -> Option<u32> {
    let text = text?;
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
