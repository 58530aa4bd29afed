use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::*;
use crate::{Int, Keyword, Number, Str};

/// A type goes in by reference and by value, and comes out as it was.
fn round_trip<T>(rust: T, shown: &str)
where
    T: ToValue + FromRtfs + Clone + PartialEq + core::fmt::Debug + Into<Value>,
{
    let value = rust.to_value();
    assert_eq!(value.to_string(), shown);
    assert_eq!(rust.clone().into(), value);
    assert_eq!(T::from_rtfs(value).unwrap(), rust);
}

#[test]
fn rust_types_round_trip() {
    round_trip((), "nil");
    round_trip(true, "true");
    round_trip(-5_i8, "-5");
    round_trip(u64::MAX, "18446744073709551615");
    round_trip(i128::MIN, "-170141183460469231731687303715884105728");
    round_trip(u128::MAX, "340282366920938463463374607431768211455");
    round_trip(1.5_f64, "1.5");
    round_trip(0.25_f32, "0.25");
    round_trip('é', "\"é\"");
    round_trip(String::from("a\nb"), "\"a\\nb\"");
    round_trip(Int::from(3), "3");
    round_trip(Number::from(3.0), "3.0");
    round_trip(Keyword::new("a/b"), ":a/b");
    round_trip(Some(5_i64), "5");
    round_trip(None::<i64>, "nil");
    round_trip(vec![vec![1_i64], vec![]], "[[1] []]");
    round_trip([1.0_f64, 2.0], "[1.0 2.0]");
    round_trip((1_i64, String::from("a"), None::<bool>), "[1 \"a\" nil]");
    round_trip(
        BTreeMap::from([("b".to_owned(), 1), ("a".to_owned(), 2)]),
        "{\"a\" 2 \"b\" 1}",
    );
    round_trip(
        HashMap::<i64, i64>::from([(3, 1), (1, 2), (2, 0)]),
        "{1 2 2 0 3 1}",
    );
    round_trip(HashSet::<i64>::from([3, 1, 2]), "#{1 2 3}");
    round_trip(BTreeSet::from([3_i64, 1, 2]), "#{1 2 3}");
}

#[test]
fn borrowed_types_go_in() {
    let text = String::from("a");
    assert_eq!(text.to_value(), Value::from("a"));
    assert_eq!("a".to_value(), Value::from("a"));
    assert_eq!([1_i64, 2][..].to_value().to_string(), "[1 2]");
    assert_eq!([1_i64, 2][..].to_value().to_string(), "[1 2]");
    assert_eq!(Value::from(&[1_i64, 2][..]).to_string(), "[1 2]");
    assert_eq!(Box::new(1_i64).to_value(), Value::Int(1));
    assert_eq!(std::rc::Rc::<str>::from("a").to_value(), Value::from("a"));
    assert_eq!(std::borrow::Cow::Borrowed("a").to_value(), Value::from("a"));
    assert_eq!(
        Value::from(vec![Some("a"), None]).to_string(),
        "[\"a\" nil]"
    );
}

#[test]
#[allow(
    clippy::mutable_key_type,
    reason = "what a compiled pattern keeps for itself is no part of its hash or equality"
)]
fn keys_without_an_order_are_sorted_by_kind() {
    let mixed: HashSet<Value, crate::FixedState> = HashSet::default();
    assert_eq!(mixed.to_value().to_string(), "#{}");
    let set = to_value::sorted_set(
        [
            Value::from(Keyword::new("k")),
            Value::from("a"),
            Value::Int(2),
            Value::from(vec!["z"]),
            Value::from(vec![1_i64]),
            Value::from(1.5),
        ]
        .into_iter(),
    );
    assert_eq!(
        set.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["1.5", "2", "\"a\"", ":k", "[1]", "[\"z\"]"]
    );
    // Many of no common order: a sort that is not told a total order may panic.
    let many = (0..200).map(|i| match i % 3 {
        0 => Value::Int(i),
        1 => Value::from(i.to_string()),
        _ => Value::from(vec![Value::Int(i)]),
    });
    assert_eq!(to_value::sorted_set(many).len(), 200);
}

#[test]
fn errors_name_the_path() {
    let error = |result: Result<()>| result.unwrap_err().to_string();
    let nested = Value::from(vec![Value::from(vec![1_i64]), Value::from(vec!["a"])]);
    assert_eq!(
        error(arg::<Vec<Vec<i64>>>(nested.clone()).map(drop)),
        ":type-error expected :i64, got :string \"a\" at [1 0]"
    );
    let map = Value::from(BTreeMap::from([("k", nested)]));
    assert_eq!(
        error(arg::<HashMap<String, (Vec<i64>, Vec<bool>)>>(map.clone()).map(drop)),
        ":type-error expected :bool, got :string \"a\" at [\"k\" 1 0]"
    );
    assert_eq!(
        error(arg::<BTreeMap<i64, Value>>(map).map(drop)),
        ":type-error expected :i64, got :string \"k\", as a key"
    );
    assert_eq!(
        error(arg::<u8>(Value::Int(256)).map(drop)),
        ":overflow expected :u8, got 256, which is out of its range"
    );
    assert_eq!(
        error(arg::<(i64,)>(Value::from([1_i64, 2])).map(drop)),
        ":type-error expected 1 elements, got 2"
    );
    assert_eq!(
        error(arg::<char>(Value::from("ab")).map(drop)),
        ":type-error expected a string of one character, got :string \"ab\""
    );
    assert_eq!(
        error(arg::<f64>(Value::Int(1)).map(drop)),
        ":type-error expected :float, got :int 1"
    );
}

#[test]
fn values_convert_by_the_standard_traits() {
    let value = Value::from((1, "a"));
    let (number, text): (i64, String) = value.try_into().unwrap();
    assert_eq!((number, text.as_str()), (1, "a"));
    let int: Int = Value::Int(4).try_into().unwrap();
    let small: u8 = int.try_into().unwrap();
    assert_eq!(small, 4);
    assert_eq!(Str::try_from(Value::from("s")).unwrap(), "s");
}

#[test]
fn rust_functions_return_values_and_results() {
    fn plain(x: i64) -> i64 {
        x + 1
    }
    fn fails(_: i64) -> Result<i64, std::num::ParseIntError> {
        "x".parse()
    }
    fn rtfs(_: i64) -> Result<f64> {
        Err(Error::new(ErrorKind::DivisionByZero, "own"))
    }
    assert_eq!(plain(1).into_rtfs().unwrap(), Value::Int(2));
    let error = fails(1).into_rtfs().unwrap_err();
    assert_eq!(
        error.to_string(),
        ":host-error invalid digit found in string"
    );
    assert_eq!(
        rtfs(1).into_rtfs().unwrap_err().kind(),
        ErrorKind::DivisionByZero
    );
    let typed: i64 = plain(1).into_result().unwrap();
    assert_eq!(typed, 2);
    let typed: Result<i64> = fails(1).into_result();
    assert_eq!(typed.unwrap_err().kind(), ErrorKind::HostError);
}
