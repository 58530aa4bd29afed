//! The predicates of refinements: `[:> 0]`, `[:max-length 9]`, and whether they make sense where they stand.

use rtfs_rt::reader::{Form, FormKind};
use rtfs_rt::schema::{Bound, Comparison, Predicate, Schema, Types};
use rtfs_rt::{Keyword, List, Map, Set, Str, Symbol, Value, Vector};

use super::Resolved;
use super::literal::within_regex;
use crate::diagnostic::Diagnostic;
use crate::names;

const PREDICATES: &[&str] = &[
    ">",
    ">=",
    "<",
    "<=",
    "=",
    "!=",
    "min-length",
    "max-length",
    "length",
    "in-range",
    "min-count",
    "max-count",
    "count",
    "non-empty",
    "has-key",
    "required-keys",
    "matches-regex",
];

/// The predicate that a form of a text writes.
pub(super) fn read(form: &Form, text: &str) -> Resolved<Predicate> {
    let (head, args) = match &form.kind {
        FormKind::Keyword(head) => (head, &[][..]),
        FormKind::Vector(items) => match items.split_first() {
            Some((first, args)) => match &first.kind {
                FormKind::Keyword(head) => (head, args),
                _ => return Err(no_predicate(form)),
            },
            None => return Err(no_predicate(form)),
        },
        _ => return Err(no_predicate(form)),
    };
    let head = head.as_str();
    match (head, args) {
        (">" | ">=" | "<" | "<=", [limit]) => {
            let comparison = match head {
                ">" => Comparison::Gt,
                ">=" => Comparison::Ge,
                "<" => Comparison::Lt,
                _ => Comparison::Le,
            };
            Ok(Predicate::Compare(comparison, number(limit)?))
        }
        ("in-range", [low, high]) => {
            let (low_value, high_value) = (number(low)?, number(high)?);
            if low_value > high_value {
                return Err(error(form, "this range holds nothing")
                    .with_help("the lower bound comes first, and both belong to the range"));
            }
            Ok(Predicate::InRange(low_value, high_value))
        }
        ("=", [value]) => Ok(Predicate::Equal(constant(value)?)),
        ("!=", [value]) => Ok(Predicate::NotEqual(constant(value)?)),
        ("min-length", [n]) => Ok(Predicate::Length(Bound::Min, size(n)?)),
        ("max-length", [n]) => Ok(Predicate::Length(Bound::Max, size(n)?)),
        ("length", [n]) => Ok(Predicate::Length(Bound::Exactly, size(n)?)),
        ("min-count", [n]) => Ok(Predicate::Count(Bound::Min, size(n)?)),
        ("max-count", [n]) => Ok(Predicate::Count(Bound::Max, size(n)?)),
        ("count", [n]) => Ok(Predicate::Count(Bound::Exactly, size(n)?)),
        ("non-empty", []) => Ok(Predicate::NonEmpty),
        ("has-key", [key]) => Ok(Predicate::HasKey(constant(key)?)),
        ("required-keys", [keys]) if matches!(keys.kind, FormKind::Vector(_)) => {
            let FormKind::Vector(keys) = &keys.kind else {
                return Err(no_predicate(form));
            };
            let keys = keys.iter().map(constant).collect::<Resolved<Vec<_>>>()?;
            Ok(Predicate::RequiredKeys(keys.into()))
        }
        ("matches-regex", [pattern]) => matches_regex(pattern, text),
        _ if PREDICATES.contains(&head) => {
            let usage = match head {
                "in-range" => "[:in-range 0 9]",
                "non-empty" => "[:non-empty]",
                "has-key" => "[:has-key :name]",
                "required-keys" => "[:required-keys [:a :b]]",
                "matches-regex" => r##"[:matches-regex #"[a-z]+"]"##,
                head => return Err(count_of(form, head)),
            };
            Err(error(form, format!("`:{head}` does not take this"))
                .with_help(format!("write `{usage}`")))
        }
        _ => {
            let diagnostic =
                Diagnostic::error("type", format!("unknown predicate `:{head}`"), form.span);
            Err(
                match names::closest(head, PREDICATES.iter().copied()).first() {
                    Some(close) => diagnostic.with_help(format!("did you mean `:{close}`?")),
                    None => {
                        let known: Vec<String> =
                            PREDICATES.iter().map(|p| format!("`:{p}`")).collect();
                        diagnostic.with_help(format!("predicates are {}", known.join(", ")))
                    }
                },
            )
        }
    }
}

