//! Values of every kind against each other, against their typed forms, and very deep.

use core::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::print::{display, readable};

/// Values of all kinds but functions, a few levels deep, from few scalars so that many are equal.
pub(crate) fn values() -> impl Strategy<Value = Value> {
    let scalars = prop_oneof![
        Just(Value::Nil),
        any::<bool>().prop_map(Value::Bool),
        (-3_i64..4).prop_map(Value::Int),
        any::<i64>().prop_map(Value::Int),
        prop::sample::select(vec![u64::MAX, 1 << 63]).prop_map(Value::from),
        prop::sample::select(vec![0.0, -0.0, 1.0, -1.5, 1e300, f64::INFINITY, f64::NAN])
            .prop_map(Value::Float),
        "[a-c\"é\n]{0,3}".prop_map(Value::from),
        "[a-c](/[a-c])?".prop_map(|name| Value::Keyword(Keyword::new(&name))),
        "[a-c]".prop_map(|name| Value::Symbol(Symbol::new(&name))),
    ];
    scalars.prop_recursive(3, 24, 4, |inner| {
        let items = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            items.clone().prop_map(Value::from),
            items
                .clone()
                .prop_map(|items| Value::List(List::from_vec(items))),
            items
                .clone()
                .prop_map(|items| Value::Set(items.into_iter().collect())),
            prop::collection::vec((inner.clone(), inner), 0..4)
                .prop_map(|entries| Value::Map(entries.into_iter().collect())),
        ]
    })
}

/// The same value with vectors and lists swapped, all the way down.
fn swap_sequences(value: &Value) -> Value {
    match value {
        Value::Vector(items) => Value::List(items.iter().map(swap_sequences).collect()),
        Value::List(items) => Value::Vector(items.iter().map(swap_sequences).collect()),
        other => other.clone(),
    }
}

fn has_nan(value: &Value) -> bool {
    readable(value).contains("##NaN")
}

proptest! {
    #[test]
    fn equality_hash_and_order_agree(a in values(), b in values()) {
        prop_assert_eq!(a == b, b == a);
        if a == b {
            prop_assert_eq!(hash::of(&a), hash::of(&b));
        }
        match (a.order(&b), b.order(&a)) {
            (Ok(there), Ok(back)) => {
                prop_assert_eq!(there, back.reverse());
                if a == b {
                    prop_assert_eq!(there, Ordering::Equal);
                }
            }
            (Err(error), Err(_)) => prop_assert_eq!(error.kind(), ErrorKind::TypeError),
            (there, back) => prop_assert!(false, "{:?} but {:?}", there, back),
        }
    }

    #[test]
    fn the_order_is_transitive(a in values(), b in values(), c in values()) {
        if let (Ok(x), Ok(y), Ok(z)) = (a.order(&b), b.order(&c), a.order(&c)) {
            prop_assert!(x != y || z == x);
        }
    }

    #[test]
    fn a_value_equals_itself_unless_it_holds_nan(a in values()) {
        if has_nan(&a) {
            prop_assert!(a != a.clone());
        } else {
            prop_assert!(a == a.clone());
        }
    }

    #[test]
    fn vectors_equal_lists(a in values()) {
        let b = swap_sequences(&a);
        prop_assert_eq!(hash::of(&a), hash::of(&b));
        if !has_nan(&a) {
            prop_assert!(a == b);
            prop_assert!(!matches!(a.order(&b), Ok(Ordering::Less | Ordering::Greater)));
        }
    }

    #[test]
    fn typed_and_dynamic_forms_agree(
        a in prop::collection::vec((any::<i64>(), "[a-b]{0,2}", prop::option::of(any::<bool>())), 0..4),
        b in prop::collection::vec((any::<i64>(), "[a-b]{0,2}", prop::option::of(any::<bool>())), 0..4),
    ) {
        type Typed = Vector<(Int, Str, Option<bool>)>;
        let typed = |items: Vec<(i64, String, Option<bool>)>| -> Typed {
            items.into_iter().map(|(a, b, c)| (Int::from(a), Str::from(b), c)).collect()
        };
        let (a, b) = (typed(a), typed(b));
        let (x, y) = (a.clone().into_value(), b.clone().into_value());
        prop_assert_eq!(a.same(&b), x.same(&y));
        prop_assert_eq!(a.order(&b).ok(), x.order(&y).ok());
        prop_assert_eq!(hash::of(&a), hash::of(&x));
        prop_assert_eq!(readable(&a), readable(&x));
        prop_assert!(Typed::from_value(x).unwrap().same(&a));
    }
}

