//! A struct is checked where it is made, and where a field is replaced.

use rtfs::{ErrorKind, Keyword, Map, Value};

rtfs::rtfs! {
    (defstruct Item :name :string :count :i32)

    (defn of-map [m] (Item m))
    (defn of-parts [name count] (->Item name count))
    (defn renamed [item Item name] (assoc item :name name))
    (defn counted-again [item :any] (update (if (map? item) item nil) :count str))
    (defn counted [text :string] (Item {:name text :count (parse-int text)}))
}

fn map(pairs: &[(&str, Value)]) -> Value {
    let map: Map<Keyword, Value> = pairs
        .iter()
        .map(|(k, v)| (Keyword::new(k), v.clone()))
        .collect();
    map.into()
}

fn message<T: std::fmt::Debug>(result: rtfs::Result<T>) -> (ErrorKind, String) {
    let error = result.unwrap_err();
    (error.kind(), error.message().to_string())
}

#[test]
fn a_sound_map_makes_a_struct() {
    let item = of_map(map(&[("name", "nut".into()), ("count", 3.into())])).unwrap();
    assert_eq!((item.name.as_str(), item.count), ("nut", 3));
    assert_eq!(counted("12").unwrap().count, 12);
}

#[test]
fn a_field_that_is_missing_or_wrong_is_a_validation_error() {
    let missing = message(of_map(map(&[("name", "nut".into())])));
    assert_eq!(missing.0, ErrorKind::ValidationError);
    assert!(
        missing.1.contains("needs the field `:count`"),
        "{}",
        missing.1
    );

    let wrong = message(of_map(map(&[("name", 1.into()), ("count", 3.into())])));
    assert_eq!(wrong.0, ErrorKind::ValidationError);
    assert!(wrong.1.contains("`:name` of `Item`"), "{}", wrong.1);

    let unknown = message(of_map(map(&[
        ("name", "nut".into()),
        ("count", 3.into()),
        ("size", 1.into()),
    ])));
    assert_eq!(unknown.0, ErrorKind::ValidationError);
    assert!(unknown.1.contains("`:size`"), "{}", unknown.1);

    for result in [of_parts(1, 2), counted("many")] {
        let (kind, text) = message(result);
        assert_eq!(kind, ErrorKind::ValidationError);
        assert!(text.contains("of `Item`"), "{text}");
    }
    let nut = of_parts("nut", 1).unwrap();
    assert_eq!(message(renamed(nut, 7)).0, ErrorKind::ValidationError);
}

#[test]
fn a_number_outside_of_its_width_is_an_overflow() {
    assert_eq!(message(of_parts("nut", i64::MAX)).0, ErrorKind::Overflow);
}

#[test]
fn a_dynamic_value_is_a_map_until_it_is_a_struct_again() {
    let changed = counted_again(map(&[("name", "nut".into()), ("count", 3.into())])).unwrap();
    assert_eq!(changed.to_string(), "{:name \"nut\" :count \"3\"}");
    let error = message(of_map(changed));
    assert_eq!(error.0, ErrorKind::ValidationError);
    assert!(error.1.contains("`:count` of `Item`"), "{}", error.1);
}
