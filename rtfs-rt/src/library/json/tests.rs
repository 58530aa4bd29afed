use proptest::prelude::*;

use super::*;
use crate::{Data, Map, Vector};

fn read(text: &str) -> String {
    parse_json(text).unwrap().to_string()
}

fn refused(text: &str) -> String {
    let error = parse_json(text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ParseError, "{text}");
    error.message().to_owned()
}

#[test]
fn numbers_are_exact() {
    assert_eq!(
        read("[0, -0, 9223372036854775807, 9223372036854775808, -9223372036854775809]"),
        "[0 0 9223372036854775807 9223372036854775808 -9223372036854775809]"
    );
    let long = "7".repeat(1_000);
    assert_eq!(read(&format!("[-{long} ,1.5]")), format!("[-{long} 1.5]"));
    assert!(refused(&format!("[{long},\n 1e999]")).starts_with("`parse-json`: line 2, column 6: "));
    assert!(refused(&format!("[0{long}]")).contains("invalid number"));
}

#[test]
fn big_integers_are_found_among_other_numbers() {
    assert_eq!(
        read(
            r#"{"1": "2 \" -3\\", "b": [1e30, 0.1, -0.0, 18446744073709551616, 1.0e19, 99999999999999999999]}"#
        ),
        r#"{:1 "2 \" -3\\" :b [1.0e30 0.1 -0.0 18446744073709551616 1.0e19 99999999999999999999]}"#
    );
}

#[test]
fn the_last_of_equal_keys_counts() {
    assert_eq!(read(r#"{"a": 1, "b": 2, "a": 3}"#), "{:a 3 :b 2}");
    assert_eq!(read(r#"{"x/y": null}"#), "{:x/y nil}");
}

#[test]
fn errors_have_a_place() {
    assert_eq!(
        refused("[1,\n 2,\n x]"),
        "`parse-json`: line 3, column 2: expected value"
    );
    assert!(refused("").starts_with("`parse-json`: line 1, column 0: "));
    assert!(refused("1 2").contains("trailing"));
    let error = parse_json("[1,").unwrap_err();
    let line = error.data().and_then(|data| data.get(Keyword::new("line")));
    assert_eq!(line, Some(&Value::Int(1)));
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let level = read::MAX_DEPTH;
    assert!(parse_json(&nested(level)).is_ok());
    assert!(refused(&nested(level + 1)).contains("nested deeper than 1000 levels"));
    assert!(refused(&"[".repeat(1_000_000)).contains("nested deeper"));
}

#[test]
fn values_without_a_form_are_named_with_their_path() {
    let value = |inner: Value| {
        let inner = Value::Vector(Vector::from_vec(vec![Value::Int(1), inner]));
        Value::Map(Map::from_iter([(Value::Keyword(Keyword::new("a")), inner)]))
    };
    let refused = |value: &Value| serialize_json(value).unwrap_err().message().to_owned();
    assert_eq!(
        refused(&value(Value::Float(f64::NAN))),
        "`serialize-json`: JSON has no form for :float ##NaN at [:a 1]"
    );
    let keyed = Map::from_iter([(Value::Vector(Vector::new()), Value::Nil)]);
    assert_eq!(
        refused(&Value::Map(keyed)),
        "`serialize-json`: JSON has no form for :vector [] as a key"
    );
    let twice = Map::from_iter([
        (Value::from("a"), Value::Nil),
        (Value::Keyword(Keyword::new("a")), Value::Nil),
    ]);
    assert_eq!(
        refused(&Value::Map(twice)),
        "`serialize-json`: two keys of a map are \"a\" in JSON"
    );
}

#[test]
fn deep_values_are_written() {
    let mut value = Value::Nil;
    for _ in 0..100_000 {
        value = Value::Vector(Vector::from_vec(vec![value]));
    }
    assert_eq!(serialize_json(&value).unwrap().len(), 200_004);
}

#[test]
fn options_are_checked() {
    let keys = |wish: &str| {
        let key = Value::Keyword(Keyword::new("keys"));
        let wish = Value::Keyword(Keyword::new(wish));
        parse_json_with("{\"a\":1}", &Value::Map(Map::from_iter([(key, wish)])))
    };
    assert_eq!(keys("string").unwrap().to_string(), "{\"a\" 1}");
    assert_eq!(keys("keyword").unwrap().to_string(), "{:a 1}");
    assert_eq!(
        keys("strings").unwrap_err().kind(),
        ErrorKind::ValidationError
    );
    assert_eq!(
        parse_json_with("1", &Value::Int(1)).unwrap_err().kind(),
        ErrorKind::TypeError
    );
}

/// Values that JSON has a form for and gives back as they were.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Nil),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        any::<i128>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |x| x.is_finite())
            .prop_map(Value::Float),
        "\\PC{0,8}".prop_map(Value::from),
        "[\\x00-\\x7f]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inner| {
        let key = "[^:]{1,4}".prop_map(|name: String| Value::Keyword(Keyword::new(&name)));
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6)
                .prop_map(|items| Value::Vector(Vector::from_vec(items))),
            prop::collection::vec((key, inner), 0..12)
                .prop_map(|entries| Value::Map(Map::from_iter(entries))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(value in json()) {
        let text = serialize_json(&value).unwrap();
        prop_assert_eq!(&parse_json(&text).unwrap(), &value);
        let pretty = serialize_json_pretty(&value).unwrap();
        prop_assert!(parse_json(&pretty).unwrap().same(&value));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}:,\"\\\\0-9eE.+-truefalsn ]{0,24}") {
        let theirs = ::serde_json::from_str::<::serde_json::Value>(&text);
        prop_assert_eq!(parse_json(&text).is_ok(), theirs.is_ok(), "{}", text);
    }
}
