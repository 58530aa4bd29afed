//! The typed forms by values, the dynamic forms by what the typed ones give.

use proptest::prelude::*;

use super::*;
use crate::{Arity, Data, Func, Int, Keyword, List, Map, Number, Result, Set, Str, Vector};

fn vector(items: &[i64]) -> Vector<i64> {
    Vector::from_slice(items)
}

fn list(items: &[i64]) -> List<i64> {
    List::from_slice(items)
}

fn int(i: i64) -> Value {
    Value::Int(i)
}

fn text(s: &str) -> Value {
    Value::from(s)
}

fn key(name: &str) -> Value {
    Value::from(Keyword::new(name))
}

fn read(value: impl Data) -> String {
    value.into_value().to_string()
}

fn fails<T: core::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn elements_of_patterns() {
    assert_eq!(element(&vector(&[5, 6]), 1), Some(6));
    assert_eq!(element(&list(&[5, 6]), 2), None);
    assert_eq!(element(&vector(&[5]), -1), None);
    assert_eq!(element(&Str::from("aé€"), 2), Some(Str::from("€")));
    assert_eq!(element(&Str::from("ab"), 1), Some(Str::from("b")));
    assert_eq!(element(&Some(vector(&[5])), 0), Some(5));
    assert_eq!(element(&None::<Vector<i64>>, 0), None);
    assert_eq!(element_any(&vector(&[5]).into_value(), 0).unwrap(), int(5));
    assert_eq!(element_any(&Value::Nil, 0).unwrap(), Value::Nil);
    assert_eq!(
        fails(element_any(&int(5), 0)),
        ":type-error destructuring takes a sequence, got :int 5"
    );
    assert_eq!(
        fails(rest_from_any(&Value::Set(Set::new()), 0)),
        ":type-error destructuring takes a sequence, got :set #{}"
    );
}

#[test]
fn what_follows_in_a_pattern() {
    assert_eq!(rest_from(&vector(&[1, 2, 3]), 1), Some(list(&[2, 3])));
    assert_eq!(rest_from(&list(&[1, 2]), 2), None);
    assert_eq!(rest_from(&list(&[1, 2]), 9), None);
    assert_eq!(
        rest_from(&Str::from("aé"), 1).unwrap().to_string(),
        "(\"é\")"
    );
    assert_eq!(rest_from(&None::<Str>, 0), None);
    let any = rest_from_any(&text("ab"), 0).unwrap();
    assert_eq!(any.into_value().to_string(), "(\"a\" \"b\")");
    assert_eq!(rest_from_any(&Value::Nil, 0).unwrap(), None);
}

#[test]
fn lookup_by_key() {
    let map = Map::from([(1_i64, Str::from("one"))]);
    assert_eq!(get(&map, &1), Some(Str::from("one")));
    assert_eq!(get(&map, &2), None);
    assert_eq!(get(&Some(map.clone()), &1), Some(Str::from("one")));
    assert_eq!(get_or(&map, &2, Str::from("none")), "none");
    assert_eq!(get(&Set::from([7_i64]), &7), Some(7));
    assert_eq!(get_loose(&map, &int(1)), Some(Str::from("one")));
    assert_eq!(get_loose(&map, &Value::Float(1.0)), None);
    assert_eq!(get_loose(&map, &text("1")), None);
    assert_eq!(get_loose_or(&map, &Value::Nil, Str::new()), "");
    assert!(contains(&map, &1) && !contains(&None::<Set<i64>>, &1));
    assert!(contains_loose(&map, &int(1)) && !contains_loose(&map, &key("a")));
    assert_eq!(get_index(&vector(&[5]), 0), Some(5));
    assert_eq!(get_index_or(&list(&[5]), 1, 9), 9);
    assert!(contains_index(&vector(&[5]), 0));
    assert!(!contains_index(&list(&[5]), 1) && !contains_index(&list(&[5]), -1));
}

