use std::sync::Arc;

use super::*;
use crate::{Arity, Data, Func, Int, List, Map, Number, Set, Str, Vector};

fn int(n: i64) -> Value {
    Value::Int(n)
}

fn key(name: &str) -> Value {
    Value::Keyword(Keyword::new(name))
}

fn at_least(n: i64) -> Schema {
    Schema::refined(
        Schema::Int,
        [Predicate::Compare(Comparison::Ge, Value::Int(n))],
    )
}

fn error<T: Data>(schema: &Schema, value: T) -> String {
    Types::default()
        .check(schema, &value)
        .unwrap_err()
        .to_string()
}

fn passes<T: Data>(schema: &Schema, value: T) -> bool {
    let types = Types::default();
    let typed = types.check(schema, &value).is_ok();
    // What a value is does not depend on how it is held.
    assert_eq!(typed, types.check(schema, &value.into_value()).is_ok());
    typed
}

#[test]
fn types_without_parts() {
    assert!(passes(&Schema::Int, 5_i64));
    assert!(passes(&Schema::Int, Int::from(5)));
    assert!(!passes(&Schema::Int, 5.0));
    assert!(passes(&Schema::Number, Number::from(5.0)));
    assert!(passes(&Schema::Option(Arc::new(Schema::Str)), None::<Str>));
    assert!(passes(&Schema::Any, Value::Nil));
    assert_eq!(
        error(&Schema::Int, Str::from("a")),
        ":type-error expected :int, got :string \"a\""
    );
    assert_eq!(
        error(&Schema::Fixed(Width::U8), 256_i64),
        ":overflow expected :u8, got 256, which is out of its range"
    );
}

#[test]
fn parts_are_checked_where_they_are() {
    let vector = Schema::vector(at_least(0));
    assert!(passes(&vector, Vector::from([1_i64, 2])));
    assert_eq!(
        error(&vector, Vector::from([1_i64, -2])),
        ":validation-error expected [:and :int [:>= 0]], got :int -2 at [1]"
    );
    let map = Schema::map(Schema::Keyword, vector);
    let value = Map::from_iter([(Keyword::new("a"), Vector::from([-1_i64]))]);
    assert_eq!(
        error(&map, value),
        ":validation-error expected [:and :int [:>= 0]], got :int -1 at [:a 0]"
    );
    assert!(passes(&Schema::set(at_least(0)), Set::from_iter([1_i64])));
    assert!(passes(
        &Schema::list(Schema::Int),
        List::from_vec(vec![1_i64])
    ));
    assert!(!passes(&Schema::list(Schema::Int), Vector::from([1_i64])));
    let pair = Schema::tuple([Schema::Int, Schema::Str]);
    assert!(passes(&pair, (1_i64, Str::from("a"))));
    assert_eq!(
        error(&pair, (1_i64,)),
        ":type-error expected [:tuple :int :string], got 1 elements"
    );
}

#[test]
fn records_are_open_and_structs_are_not() {
    let record = Schema::record([
        Member::new("a", Schema::Int, false),
        Member::new("b", Schema::Str, true),
    ]);
    let map = |pairs: &[(&str, Value)]| -> Map<Value, Value> {
        pairs.iter().map(|(k, v)| (key(k), v.clone())).collect()
    };
    assert!(passes(&record, map(&[("a", int(1)), ("z", Value::Nil)])));
    assert_eq!(
        error(&record, map(&[("b", "x".into())])),
        ":type-error expected [:map [:a :int] [:b :string ?]], but the key :a is missing"
    );
    assert_eq!(
        error(&record, map(&[("a", int(1)), ("b", int(2))])),
        ":type-error expected :string, got :int 2 at [:b]"
    );
    let types = Types {
        named: Vec::new(),
        structs: vec![Struct {
            name: "P".into(),
            fields: [Member::new("a", at_least(0), false)].into(),
        }],
    };
    let fails = |value: Map<Value, Value>| {
        let error = types.check(&Schema::Struct(0), &value).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        fails(map(&[("a", int(1)), ("z", int(1))])),
        ":validation-error `P` has no field `:z`"
    );
    assert_eq!(
        fails(map(&[("a", int(-1))])),
        ":validation-error expected [:and :int [:>= 0]], got :int -1 at [:a]"
    );
}

