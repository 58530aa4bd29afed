//! Text to data, by the reader of the language itself.
//!
//! What the reader makes of a text is a tree of forms; here it becomes the value that a quoted form is. A tree
//! may be as deep as its text is long, so the walk asks the stack guard.

use crate::reader::{self, Form, FormKind, ReadError, Span};
use crate::{Data, Error, ErrorKind, Keyword, List, Map, Result, Symbol, Value, Vector, stack};

use super::LibFn;
use super::args::Args;

/// The function of this module.
pub(super) static TABLE: &[LibFn] = &[LibFn {
    names: &["read-string"],
    sigs: &["string -> any"],
    rust: "read::read_string",
    fallible: true,
    doc: "The data that the first form of a text writes, as if it were quoted: nothing of it is evaluated. \
          Reads back what `pr-str` gives. `:parse-error` with line and column for what is no form, and for \
          a text without one.",
    examples: &[
        ("(read-string \"{:a [1 2.5]}\")", "{:a [1 2.5]}"),
        ("(str (read-string \"(+ 1 2)\"))", "\"(+ 1 2)\""),
        ("(read-string (pr-str \"a\\n\"))", "\"a\\n\""),
    ],
    eval: |a| read_string(Args::new("read-string", a).text(0)?),
    ..LibFn::TYPED
}];

/// `read-string`.
pub fn read_string(text: &str) -> Result<Value> {
    let options = reader::Options {
        // The walk below is bounded by memory, as the text is.
        max_depth: usize::MAX,
        inline: false,
    };
    let (forms, errors) = reader::read_all(text, &options);
    let end = forms.first().map(|form| form.span.end);
    // What stands behind the first form is not read.
    let is_before = |error: &&ReadError| end.is_none_or(|end| error.span.start < end);
    if let Some(error) = errors.iter().find(is_before) {
        return Err(failed(text, error.span, &error.message));
    }
    match forms.first() {
        Some(form) => value(text, form),
        None => Err(failed(text, Span::default(), "there is no form")),
    }
}

fn value(text: &str, form: &Form) -> Result<Value> {
    if stack::low() {
        return stack::always(|| value_here(text, form));
    }
    value_here(text, form)
}

fn value_here(text: &str, form: &Form) -> Result<Value> {
    let items = |forms: &[Form]| {
        let values = forms.iter().map(|form| value(text, form));
        values.collect::<Result<Vec<Value>>>()
    };
    let failed_here = |what: &str| failed(text, form.span, what);
    Ok(match &form.kind {
        FormKind::Nil => Value::Nil,
        FormKind::Bool(value) => Value::Bool(*value),
        FormKind::Int(value) => value.clone().into_value(),
        FormKind::Float(value) => Value::Float(*value),
        FormKind::Str(text) => Value::Str(text.clone()),
        FormKind::Keyword(name) => Value::Keyword(Keyword::new(name)),
        FormKind::Symbol(name) => Value::Symbol(Symbol::new(name)),
        FormKind::List(forms) => Value::List(List::from_vec(items(forms)?)),
        FormKind::Vector(forms) => Value::Vector(Vector::from_vec(items(forms)?)),
        FormKind::Set(forms) => Value::Set(items(forms)?.into_iter().collect()),
        FormKind::Map(forms) => {
            let mut map = Map::new();
            let mut values = items(forms)?.into_iter();
            while let (Some(key), Some(value)) = (values.next(), values.next()) {
                map.insert(key, value);
            }
            Value::Map(map)
        }
        #[cfg(feature = "regex")]
        FormKind::Regex(source) => match crate::Regex::new(source) {
            Ok(regex) => Value::Regex(regex),
            Err(error) => return Err(failed_here(error.message())),
        },
        #[cfg(feature = "inst")]
        FormKind::Inst(written) => match crate::Inst::parse(written) {
            Ok(inst) => inst.into_value(),
            Err(error) => return Err(failed_here(error.message())),
        },
        #[cfg(feature = "uuid")]
        FormKind::Uuid(written) => match crate::Uuid::parse(written) {
            Ok(uuid) => uuid.into_value(),
            Err(error) => return Err(failed_here(error.message())),
        },
        FormKind::AnonFn(_) => return Err(failed_here("a function is no data")),
        FormKind::Colon => return Err(failed_here("a colon stands alone")),
        _ => return Err(failed_here("this is no data")),
    })
}

