//! Looking into collections gives the same where the compiler knows the types and where it does not.

use rtfs::{Error, Value};

rtfs::rtfs! {
    (defn get-of-list [] (get (list 5 6) 0))
    (defn get-of-anything [coll :any key :any] (get coll key))
    (defn default-of-list [] (get (list 5 6) 0 :none))
    (defn default-of-anything [coll :any key :any default :any] (get coll key default))
    (defn seq-of-string [] (seq "aé"))
    (defn seq-of-empty-string [] (seq ""))
    (defn seq-of-anything [coll :any] (seq coll))
    (defn rest-of-nil [] (rest nil))
    (defn rest-of-anything [coll :any] (rest coll))
    (defn assoc-in-nothing [] (assoc-in {:a 1} [] 7))
    (defn update-in-nothing [] (update-in [1 2] [] count))
    (defn assoc-in-anything [coll :any path :any value :any] (assoc-in coll path value))
    (defn string-contains [] [(contains? "aé" 1) (contains? "aé" 2)])
    (defn contains-of-anything [coll :any key :any] (contains? coll key))
    (defn nth-of-vector [i :int] (nth [1 2 3] i))
    (defn nth-of-list [i :int] (nth (list 1 2 3) i))
    (defn nth-of-string [i :int] (nth "aé" i))
    (defn nth-of-anything [coll :any i :any] (nth coll i))
    (defn called [f :any coll :any i :any] (f coll i))
    (defn the-function [] nth)

    (defn a-list [] (list 1 2 3))
}

/// How a computation ends, as text.
fn ending<T: Into<Value>>(result: Result<T, Error>) -> String {
    match result {
        Ok(value) => rtfs::Data::into_value(value.into()).to_string(),
        Err(error) => format!("{} {}", error.kind(), error.message()),
    }
}

fn a_vector() -> Value {
    rtfs::Vector::from_vec(vec![1_i64, 2, 3].into_iter().map(Value::from).collect()).into()
}

#[test]
fn a_list_has_no_places_to_get() {
    let list: Value = a_list().unwrap().into();
    assert_eq!(ending(get_of_list()), "nil");
    assert_eq!(ending(get_of_anything(list.clone(), 0)), "nil");
    assert_eq!(ending(default_of_list()), ":none");
    let none = rtfs::Keyword::new("none");
    assert_eq!(ending(default_of_anything(list.clone(), 0, none)), ":none");
    assert_eq!(
        ending(contains_of_anything(list, 0)),
        ":type-error `contains?` takes a map, a set, a vector or a string, got :list (1 2 3)"
    );
}

#[test]
fn the_sequence_of_a_string_is_a_vector() {
    assert_eq!(ending(seq_of_string()), r#"["a" "é"]"#);
    assert_eq!(ending(seq_of_anything("aé")), r#"["a" "é"]"#);
    assert_eq!(ending(seq_of_empty_string()), "nil");
    assert_eq!(ending(seq_of_anything("")), "nil");
    assert_eq!(ending(string_contains()), "[true false]");
    assert_eq!(ending(contains_of_anything("aé", 1)), "true");
}

#[test]
fn nothing_has_an_empty_rest_and_an_empty_path_leads_to_the_whole() {
    assert_eq!(ending(rest_of_nil()), "[]");
    assert_eq!(ending(rest_of_anything(Value::Nil)), "[]");
    assert_eq!(ending(assoc_in_nothing()), "7");
    assert_eq!(ending(update_in_nothing()), "2");
    let path = rtfs::Vector::<Value>::new();
    assert_eq!(ending(assoc_in_anything(1, path, 7)), "7");
}

#[test]
fn an_index_that_is_not_there_is_told_in_the_same_words() {
    let list: Value = a_list().unwrap().into();
    let function: Value = the_function().unwrap().into();
    let of =
        |what: &str| format!(":index-out-of-bounds `nth`: index 9 is out of bounds of a {what}");
    assert_eq!(ending(nth_of_vector(9)), of("vector of 3"));
    assert_eq!(ending(nth_of_anything(a_vector(), 9)), of("vector of 3"));
    assert_eq!(
        ending(called(function.clone(), a_vector(), 9)),
        of("vector of 3")
    );
    assert_eq!(ending(nth_of_list(9)), of("list of 3"));
    assert_eq!(ending(nth_of_anything(list.clone(), 9)), of("list of 3"));
    assert_eq!(ending(called(function.clone(), list, 9)), of("list of 3"));
    assert_eq!(ending(nth_of_string(9)), of("string of 2"));
    assert_eq!(ending(nth_of_anything("aé", 9)), of("string of 2"));
    assert_eq!(ending(called(function, "aé", 9)), of("string of 2"));
}
