//! What the printer writes, the reader reads: every value comes back equal.

use proptest::prelude::*;

use super::super::{Form, FormKind};
use super::read;
use crate::print::readable;
use crate::{Data, Int, Keyword, List, Map, Set, Str, Symbol, Value, Vector};

/// The value that a form of plain data stands for.
fn value(form: &Form) -> Value {
    let all = |items: &[Form]| items.iter().map(value).collect::<Vec<_>>();
    match &form.kind {
        FormKind::Nil => Value::Nil,
        FormKind::Bool(value) => Value::Bool(*value),
        FormKind::Int(value) => value.clone().into_value(),
        FormKind::Float(value) => Value::Float(*value),
        FormKind::Str(text) => Value::Str(text.clone()),
        FormKind::Keyword(name) => Value::Keyword(Keyword::new(name)),
        FormKind::Symbol(name) => Value::Symbol(Symbol::new(name)),
        FormKind::List(items) => Value::List(all(items).into_iter().collect::<List<_>>()),
        FormKind::Vector(items) => Value::Vector(all(items).into_iter().collect::<Vector<_>>()),
        FormKind::Set(items) => Value::Set(all(items).into_iter().collect::<Set<_>>()),
        FormKind::Map(items) => {
            let entries = items
                .chunks_exact(2)
                .map(|pair| (value(&pair[0]), value(&pair[1])));
            Value::Map(entries.collect::<Map<_, _>>())
        }
        other => panic!("no plain data: {other:?}"),
    }
}

fn values() -> impl Strategy<Value = Value> {
    let name = "[a-zé*!?<>=λ→][a-z0-9é*+!_?'.-]{0,5}(/[a-z]{1,3})?";
    let constant = |name: &String| !matches!(name.as_str(), "nil" | "true" | "false");
    let leaf = prop_oneof![
        Just(Value::Nil),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        any::<i128>().prop_map(|int| Int::from(int).into_value()),
        any::<f64>()
            .prop_filter("NaN equals nothing", |float| !float.is_nan())
            .prop_map(Value::Float),
        any::<String>().prop_map(|text| Value::Str(Str::from(text))),
        name.prop_map(|name| Value::Keyword(Keyword::new(&name))),
        name.prop_filter("a constant", constant)
            .prop_map(|name| Value::Symbol(Symbol::new(&name))),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let items = || prop::collection::vec(inner.clone(), 0..6);
        let entries = prop::collection::vec((inner.clone(), inner.clone()), 0..6);
        prop_oneof![
            items().prop_map(|items| Value::Vector(items.into_iter().collect())),
            items().prop_map(|items| Value::List(items.into_iter().collect())),
            items().prop_map(|items| Value::Set(items.into_iter().collect())),
            entries.prop_map(|entries| Value::Map(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_printed_value_reads_back(original in values()) {
        let text = readable(&original);
        let forms = read(&text);
        prop_assert_eq!(forms.len(), 1, "{}", text);
        prop_assert!(value(&forms[0]).same(&original), "{}", text);
    }
}