/// `[:matches-regex p]`; an error stands where the pattern goes wrong.
fn matches_regex(form: &Form, text: &str) -> Resolved<Predicate> {
    let (FormKind::Regex(source) | FormKind::Str(source)) = &form.kind else {
        return Err(error(form, "a regular expression is expected here")
            .with_help("write it as a literal, `#\"[a-z]+\"`, or in a string"));
    };
    crate::regex::predicate(source).map_err(|invalid| {
        let span = match form.kind {
            FormKind::Regex(_) => {
                let written = text.get(form.span.range()).unwrap_or_default();
                within_regex(written, form.span, &invalid.range)
            }
            _ => form.span,
        };
        invalid.diagnostic(span)
    })
}

fn count_of(form: &Form, head: &str) -> Diagnostic {
    error(form, format!("`:{head}` takes one value")).with_help(format!("write `[:{head} 3]`"))
}

fn error(form: &Form, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("type", message, form.span)
}

fn no_predicate(form: &Form) -> Diagnostic {
    error(form, "this is not a predicate")
        .with_help("a predicate is a vector that begins with a keyword, like `[:> 0]`")
}

fn number(form: &Form) -> Resolved<Value> {
    match &form.kind {
        FormKind::Int(_) | FormKind::Float(_) => constant(form),
        _ => Err(error(form, "a number is expected here").with_help("write one, like `[:> 0]`")),
    }
}

fn size(form: &Form) -> Resolved<usize> {
    let size = match &form.kind {
        FormKind::Int(int) => int.as_i64().and_then(|n| usize::try_from(n).ok()),
        _ => None,
    };
    size.ok_or_else(|| {
        error(form, "a size is expected here").with_help("write an integer that is not negative")
    })
}

/// The value that a form writes: a literal, or a collection of such.
pub(super) fn constant(form: &Form) -> Resolved<Value> {
    let all = |forms: &[Form]| forms.iter().map(constant).collect::<Resolved<Vec<_>>>();
    Ok(match &form.kind {
        FormKind::Nil => Value::Nil,
        FormKind::Bool(b) => Value::Bool(*b),
        FormKind::Int(int) => Value::from(int.clone()),
        FormKind::Float(float) => Value::Float(*float),
        FormKind::Str(text) => Value::Str(Str::from(text.as_str())),
        FormKind::Keyword(name) => Value::Keyword(Keyword::new(name)),
        FormKind::Vector(items) => Value::Vector(Vector::from_vec(all(items)?)),
        FormKind::Set(items) => Value::Set(Set::from_iter(all(items)?)),
        FormKind::Map(items) => {
            let pairs = items.chunks_exact(2);
            let pairs = pairs.map(|pair| Ok((constant(&pair[0])?, constant(&pair[1])?)));
            Value::Map(pairs.collect::<Resolved<Map<Value, Value>>>()?)
        }
        FormKind::List(items) => match &items[..] {
            [quote, quoted] if matches!(&quote.kind, FormKind::Symbol(s) if s.as_str() == "quote") => {
                match &quoted.kind {
                    FormKind::Symbol(name) => Value::Symbol(Symbol::new(name)),
                    FormKind::List(items) => Value::List(List::from_vec(all(items)?)),
                    _ => constant(quoted)?,
                }
            }
            _ => return Err(no_constant(form)),
        },
        _ => return Err(no_constant(form)),
    })
}