#[test]
fn a_loose_key_equals_across_types() {
    let map = Map::from([(vector(&[1, 2]), 5_i64)]);
    assert_eq!(get_loose(&map, &list(&[1, 2]).into_value()), Some(5));
    assert_eq!(dissoc_loose(map, &list(&[1, 2]).into_value()).len(), 0);
    // Also where the table is hashed.
    let many: Map<Int, i64> = (0..100).map(|i| (Int::from(i), i)).collect();
    for i in 0..100 {
        assert_eq!(get_loose(&many, &int(i)), Some(i));
    }
    assert_eq!(get_loose(&many, &Value::Float(3.0)), None);
}

#[test]
fn lookup_in_values() {
    let map = Value::from(Map::from([(Keyword::new("a"), 1_i64)]));
    assert_eq!(get_any(&map, &key("a")), int(1));
    assert_eq!(get_any(&map, &key("b")), Value::Nil);
    assert_eq!(get_any_or(&map, &key("b"), int(9)), int(9));
    assert_eq!(get_any(&int(5), &int(0)), Value::Nil);
    assert_eq!(get_any(&text("aé"), &int(1)), text("é"));
    assert_eq!(get_any(&list(&[5]).into_value(), &int(0)), Value::Nil);
    assert_eq!(get_any(&vector(&[5]).into_value(), &key("a")), Value::Nil);
    // The element of a set as the set holds it.
    let set = Value::Set(Set::from([vector(&[1]).into_value()]));
    assert_eq!(get_any(&set, &list(&[1]).into_value()).to_string(), "[1]");
    assert!(contains_any(&map, &key("a")).unwrap());
    assert!(contains_any(&vector(&[5]).into_value(), &int(0)).unwrap());
    assert!(!contains_any(&Value::Nil, &int(0)).unwrap());
    assert_eq!(
        fails(contains_any(&int(5), &int(0))),
        ":type-error `contains?` takes a map, a set, a vector or a string, got :int 5"
    );
    assert_eq!(
        fails(contains_any(&list(&[5]).into_value(), &int(0))),
        ":type-error `contains?` takes a map, a set, a vector or a string, got :list (5)"
    );
}

#[test]
fn nth_is_in_bounds_or_an_error() {
    assert_eq!(nth(&vector(&[5, 6]), 1).unwrap(), 6);
    assert_eq!(
        fails(nth(&vector(&[1, 2, 3]), 7)),
        ":index-out-of-bounds `nth`: index 7 is out of bounds of a vector of 3"
    );
    assert_eq!(
        fails(nth(&Str::from("é"), -1)),
        ":index-out-of-bounds `nth`: index -1 is out of bounds of a string of 1"
    );
    assert_eq!(
        fails(nth(&None::<List<i64>>, 0)),
        ":index-out-of-bounds `nth`: index 0 is out of bounds of nil"
    );
    assert_eq!(nth_any(&text("ab"), 1).unwrap(), text("b"));
    assert_eq!(nth_any(&Value::Nil, 1).unwrap(), Value::Nil);
    assert_eq!(nth_any_or(&Value::Nil, 1, int(9)).unwrap(), int(9));
    assert_eq!(
        nth_any_or(&list(&[1]).into_value(), 1, int(9)).unwrap(),
        int(9)
    );
    assert_eq!(
        fails(nth_any(&list(&[1]).into_value(), 1)),
        ":index-out-of-bounds `nth`: index 1 is out of bounds of a list of 1"
    );
    assert_eq!(
        fails(nth_any(&Value::Map(Map::new()), 0)),
        ":type-error `nth` takes a vector, a list or a string, got :map {}"
    );
}