#[test]
fn predicates() {
    let refined = |base: Schema, predicate| Schema::refined(base, [predicate]);
    let text = |predicate| refined(Schema::Str, predicate);
    assert!(passes(
        &text(Predicate::Length(Bound::Max, 3)),
        Str::from("äöü")
    ));
    assert!(!passes(
        &text(Predicate::Length(Bound::Min, 4)),
        Str::from("äöü")
    ));
    assert!(passes(
        &text(Predicate::Length(Bound::Exactly, 3)),
        Str::from("äöü")
    ));
    let vector = |predicate| refined(Schema::vector(Schema::Any), predicate);
    assert!(!passes(&vector(Predicate::NonEmpty), Vector::<i64>::new()));
    assert!(passes(
        &vector(Predicate::Count(Bound::Min, 1)),
        Vector::from([1_i64])
    ));
    let map = |predicate| refined(Schema::map(Schema::Any, Schema::Any), predicate);
    let value = Map::from_iter([(Keyword::new("a"), 1_i64)]);
    assert!(passes(&map(Predicate::HasKey(key("a"))), value.clone()));
    assert!(!passes(
        &map(Predicate::RequiredKeys([key("a"), key("b")].into())),
        value
    ));
    let number = |predicate| refined(Schema::Number, predicate);
    assert!(passes(&number(Predicate::InRange(int(0), int(1))), 1.0));
    assert!(!passes(
        &number(Predicate::InRange(int(0), int(1))),
        f64::NAN
    ));
    assert!(passes(&number(Predicate::NotEqual(int(1))), 1.0));
    assert!(passes(&number(Predicate::Equal(int(1))), 1_i64));
    let both = Schema::refined(
        Schema::Int,
        [
            Predicate::Compare(Comparison::Gt, int(0)),
            Predicate::Compare(Comparison::Lt, int(9)),
        ],
    );
    assert_eq!(
        error(&both, 12_i64),
        ":validation-error expected [:and :int [:> 0] [:< 9]], got :int 12: [:< 9] does not hold"
    );
}

#[test]
fn unions_and_enums() {
    let union = Schema::union([at_least(0), Schema::Str]);
    assert!(passes(&union, Str::from("a")));
    assert_eq!(
        error(&union, 1.5),
        ":type-error expected [:union [:and :int [:>= 0]] :string], got :float 1.5"
    );
    assert_eq!(
        error(&union, -1_i64),
        ":validation-error expected [:union [:and :int [:>= 0]] :string], got :int -1"
    );
    let suits = Schema::one_of([key("red"), key("black")]);
    assert!(passes(&suits, Keyword::new("red")));
    assert_eq!(
        error(&suits, Keyword::new("green")),
        ":validation-error expected [:enum :red :black], got :keyword :green"
    );
}

/// A tree: nil, or a number with two trees.
fn tree() -> Types {
    let node = Schema::tuple([Schema::Int, Schema::Named(0), Schema::Named(0)]);
    Types {
        named: vec![Named {
            name: "Tree".into(),
            schema: Schema::union([Schema::Nil, node]),
        }],
        structs: Vec::new(),
    }
}

#[test]
fn a_type_may_contain_itself() {
    let types = tree();
    let node = |v: i64, l: Value, r: Value| Value::Vector(Vector::from([int(v), l, r]));
    let good = node(1, node(2, Value::Nil, Value::Nil), Value::Nil);
    assert!(types.check(&Schema::Named(0), &good).is_ok());
    let bad = node(1, node(2, Value::from("x"), Value::Nil), Value::Nil);
    assert_eq!(
        types
            .check(&Schema::Named(0), &bad)
            .unwrap_err()
            .to_string(),
        ":type-error expected Tree ([:union :nil [:tuple :int Tree Tree]]), got :string \"x\" at [1 1]"
    );
    let mut deep = Value::Nil;
    for n in 0..50_000 {
        deep = node(n, deep, Value::Nil);
    }
    assert!(types.check(&Schema::Named(0), &deep).is_ok());
}

#[test]
fn functions_check_themselves_wherever_they_are() {
    let types = Arc::new(Types::default());
    let f = Schema::function([at_least(0)], None, Schema::Str);
    let id = Func::new("id", Arity::exactly(1), |args| Ok(args[0].clone()));
    let value = Value::Vector(Vector::from([Value::Func(id)]));
    let Value::Vector(items) = types
        .enforce(&Schema::vector(f.clone()), value, "fs")
        .unwrap()
    else {
        panic!("no vector");
    };
    let Some(Value::Func(f_checked)) = items.get(0) else {
        panic!("no function");
    };
    assert_eq!(
        f_checked.call(&[int(-1)]).unwrap_err().to_string(),
        ":validation-error argument 1 of `id`: expected [:and :int [:>= 0]], got :int -1"
    );
    assert_eq!(
        f_checked.call(&[int(1)]).unwrap_err().to_string(),
        ":type-error the result of `id`: expected :string, got :int 1"
    );
    let two = Func::new("two", Arity::exactly(2), |_| Ok(Value::Nil));
    assert_eq!(
        types
            .enforce(&f, Value::Func(two), "f")
            .unwrap_err()
            .to_string(),
        ":type-error f: expected [:fn [[:and :int [:>= 0]]] :string], got a function of 2 arguments"
    );
}