#[cold]
fn failed(text: &str, span: Span, what: &str) -> Error {
    let before = text.get(..span.start as usize).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or(before);
    let column = last.chars().count() + 1;
    Error::new(
        ErrorKind::ParseError,
        format!("`read-string`: line {line}, column {column}: {what}"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Int;

    fn refused(text: &str) -> String {
        let error = read_string(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ParseError, "{text}");
        error.message().to_owned()
    }

    #[test]
    fn the_first_form_is_read() {
        let read = |text: &str| read_string(text).unwrap().to_string();
        assert_eq!(read(" ; a comment\n 1 2"), "1");
        assert_eq!(read("1 )"), "1");
        assert_eq!(read("'(a b)"), "(quote (a b))");
        assert_eq!(read("#{1 2 1.0}"), "#{1 2 1.0}");
        assert_eq!(read("^:k [#_ a b]"), "[b]");
    }

    #[test]
    fn what_is_no_form_has_a_place() {
        assert_eq!(
            refused("\n  [1 2"),
            "`read-string`: line 2, column 3: this `[` is never closed"
        );
        assert_eq!(
            refused(""),
            "`read-string`: line 1, column 1: there is no form"
        );
        assert_eq!(
            refused("[é #(inc %)]"),
            "`read-string`: line 1, column 4: a function is no data"
        );
        assert!(refused("{:a 1 :a 2}").contains("column 7"));
    }

    #[cfg(feature = "regex")]
    #[test]
    fn a_bad_regex_is_a_parse_error() {
        assert!(refused("[#\"(\"]").contains("unclosed group"));
    }

    #[test]
    fn deep_data_reads_back() {
        let mut deep = Value::Nil;
        for _ in 0..100_000 {
            deep = Value::Vector(Vector::from_vec(vec![deep]));
        }
        assert!(read_string(&deep.to_string()).unwrap().same(&deep));
    }

    /// Data of every kind that reads back.
    fn data() -> impl Strategy<Value = Value> {
        let name = "[a-z][a-z0-9*+!?<>=-]{0,5}(/[a-z]{1,3})?";
        let is_word = |name: &String| !["nil", "true", "false"].contains(&name.as_str());
        let leaf = prop_oneof![
            Just(Value::Nil),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            any::<i128>().prop_map(|n| Int::from(n).into_value()),
            any::<f64>()
                .prop_filter("NaN differs from itself", |x| !x.is_nan())
                .prop_map(Value::Float),
            "\\PC{0,8}|[\\x00-\\x7f]{0,8}".prop_map(Value::from),
            name.prop_map(|name| Value::Keyword(Keyword::new(&name))),
            name.prop_filter("a word of its own", is_word)
                .prop_map(|name| Value::Symbol(Symbol::new(&name))),
            others(),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            let many = prop::collection::vec(inner.clone(), 0..6);
            prop_oneof![
                many.clone()
                    .prop_map(|v| Value::Vector(Vector::from_vec(v))),
                many.clone().prop_map(|v| Value::List(List::from_vec(v))),
                many.prop_map(|v| Value::Set(v.into_iter().collect())),
                prop::collection::vec((inner.clone(), inner), 0..10)
                    .prop_map(|entries| Value::Map(Map::from_iter(entries))),
            ]
        })
    }

    #[cfg(all(feature = "regex", feature = "inst", feature = "uuid"))]
    fn others() -> impl Strategy<Value = Value> {
        prop_oneof![
            (0_i64..253_402_300_800, 0_u32..1_000_000_000)
                .prop_map(|(s, ns)| crate::Inst::from_unix(s, ns).unwrap().into_value()),
            any::<u128>().prop_map(|bits| crate::Uuid::from_u128(bits).into_value()),
            "[a-z\"\r\n]{0,4}(\\\\[d\"w])?([a-z\"]{1,2})?[+*]?"
                .prop_filter_map("a regex", |source| crate::Regex::<Value>::new(&source).ok())
                .prop_map(Value::Regex),
        ]
    }

    #[cfg(not(all(feature = "regex", feature = "inst", feature = "uuid")))]
    fn others() -> impl Strategy<Value = Value> {
        Just(Value::Nil)
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(value in data()) {
            let text = value.to_string();
            let read = read_string(&text).unwrap();
            prop_assert!(read.same(&value), "{text} became {read}");
            prop_assert_eq!(read.to_string(), text);
        }
    }
}