#[test]
fn machine_ints_are_read_where_they_lie() {
    let big = || Int::Small(i64::MAX).inc();
    let run: List<Int> = [Int::Small(1), big()].into_iter().collect();
    let cells = run.clone().cons(Int::Small(2)).cons(big());
    let all = |coll: &List<Int>| -> Vec<String> {
        let read = |index| match nth_small(coll, index) {
            Ok(small) => small.to_string(),
            Err(None) => "big".to_string(),
            Err(Some(error)) => error.to_string(),
        };
        let seen = |index| match nth_small(&coll.view(), index) {
            Ok(small) => small.to_string(),
            Err(None) => "big".to_string(),
            Err(Some(error)) => error.to_string(),
        };
        let read: Vec<String> = (-1..5).map(read).collect();
        assert_eq!(read, (-1..5).map(seen).collect::<Vec<_>>());
        read
    };
    let beyond = |index: i64, size| {
        format!(":index-out-of-bounds `nth`: index {index} is out of bounds of a list of {size}")
    };
    let expected = |found: &[&str]| -> Vec<String> {
        let size = found.len();
        let found = found.iter().map(ToString::to_string);
        let after = (size..5).map(|index| beyond(index as i64, size));
        [beyond(-1, size)]
            .into_iter()
            .chain(found)
            .chain(after)
            .collect()
    };
    assert_eq!(all(&run), expected(&["1", "big"]));
    assert_eq!(all(&cells), expected(&["big", "2", "1", "big"]));
    assert_eq!(all(&List::new()), expected(&[]));
    assert_eq!(
        nth_small(&Vector::from_vec(vec![Int::Small(7)]), 0).unwrap(),
        7
    );
    assert!(matches!(
        nth_small(&Vector::from_vec(vec![big()]), 0),
        Err(None)
    ));
}

#[test]
fn ends_and_sizes() {
    let map = Map::from([(1_i64, 10_i64), (2, 20), (3, 30)]);
    assert_eq!(
        (first(&map), second(&map), last(&map)),
        (Some((1, 10)), Some((2, 20)), Some((3, 30)))
    );
    let set = Set::from([4_i64, 5]);
    assert_eq!(
        (first(&set), second(&set), last(&set)),
        (Some(4), Some(5), Some(5))
    );
    let word = Str::from("né");
    assert_eq!(last(&word), Some(Str::from("é")));
    assert_eq!((count(&word), is_empty(&word)), (2, false));
    assert_eq!((count(&map), count(&None::<Str>)), (3, 0));
    assert!(is_empty(&Str::new()) && is_empty(&None::<Vector<i64>>));
    assert_eq!(read(first_any(&map.into_value()).unwrap()), "[1 10]");
    assert_eq!(last_any(&Value::Nil).unwrap(), Value::Nil);
    assert_eq!(count_any(&text("né")).unwrap(), 2);
    assert!(is_empty_any(&Value::Nil).unwrap());
    assert_eq!(
        fails(first_any(&int(5))),
        ":type-error `first` takes a sequence, got :int 5"
    );
    assert_eq!(
        fails(is_empty_any(&int(5))),
        ":type-error `empty?` takes a collection or a string, got :int 5"
    );
}

