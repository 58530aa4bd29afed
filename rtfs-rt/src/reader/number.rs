//! Numbers: integers of any size in any base, and floats.

use super::form::FormKind;
use crate::Int;

/// Why a word is no number: what to say, and what to write instead.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Refusal {
    fn new(message: impl Into<String>) -> Refusal {
        Refusal {
            message: message.into(),
            help: None,
        }
    }

    fn with_help(mut self, help: impl Into<String>) -> Refusal {
        self.help = Some(help.into());
        self
    }
}

/// The number that `word` spells: it begins with a digit or with a sign and a digit.
pub(super) fn number(word: &str) -> Result<FormKind, Refusal> {
    let negative = word.starts_with('-');
    let body = word.strip_prefix(['-', '+']).unwrap_or(word);
    let Some(digits) = clean(body) else {
        return Err(Refusal::new(format!("`{word}` is no number"))
            .with_help("a `_` stands between two digits, as in `1_000`"));
    };
    if let Some(plain) = digits.strip_suffix('N').filter(|text| is_decimal(text)) {
        return decimal(word, plain, negative);
    }
    if is_decimal(&digits) {
        return decimal(word, &digits, negative);
    }
    if let Some((base, digits)) = based(&digits) {
        return integer(word, digits, base, negative);
    }
    if is_float(&digits) {
        return float(word, &digits, negative);
    }
    Err(refuse(word, &digits))
}

/// `body` without underscores, or `None` when one does not stand between digits (letters of a
/// hexadecimal number included).
fn clean(body: &str) -> Option<String> {
    let mut before = '_';
    let mut characters = body.chars().peekable();
    let mut digits = String::with_capacity(body.len());
    while let Some(c) = characters.next() {
        if c == '_' {
            let after = characters.peek().copied().unwrap_or('_');
            if !before.is_ascii_alphanumeric() || !after.is_ascii_alphanumeric() {
                return None;
            }
        } else {
            digits.push(c);
        }
        before = c;
    }
    Some(digits)
}

fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Base and digits of `0xFF`, `0o17`, `0b101` and `36rZZ`.
fn based(text: &str) -> Option<(u32, &str)> {
    for (prefixes, base) in [(["0x", "0X"], 16), (["0o", "0O"], 8), (["0b", "0B"], 2)] {
        if let Some(digits) = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)) {
            return Some((base, digits));
        }
    }
    let (base, digits) = text.split_once(['r', 'R'])?;
    let base = base.parse().ok().filter(|base| (2..=36).contains(base))?;
    Some((base, digits))
}

fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    is_decimal(whole)
        && (fraction.is_empty() || is_decimal(fraction))
        && exponent.is_none_or(|text| is_decimal(text.strip_prefix(['-', '+']).unwrap_or(text)))
}

fn decimal(word: &str, digits: &str, negative: bool) -> Result<FormKind, Refusal> {
    if digits.len() > 1 && digits.starts_with('0') {
        let plain = digits.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        return Err(Refusal::new(format!(
            "`{word}` begins with a zero, which some languages read as octal"
        ))
        .with_help(format!(
            "write `{plain}` for the decimal number, `0o…` for an octal one"
        )));
    }
    integer(word, digits, 10, negative)
}

fn integer(word: &str, digits: &str, base: u32, negative: bool) -> Result<FormKind, Refusal> {
    if let Some(bad) = digits.chars().find(|c| !c.is_digit(base)) {
        return Err(Refusal::new(format!(
            "`{bad}` in `{word}` is no digit of base {base}"
        )));
    }
    let signed = if negative {
        format!("-{digits}")
    } else {
        digits.to_owned()
    };
    Int::parse(&signed, base)
        .filter(|_| !digits.is_empty())
        .map(FormKind::Int)
        .ok_or_else(|| Refusal::new(format!("`{word}` has no digits")))
}

fn float(word: &str, digits: &str, negative: bool) -> Result<FormKind, Refusal> {
    let size: f64 = digits
        .parse()
        .map_err(|_| Refusal::new(format!("`{word}` is no number")))?;
    if size.is_infinite() {
        return Err(
            Refusal::new(format!("`{word}` is beyond the range of a float"))
                .with_help("write `##Inf` or `##-Inf` if you mean infinity"),
        );
    }
    Ok(FormKind::Float(if negative { -size } else { size }))
}

/// What to say of a word that begins like a number and is none.
fn refuse(word: &str, digits: &str) -> Refusal {
    let refusal = Refusal::new(format!("`{word}` is no number"));
    if let Some((above, below)) = digits.split_once('/')
        && is_decimal(above)
        && is_decimal(below)
    {
        let sign = if word.starts_with('-') { "-" } else { "" };
        return Refusal::new(format!("`{word}` is a ratio, which RTFS does not have"))
            .with_help(format!("write `(/ {sign}{above} {below})`"));
    }
    if let Some(plain) = digits.strip_suffix('M').filter(|text| is_float(text)) {
        return refusal.with_help(format!("there are no decimals: write `{plain}`"));
    }
    if digits.ends_with(['e', 'E']) {
        return refusal.with_help("an exponent has at least one digit, as in `1e3`");
    }
    refusal.with_help("a name cannot begin with a digit; put a space between two forms")
}