fn no_constant(form: &Form) -> Diagnostic {
    error(form, "a type is made of literals only")
        .with_help("write a number, a string, a keyword, or a collection of such")
}

/// What a predicate is of.
fn subject(predicate: &Predicate) -> &'static str {
    match predicate {
        Predicate::Compare(..) | Predicate::InRange(..) => "numbers",
        Predicate::Length(..) => "strings",
        Predicate::Matches(..) => "strings",
        Predicate::Count(..) | Predicate::NonEmpty => "collections and strings",
        Predicate::HasKey(_) | Predicate::RequiredKeys(_) => "maps",
        Predicate::Equal(_) | Predicate::NotEqual(_) => "values",
    }
}

/// Whether a predicate makes sense for the values of a type.
pub(super) fn check(
    types: &Types,
    base: &Schema,
    predicate: &Predicate,
    form: &Form,
) -> Resolved<()> {
    if let Predicate::Equal(value) | Predicate::NotEqual(value) = predicate
        && types.check(base, value).is_err()
    {
        let message = format!("`{value}` is no `{}`", types.show(base));
        return Err(
            error(form, message).with_help("a value is compared with one that it can be equal to")
        );
    }
    if suits(types, base, predicate, true) {
        return Ok(());
    }
    let message = format!(
        "`{}` is for {}, but this refines `{}`",
        predicate.show(),
        subject(predicate),
        types.show(base)
    );
    let help = match types.base(base) {
        Schema::Option(_) => "refine the type without nil: `[:union [:and T …] :nil]`".to_owned(),
        Schema::Union(_) => "refine the members of the union that it is for".to_owned(),
        Schema::Str => {
            "strings have `:length`, `:min-length`, `:max-length`, `:matches-regex`".to_owned()
        }
        Schema::Int | Schema::Fixed(_) | Schema::Float | Schema::Number => {
            "numbers have `:>`, `:>=`, `:<`, `:<=`, `:in-range`".to_owned()
        }
        Schema::Vector(_) | Schema::List(_) | Schema::Set(_) | Schema::Tuple(_) => {
            "collections have `:count`, `:min-count`, `:max-count`, `:non-empty`".to_owned()
        }
        Schema::Map(..) | Schema::Record(_) | Schema::Struct(_) => {
            "maps have `:has-key`, `:required-keys`, `:count` and its kin".to_owned()
        }
        _ => "remove it, or refine another type".to_owned(),
    };
    Err(error(form, message).with_help(help))
}

fn suits(types: &Types, base: &Schema, predicate: &Predicate, is_outer: bool) -> bool {
    let base = types.base(base);
    match (predicate, base) {
        (Predicate::Equal(_) | Predicate::NotEqual(_), _) => true,
        (_, Schema::Any | Schema::Enum(_)) => true,
        // A name inside a union may be of any kind.
        (_, Schema::Union(members)) => {
            !is_outer || members.iter().all(|m| suits(types, m, predicate, false))
        }
        (Predicate::Compare(..) | Predicate::InRange(..), _) => matches!(
            base,
            Schema::Int | Schema::Fixed(_) | Schema::Float | Schema::Number
        ),
        (Predicate::Length(..), _) => *base == Schema::Str,
        (Predicate::Matches(..), _) => *base == Schema::Str,
        (Predicate::Count(..) | Predicate::NonEmpty, _) => matches!(
            base,
            Schema::Str
                | Schema::Vector(_)
                | Schema::List(_)
                | Schema::Set(_)
                | Schema::Tuple(_)
                | Schema::Map(..)
                | Schema::Record(_)
                | Schema::Struct(_)
        ),
        (Predicate::HasKey(_) | Predicate::RequiredKeys(_), _) => {
            matches!(
                base,
                Schema::Map(..) | Schema::Record(_) | Schema::Struct(_)
            )
        }
    }
}