#[test]
fn what_is_left_keeps_its_kind() {
    assert_eq!(rest(vector(&[1, 2])), vector(&[2]));
    assert_eq!(rest(list(&[])), list(&[]));
    assert_eq!(rest(Str::from("éa")), "a");
    assert_eq!(read(rest(Set::from([1_i64, 2]))), "[2]");
    assert_eq!(read(rest(Map::from([(1_i64, 2_i64), (3, 4)]))), "[[3 4]]");
    assert_eq!(rest(None::<List<i64>>), list(&[]));
    assert_eq!(next(vector(&[1])), None);
    assert_eq!(next(Str::from("é")), None);
    assert_eq!(next(Some(list(&[1, 2]))), Some(list(&[2])));
    assert_eq!(read(seq(Str::from("éa"))), r#"["é" "a"]"#);
    assert_eq!(seq(Set::<i64>::new()), None);
    assert_eq!(read(seq(Set::from([1_i64]))), "[1]");
    assert_eq!(read(rest_any(Value::Nil).unwrap()), "[]");
    assert_eq!(read(rest_any(text("abc")).unwrap()), "\"bc\"");
    assert_eq!(read(next_any(list(&[1, 2]).into_value()).unwrap()), "(2)");
    assert_eq!(next_any(vector(&[1]).into_value()).unwrap(), Value::Nil);
    assert_eq!(seq_any(text("")).unwrap(), Value::Nil);
    assert_eq!(
        fails(rest_any(int(5))),
        ":type-error `rest` takes a sequence, got :int 5"
    );
}

#[test]
fn a_walk_by_rest_is_linear() {
    // 200,000 steps at O(n) each would be 20 billion.
    let mut left = (0..200_000_i64).collect::<Vector<_>>();
    let keep = left.clone();
    let mut sum = 0;
    while let Some(item) = first(&left) {
        sum += item;
        left = rest(left);
    }
    assert_eq!((sum, keep.len()), (19_999_900_000, 200_000));
}

#[test]
fn conj_and_cons() {
    assert_eq!(conj_vector(vector(&[1]), 2), vector(&[1, 2]));
    assert_eq!(conj_list(list(&[1]), 2), list(&[1, 2]));
    assert_eq!(conj_set(Set::from([1_i64]), 1_i64).len(), 1);
    assert_eq!(read(conj_any(Value::Nil, int(1)).unwrap()), "(1)");
    let map = Value::from(Map::from([(1_i64, 2_i64)]));
    let more = conj_any(map.clone(), vector(&[3, 4]).into_value()).unwrap();
    assert_eq!(read(more.clone()), "{1 2 3 4}");
    assert_eq!(read(conj_any(map.clone(), more).unwrap()), "{1 2 3 4}");
    assert_eq!(conj_any(map.clone(), Value::Nil).unwrap(), map);
    assert_eq!(
        fails(conj_any(map, vector(&[3]).into_value())),
        ":type-error `conj` takes entries `[key value]` for a map, got :vector [3]"
    );
    assert_eq!(
        fails(conj_any(int(5), int(1))),
        ":type-error `conj` takes a collection, got :int 5"
    );
    assert_eq!(cons_vector(1, vector(&[2])), vector(&[1, 2]));
    assert_eq!(cons_list(1, list(&[2])), list(&[1, 2]));
    assert_eq!(cons_maybe(1, None), list(&[1]));
    assert_eq!(read(cons_any(int(1), Value::Nil).unwrap()), "(1)");
    assert_eq!(read(cons_any(int(1), text("a")).unwrap()), "[1 \"a\"]");
    assert_eq!(
        fails(cons_any(int(1), int(5))),
        ":type-error `cons` takes a sequence, got :int 5"
    );
    assert_eq!(read(set_of(vector(&[1, 2, 1]))), "#{1 2}");
}

#[test]
fn assoc_and_dissoc() {
    assert_eq!(
        read(assoc_map(Map::from([(1_i64, 2_i64)]), 1_i64, 3)),
        "{1 3}"
    );
    assert_eq!(assoc_vector(vector(&[1]), 0, 5).unwrap(), vector(&[5]));
    assert_eq!(assoc_vector(vector(&[1]), 1, 5).unwrap(), vector(&[1, 5]));
    assert_eq!(
        fails(assoc_vector(vector(&[1]), 2, 5)),
        ":index-out-of-bounds `assoc`: index 2 is out of bounds of a vector of 1"
    );
    assert_eq!(
        fails(assoc_vector(vector(&[1]), -1, 5)),
        ":index-out-of-bounds `assoc`: index -1 is out of bounds of a vector of 1"
    );
    assert_eq!(
        read(assoc_any(Value::Nil, key("a"), int(1)).unwrap()),
        "{:a 1}"
    );
    assert_eq!(
        fails(assoc_any(vector(&[1]).into_value(), key("a"), int(1))),
        ":type-error `assoc` takes an int as index of a vector, got :keyword :a"
    );
    let beyond = Int::from(i64::MAX).add(Int::ONE).into_value();
    assert_eq!(
        fails(assoc_any(vector(&[1]).into_value(), beyond, int(1))),
        ":index-out-of-bounds `assoc`: index 9223372036854775807 is out of bounds of a vector of 1"
    );
    assert_eq!(
        fails(assoc_any(int(1), key("a"), int(1))),
        ":type-error `assoc` takes a map or a vector, got :int 1"
    );
    assert_eq!(read(dissoc_map(Map::from([(1_i64, 2_i64)]), &1)), "{}");
    assert_eq!(dissoc_any(Value::Nil, &int(1)).unwrap(), Value::Nil);
    assert_eq!(
        fails(dissoc_any(int(1), &int(1))),
        ":type-error `dissoc` takes a map, got :int 1"
    );
}

#[test]
fn update_moves_the_old_value_out() {
    let map = Map::from([(1_i64, vector(&[1]))]);
    let map = update_map(map, 1_i64, |old| {
        let old = old.unwrap_or_default();
        let before = old.as_slice().map(<[i64]>::as_ptr);
        let mut new = old;
        new.set_mut(0, 9);
        // In place: nobody else holds the vector.
        assert_eq!(new.as_slice().map(<[i64]>::as_ptr), before);
        Ok(new)
    });
    assert_eq!(read(map.unwrap()), "{1 [9]}");
    let counts = update_map_dynamic(Map::new(), 1_i64, |old| {
        assert!(old.is_nil());
        Ok(int(1))
    });
    assert_eq!(read(counts.unwrap()), "{1 1}");
    let flat = update_map_flat(Map::from([(1_i64, Some(2_i64))]), 1_i64, |old| {
        assert_eq!(old, Some(2));
        Ok(None)
    });
    assert_eq!(read(flat.unwrap()), "{1 nil}");
    assert_eq!(
        read(update_map_nil(Map::new(), 1_i64, |()| Ok(())).unwrap()),
        "{1 nil}"
    );
    let failed = update_map(Map::from([(1_i64, 2_i64)]), 1_i64, |_| {
        Err(crate::Error::thrown(int(7)))
    });
    assert_eq!(fails(failed), ":thrown thrown: 7");
}

#[test]
fn entries() {
    let map = Map::from([(1_i64, 10_i64), (2, 20)]);
    assert_eq!(
        (keys(&map), vals(&map)),
        (vector(&[1, 2]), vector(&[10, 20]))
    );
    assert_eq!(keys(&None::<Map<i64, i64>>), vector(&[]));
    assert_eq!(read(vals_any(&map.into_value()).unwrap()), "[10 20]");
    assert_eq!(keys_any(&Value::Nil).unwrap().len(), 0);
    assert_eq!(
        fails(keys_any(&int(1))),
        ":type-error `keys` takes a map, got :int 1"
    );
}

#[test]
fn text_of_values() {
    assert_eq!(
        str_of(&[text("a"), Value::Nil, Value::Float(4.0)]),
        "anil4.0"
    );
    assert_eq!(str_of(&[Vector::from([text("a")]).into_value()]), "[\"a\"]");
    assert_eq!(str_of(&[]), "");
    assert_eq!(
        to_string(&Vector::from([Str::from("a"), Str::from("é")])),
        "aé"
    );
}

#[test]
fn absence() {
    assert_eq!(or_nil_dynamic(None), Value::Nil);
    assert_eq!(or_nil_flat(Some(None::<i64>)), None);
    or_nil_nil(Some(1));
    assert!(or_empty(None::<Map<i64, i64>>).is_empty());
}

#[test]
fn sequences_as_vectors_and_back() {
    assert_eq!(to_vector(&list(&[1, 2])), vector(&[1, 2]));
    assert_eq!(
        read(to_vector(&Some(Map::from([(1_i64, 2_i64)])))),
        "[[1 2]]"
    );
    assert_eq!(read(to_vector(&Str::from("aé"))), "[\"a\" \"é\"]");
    assert_eq!(read(to_vector(&Set::from([1_i64]))), "[1]");
    let map = Map::from([(1_i64, 2_i64)]).into_value();
    assert_eq!(read(to_vector_any(&map, "map").unwrap()), "[[1 2]]");
    assert_eq!(to_vector_any(&Value::Nil, "map").unwrap().len(), 0);
    assert_eq!(
        fails(to_vector_any(&int(5), "map")),
        ":type-error `map` takes a sequence, got :int 5"
    );
    let characters = || Vector::from([Str::from("b"), Str::from("a")]);
    assert_eq!(read(like_kind(&text("ab"), characters(), true)), "\"ba\"");
    assert_eq!(
        read(like_kind(&text("ab"), characters(), false)),
        "[\"b\" \"a\"]"
    );
    assert_eq!(
        read(like_kind(&list(&[]).into_value(), vector(&[1]), true)),
        "(1)"
    );
    assert_eq!(read(like_kind(&Value::Nil, vector(&[1]), true)), "[1]");
}

#[test]
fn ranges_of_any_numbers() {
    let range = |bounds: &[Value]| range_any(bounds).map(read);
    assert_eq!(range(&[int(3)]).unwrap(), "[0 1 2]");
    assert_eq!(
        range(&[int(0), Value::Float(1.0), Value::Float(0.5)]).unwrap(),
        "[0.0 0.5]"
    );
    assert_eq!(range(&[int(5), int(1), int(-2)]).unwrap(), "[5 3]");
    assert_eq!(
        fails(range(&[int(0), int(1), int(0)])),
        ":validation-error `range` takes a step that is not 0"
    );
    assert_eq!(
        fails(range(&[text("a")])),
        ":type-error `range` takes numbers, got :string \"a\""
    );
    assert_eq!(
        range_any(&[]).unwrap_err().kind(),
        crate::ErrorKind::LimitExceeded
    );
    assert_eq!(range_any(&[int(2)]).unwrap().get(1), Some(&Number::from(1)));
}

#[test]
fn paths() {
    let nested = Value::from(Map::from([(
        Keyword::new("a"),
        Vector::from([Map::from([(Keyword::new("b"), 1_i64)])]),
    )]));
    let path = |keys: &[Value]| Value::Vector(Vector::from_slice(keys));
    let there = path(&[key("a"), int(0), key("b")]);
    assert_eq!(get_in(nested.clone(), there.clone()).unwrap(), int(1));
    let missing = path(&[key("x"), key("y")]);
    assert_eq!(get_in(nested.clone(), missing.clone()).unwrap(), Value::Nil);
    assert_eq!(
        get_in_or(nested.clone(), missing.clone(), int(9)).unwrap(),
        int(9)
    );
    assert_eq!(
        read(assoc_in(nested.clone(), there, int(2)).unwrap()),
        "{:a [{:b 2}]}"
    );
    assert_eq!(
        read(assoc_in(nested.clone(), missing, int(2)).unwrap()),
        "{:a [{:b 1}] :x {:y 2}}"
    );
    assert_eq!(read(nested.clone()), "{:a [{:b 1}]}");
    assert_eq!(
        fails(assoc_in(nested.clone(), path(&[key("a"), int(3)]), int(2))),
        ":index-out-of-bounds `assoc`: index 3 is out of bounds of a vector of 1"
    );
    assert_eq!(
        fails(get_in(nested, int(1))),
        ":type-error `get-in` takes a sequence, got :int 1"
    );
    let long: Value = (0..100_000).map(int).collect::<Vector<_>>().into_value();
    let deep = assoc_in(Value::Nil, long.clone(), int(7)).unwrap();
    assert_eq!(get_in(deep, long).unwrap(), int(7));
}

#[test]
fn calls_with_a_sequence_of_arguments() {
    let show = Value::Func(Func::new("show", Arity::ANY, |args| {
        Ok(Value::Str(str_of(args)))
    }));
    let call = |last| apply(show.clone(), &[int(1), int(2)], last).map(read);
    assert_eq!(call(list(&[3]).into_value()).unwrap(), "\"123\"");
    assert_eq!(call(Value::Nil).unwrap(), "\"12\"");
    assert_eq!(
        fails(call(int(3))),
        ":type-error `apply` takes a sequence, got :int 3"
    );
}

#[test]
fn failures() {
    assert_eq!(fails(throw(&[int(7)])), ":thrown thrown: 7");
    let error_value = Value::from(Map::from([
        (Keyword::new("type"), key("overflow")),
        (Keyword::new("message"), text("too big")),
    ]));
    assert_eq!(fails(throw(&[error_value])), ":overflow too big");
    let failed = error(&[text("no"), int(7)]).unwrap_err();
    assert_eq!(
        (failed.to_string().as_str(), failed.data()),
        (":thrown no", Some(&int(7)))
    );
    assert_eq!(error(&[text("no")]).unwrap_err().data(), None);
    assert_eq!(
        fails(error(&[int(7)])),
        ":type-error `error` takes a string as message, got :int 7"
    );
    let no_match = no_clause(&[int(7)]).unwrap_err();
    assert_eq!(
        (no_match.to_string().as_str(), no_match.data()),
        (":match-error no clause of `case` matches 7", Some(&int(7)))
    );
}

#[test]
fn assertions() {
    assert!(super::assert(true, "(> 2 1)", None).is_ok());
    assert_eq!(
        fails(super::assert(false, "(> 1 2)", None)),
        ":assertion-error assertion failed: (> 1 2)"
    );
    assert_eq!(
        fails(super::assert(false, "(> 1 2)", Some(Str::from("why")))),
        ":assertion-error assertion failed: (> 1 2): why"
    );
    assert!(super::assert_eq(&1_i64, &1, "(= 1 1)", None).is_ok());
    assert_eq!(
        fails(super::assert_eq(
            &Str::from("a"),
            &Str::from("b"),
            "(= a b)",
            None
        )),
        ":assertion-error assertion failed: (= a b)\n  left: \"a\"\n right: \"b\""
    );
}

#[test]
fn debugging() {
    let line = fail::debug_line("src/main.rs", 3, 5, "(str 1)", &Str::from("1"));
    assert_eq!(line, "[src/main.rs:3:5] (str 1) = \"1\"");
}

/// Everything that a typed form gives, as the dynamic form gives it.
fn agrees<C>(coll: C)
where
    C: Sequence + Data,
    C::Kept: Data,
    C::Whole: Data,
{
    let value = coll.clone().into_value();
    let same = |typed: Value, dynamic: Result<Value>| {
        assert_eq!(typed.to_string(), dynamic.unwrap().to_string());
    };
    same(first(&coll).into_value(), first_any(&value));
    same(second(&coll).into_value(), second_any(&value));
    same(last(&coll).into_value(), last_any(&value));
    same(rest(coll.clone()).into_value(), rest_any(value.clone()));
    same(next(coll.clone()).into_value(), next_any(value.clone()));
    same(seq(coll.clone()).into_value(), seq_any(value.clone()));
    same(
        to_vector(&coll).into_value(),
        to_vector_any(&value, "f").map(Data::into_value),
    );
    assert_eq!(count(&coll), count_any(&value).unwrap());
    assert_eq!(is_empty(&coll), is_empty_any(&value).unwrap());
}

/// The same for what has indices.
fn agrees_by_index<C: Indexed + Data>(coll: &C, index: i64)
where
    C::After: Data,
{
    let value = coll.clone().into_value();
    let found = element(coll, index).into_value();
    assert_eq!(found, element_any(&value, index).unwrap());
    assert_eq!(
        rest_from(coll, index).into_value(),
        rest_from_any(&value, index).unwrap().into_value()
    );
    match (nth(coll, index), nth_any(&value, index)) {
        (Ok(typed), Ok(dynamic)) => assert_eq!(typed.into_value(), dynamic),
        (Err(typed), Err(dynamic)) => assert_eq!(typed.to_string(), dynamic.to_string()),
        (typed, dynamic) => panic!("{:?} {dynamic:?}", typed.map(Data::into_value)),
    }
    // To `get` and `contains?` a list has no places.
    if !matches!(value, Value::List(_)) {
        assert_eq!(found, get_any(&value, &int(index)));
        assert_eq!(
            contains_index(coll, index),
            contains_any(&value, &int(index)).unwrap()
        );
    }
}

proptest! {
    #[test]
    fn typed_and_dynamic_forms_agree(
        items in proptest::collection::vec(any::<i64>(), 0..80),
        word in "[a-cé€😀]{0,6}",
        index in -2_i64..90,
    ) {
        let vector = Vector::from_slice(&items);
        let list = List::from_slice(&items);
        let map: Map<i64, i64> = items.iter().map(|&i| (i % 7, i)).collect();
        let word = Str::from(word);
        agrees(vector.clone());
        agrees(list.clone());
        agrees(set_of(vector.clone()));
        agrees(map);
        agrees(word.clone());
        agrees_by_index(&vector, index);
        agrees_by_index(&list, index);
        agrees_by_index(&word, index);
        prop_assert_eq!(element(&word, index), usize::try_from(index).ok()
            .and_then(|index| word.chars().nth(index)).map(Str::from_char));
    }
}