#[test]
fn kinds_have_names() {
    let shown = [
        (Value::Nil, ":nil", "nil"),
        (Value::from(u64::MAX), ":int", "18446744073709551615"),
        (Value::Float(4.0), ":float", "4.0"),
        (Value::from("a"), ":string", "\"a\""),
        (Value::Symbol(Symbol::new("s")), ":symbol", "s"),
        (Value::from([1, 2]), ":vector", "[1 2]"),
        (
            Value::List(List::from_vec(vec![Value::from("a")])),
            ":list",
            "(\"a\")",
        ),
        (
            Value::Set([Value::Nil].into_iter().collect()),
            ":set",
            "#{nil}",
        ),
        (
            Value::Map(Map::from_iter([(Value::Int(1), Value::from("x"))])),
            ":map",
            "{1 \"x\"}",
        ),
    ];
    for (value, name, text) in shown {
        assert_eq!(
            (value.kind().as_str(), value.to_string().as_str()),
            (name, text)
        );
        assert_eq!(format!("{value:?}"), text);
    }
    assert_eq!(display(&Value::from("a")), "a");
    assert_eq!(display(&Value::from(["a"])), "[\"a\"]");
    assert_eq!(display(&Value::Nil), "nil");
}

#[test]
fn what_is_true() {
    for value in [
        Value::Int(0),
        Value::from(""),
        Value::from(Vec::<i64>::new()),
        Value::Bool(true),
    ] {
        assert!(value.is_truthy());
    }
    assert!(!Value::Nil.is_truthy() && !Value::Bool(false).is_truthy());
}

#[test]
fn ints_and_floats_are_apart() {
    assert_ne!(Value::Int(1), Value::Float(1.0));
    assert_eq!(
        Value::Int(1).order(&Value::Float(1.0)).unwrap(),
        Ordering::Equal
    );
    assert_ne!(Value::Float(f64::NAN), Value::Float(f64::NAN));
    assert_eq!(Value::Float(0.0), Value::Float(-0.0));
}

#[test]
fn the_order_of_kinds() {
    let order = |a: Value, b: Value| a.order(&b).map_err(|error| error.to_string());
    assert_eq!(order(Value::Nil, Value::from("a")), Ok(Ordering::Less));
    assert_eq!(order(Value::from("a"), Value::Nil), Ok(Ordering::Greater));
    assert_eq!(
        order(Value::Float(f64::NAN), Value::from(u64::MAX)),
        Ok(Ordering::Greater)
    );
    assert_eq!(
        order(Value::Float(f64::INFINITY), Value::from(u64::MAX)),
        Ok(Ordering::Greater)
    );
    assert_eq!(
        order(Value::from([9, 9]), Value::from([1, 1, 1])),
        Ok(Ordering::Less)
    );
    assert_eq!(
        order(Value::from([1, 2]), Value::from([1, 3])),
        Ok(Ordering::Less)
    );
    assert_eq!(
        order(Value::Int(1), Value::from("a")),
        Err(":type-error cannot compare :int 1 and :string \"a\"".to_owned())
    );
}

/// How a level of a deep value is made.
type Wrap = fn(Value) -> Value;

fn in_vector(inner: Value) -> Value {
    Value::Vector(Vector::from_vec(vec![inner]))
}

fn in_list(inner: Value) -> Value {
    Value::List(List::from_vec(vec![inner]))
}

fn in_map(inner: Value) -> Value {
    Value::Map(Map::from_iter([(Value::Int(1), inner)]))
}

fn deep(levels: usize, wrap: Wrap) -> Value {
    (0..levels).fold(Value::Nil, |inner, _| wrap(inner))
}

fn on_a_small_thread(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

/// Compares, hashes, prints and drops a value nested a million levels deep.
fn a_million_levels(wrap: Wrap) {
    on_a_small_thread(move || {
        let levels = 1_000_000;
        let (a, b) = (deep(levels, wrap), deep(levels, wrap));
        assert!(a == b);
        assert_ne!(hash::of(&a), hash::of(&Value::Nil));
        assert!(readable(&a).len() > 2 * levels);
        assert_eq!(a.order(&b).unwrap(), Ordering::Equal);
    });
}

#[test]
fn a_million_vectors() {
    a_million_levels(in_vector);
}

#[test]
fn a_million_lists() {
    a_million_levels(in_list);
}

#[test]
fn a_million_maps() {
    a_million_levels(in_map);
}

#[test]
fn deep_values_differ_at_the_bottom() {
    on_a_small_thread(|| {
        let deep_with =
            |bottom: Value| (0..10_000).fold(bottom, |inner, _| in_map(in_vector(inner)));
        let (a, b) = (deep_with(Value::Int(1)), deep_with(Value::Int(2)));
        assert!(a != b);
        assert_ne!(hash::of(&a), hash::of(&b));
        assert_eq!(a.order(&b).unwrap(), Ordering::Less);
    });
}

#[test]
fn deep_keys_are_found() {
    on_a_small_thread(|| {
        let key = deep(100_000, in_vector);
        let map: Map<Value, Value> = Map::from_iter([(key.clone(), Value::Int(1))]);
        assert_eq!(map.get(&key), Some(&Value::Int(1)));
        assert_eq!(map.get(&deep(99_999, in_vector)), None);
    });
}

#[test]
fn a_message_about_a_deep_value_is_short() {
    on_a_small_thread(|| {
        let error = Int::from_value(deep(1_000_000, in_vector)).unwrap_err();
        assert!(error.message().chars().count() < 130);
    });
}
