use std::collections::BTreeMap;

use ::serde::{Deserialize, Serialize};

use super::*;
use crate::{
    Arity, Func, Int, Keyword, LazyKeys, List, Map, Number, Rec, Set, Shape, Str, Symbol, Vector,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Person {
    name: String,
    age: u8,
    tags: Vec<char>,
    boss: Option<Box<Person>>,
    kind: Kind,
    unit: (),
    pair: (i128, f32),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Plain,
    Named(String),
    Pair(i64, bool),
    Fields { x: f64 },
}

fn person(kind: Kind, boss: Option<Box<Person>>) -> Person {
    Person {
        name: "A".into(),
        age: 7,
        tags: vec!['x', 'é'],
        boss,
        kind,
        unit: (),
        pair: (-1, 0.5),
    }
}

fn key(name: &str) -> Value {
    Value::from(Keyword::new(name))
}

#[test]
fn rust_types_become_values_and_come_back() {
    for (kind, shown) in [
        (Kind::Plain, ":Plain"),
        (Kind::Named("n".into()), "{:Named \"n\"}"),
        (Kind::Pair(1, true), "{:Pair [1 true]}"),
        (Kind::Fields { x: 1.0 }, "{:Fields {:x 1.0}}"),
    ] {
        let it = person(kind.clone(), Some(Box::new(person(kind, None))));
        let value = to_value(&it).unwrap();
        let inner = format!(
            "{{:name \"A\" :age 7 :tags [\"x\" \"é\"] :boss nil :kind {shown} :unit nil :pair [-1 0.5]}}"
        );
        assert_eq!(
            value.to_string(),
            inner.replace(":boss nil", &format!(":boss {inner}"))
        );
        assert_eq!(from_value::<Person>(value).unwrap(), it);
    }
}

#[test]
fn names_may_be_strings() {
    let value: Value = serde_json::from_str(
        r#"{"name":"A","age":7,"tags":["x","é"],"boss":null,"kind":"Plain","unit":null,"pair":[-1,0.5]}"#,
    )
    .unwrap();
    assert_eq!(
        from_value::<Person>(value).unwrap(),
        person(Kind::Plain, None)
    );
}

#[test]
fn errors_name_the_path() {
    let mut boss = to_value(&person(Kind::Plain, None)).unwrap();
    if let Value::Map(map) = boss {
        boss = Value::Map(map.assoc(key("age"), Value::Int(300)));
    }
    let people = Value::from(vec![boss]);
    let error = from_value::<Vec<Person>>(people).unwrap_err();
    assert_eq!(
        error.to_string(),
        ":type-error invalid value: integer `300`, expected u8 at [0 :age]"
    );
    let error = from_value::<(i64, i64)>(Value::from([1, 2, 3])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TypeError);
    assert!(from_value::<Kind>(Value::Nil).is_err());
    assert!(from_value::<Kind>(key("Unknown")).is_err());
    assert!(from_value::<Kind>(key("Named")).is_err());
    assert!(
        from_value::<Person>(Value::Map(Map::new()))
            .unwrap_err()
            .message()
            .contains("name")
    );
}

/// One value of every kind that serialises.
fn every_kind() -> Value {
    let big: Int = "123456789012345678901234567890".parse().unwrap();
    let scalars = vec![
        Value::Nil,
        Value::Bool(true),
        Value::Int(-5),
        Value::from(u64::MAX),
        Value::from(big),
        Value::Float(1.5),
        Value::from("text"),
        key("a/b"),
        Value::Symbol(Symbol::new("s")),
    ];
    let collections = [
        Value::from(scalars.clone()),
        Value::List(List::from_vec(scalars.clone())),
        Value::Set(scalars.clone().into_iter().collect()),
        Value::Map(
            scalars
                .into_iter()
                .map(|item| (item.clone(), Value::from([item])))
                .collect(),
        ),
    ];
    Value::from(collections)
}

#[test]
fn a_value_goes_through_unchanged() {
    let value = every_kind();
    let there = to_value(&value).unwrap();
    assert_eq!(there, value);
    // Lists equal vectors, so look at the text too.
    assert_eq!(there.to_string(), value.to_string());
    let back: Value = from_value(there).unwrap();
    assert_eq!(back.to_string(), value.to_string());
}

#[test]
fn functions_do_not_serialise() {
    let func = Value::Func(Func::new("f", Arity::ANY, |_| Ok(Value::Nil)));
    assert_eq!(
        to_value(&func).unwrap_err().to_string(),
        ":type-error #<fn f> cannot be serialised"
    );
    assert!(from_value::<Value>(func.clone()).is_err());
    assert!(serde_json::to_string(&func).is_err());
}

fn json<T>(value: T, text: &str)
where
    T: Serialize + for<'de> Deserialize<'de> + PartialEq + core::fmt::Debug,
{
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(from_value::<T>(to_value(&value).unwrap()).unwrap(), value);
}

#[derive(Clone, Copy)]
struct Xy;

impl Shape for Xy {
    const KEYS: &'static [&'static str] = &["x", "y"];
    fn keys() -> &'static [Keyword] {
        static KEYS: LazyKeys = LazyKeys::new();
        KEYS.get(Self::KEYS)
    }
}

#[test]
fn rtfs_types_go_through_json() {
    json(Int::from(5), "5");
    json(Int::from(u64::MAX), "18446744073709551615");
    json(
        Int::from(u128::MAX),
        "\"340282366920938463463374607431768211455\"",
    );
    json(Number::from(5), "5");
    json(Number::from(5.0), "5.0");
    json(Str::from("a\n"), "\"a\\n\"");
    json(Keyword::new("a/b"), "\"a/b\"");
    json(Symbol::new("s"), "\"s\"");
    json(Vector::from_vec(vec![Some(1_i64), None]), "[1,null]");
    json(List::from_vec(vec![1.5_f64]), "[1.5]");
    json(Set::from_iter([true]), "[true]");
    json(Map::from_iter([(Keyword::new("a"), 1_i64)]), "{\"a\":1}");
    json(
        Map::from_iter([(Int::from(3), Str::from("x"))]),
        "{\"3\":\"x\"}",
    );
    json(
        Rec::<Xy, _>::new((1_i64, Str::from("a"))),
        "{\"x\":1,\"y\":\"a\"}",
    );
    json(
        Rec::<Xy, _>::new((Rec::<Xy, _>::new((1_i64, ())), ())),
        "{\"x\":{\"x\":1,\"y\":null},\"y\":null}",
    );
}

#[test]
fn json_becomes_values() {
    let value: Value =
        serde_json::from_str(r#"{"a":[1,18446744073709551615,1.5,null,true,"s"]}"#).unwrap();
    assert_eq!(
        value.to_string(),
        r#"{"a" [1 18446744073709551615 1.5 nil true "s"]}"#
    );
    let map: BTreeMap<String, Value> = from_value(value).unwrap();
    assert_eq!(map.len(), 1);
}

#[test]
fn a_record_without_a_key_says_which() {
    let error = serde_json::from_str::<Rec<Xy, (i64, i64)>>(r#"{"x":1,"z":2}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("missing field `y`"),
        "{error}"
    );
}

#[test]
fn deep_values_serialise() {
    let run = || {
        let mut value = Value::Nil;
        for _ in 0..100_000 {
            value = Value::from([value]);
        }
        let there = to_value(&value).unwrap();
        let back: Value = from_value(there).unwrap();
        assert!(back == value);
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}
