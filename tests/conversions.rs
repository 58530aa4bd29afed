//! The table of types, cell by cell: what Rust passes, what it gets, and the way through `Value` and serde.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rtfs::{
    Error, ErrorKind, FromRtfs, Int, Keyword, List, Map, Number, Set, Str, Symbol, Value, Vector,
    from_value, rtfs, to_value,
};

rtfs! {
    (defn an-int [x :int] :int x)
    (defn an-i64 [x :i64] :i64 x)
    (defn a-u8 [x :u8] :u8 x)
    (defn a-float [x :float] :float x)
    (defn a-number [x :number] :number x)
    (defn a-bool [x :bool] :bool x)
    (defn a-string [x :string] :string x)
    (defn a-keyword [x :keyword] :keyword x)
    (defn a-symbol [x :symbol] :symbol x)
    (defn a-nil [x :nil] :nil x)
    (defn a-vector [x [:vector :string]] [:vector :string] x)
    (defn a-list [x [:list :int]] [:list :int] x)
    (defn a-set [x [:set :int]] [:set :int] x)
    (defn a-map [x [:map-of :string :float]] [:map-of :string :float] x)
    (defn a-dict [x [:dict :keyword [:vector :int]]] [:dict :keyword [:vector :int]] x)
    (defn a-record [x [:map [:a :int]]] x)
    (defn a-tuple [x [:tuple :int :string [:vector :float]]] [:tuple :int :string [:vector :float]] x)
    (defn an-option [x :string?] :string? x)
    (defn a-union [x [:union :int :string]] [:union :int :string] x)
    (defn an-enum [x [:enum :a :b]] [:enum :a :b] x)
    (defn anything [x :any] :any x)

    (defstruct Item :name [:and :string [:min-length 1]] :count [:and :int [:> 0]] :note :string?)
    (defn an-item [x Item] Item x)
    (defn items [x [:vector Item]] [:vector Item] x)
}

fn item(name: &str, count: i64) -> Item {
    Item {
        name: name.into(),
        count: count.into(),
        note: None,
    }
}

#[test]
fn scalars() {
    let _: Int = an_int(5).unwrap();
    assert_eq!(an_int(5_u64).unwrap(), Int::from(5));
    assert_eq!(an_int(Int::from(5)).unwrap(), Int::from(5));
    let wide: i64 = an_i64(-7).unwrap();
    assert_eq!(wide, -7);
    let byte: u8 = a_u8(255).unwrap();
    assert_eq!(byte, 255);
    let float: f64 = a_float(1.5).unwrap();
    assert_eq!(float, 1.5);
    assert_eq!(a_number(2).unwrap(), Number::from(2));
    assert_eq!(a_number(2.5).unwrap(), Number::from(2.5));
    let flag: bool = a_bool(true).unwrap();
    assert!(flag);
    let text: Str = a_string("a").unwrap();
    assert_eq!(text, "a");
    assert_eq!(a_string(String::from("b")).unwrap(), "b");
    let keyword: Keyword = a_keyword(Keyword::new("k")).unwrap();
    assert_eq!(keyword, Keyword::new("k"));
    let symbol: Symbol = a_symbol(Symbol::new("s")).unwrap();
    assert_eq!(symbol, Symbol::new("s"));
    let () = a_nil(()).unwrap();
}

#[test]
fn collections() {
    let strings: Vector<Str> = a_vector(["a", "b"]).unwrap();
    assert_eq!(strings.to_string(), "[\"a\" \"b\"]");
    let array = [String::from("a"), String::from("b")];
    assert_eq!(a_vector(&array).unwrap(), strings);
    assert_eq!(a_vector(array).unwrap(), strings);
    let owned = vec![String::from("a")];
    assert_eq!(a_vector(&owned).unwrap(), a_vector(owned.clone()).unwrap());
    assert_eq!(
        a_vector(&owned[..]).unwrap(),
        a_vector([String::from("a")]).unwrap()
    );
    let list: List<Int> = a_list(vec![1, 2]).unwrap();
    assert_eq!(list.to_string(), "(1 2)");
    assert_eq!(a_list(&[1, 2][..]).unwrap(), list);
    let hashed = HashSet::from([3, 1, 2]);
    let set: Set<Int> = a_set(&hashed).unwrap();
    assert_eq!(set.to_string(), "#{1 2 3}");
    assert_eq!(a_set(hashed).unwrap(), set);
    let sorted = BTreeSet::from([1, 2, 3]);
    assert_eq!(a_set(&sorted).unwrap(), set);
    assert_eq!(a_set(sorted).unwrap(), set);
    let hashed = HashMap::from([("b".to_owned(), 2.0), ("a".to_owned(), 1.0)]);
    let map: Map<Str, f64> = a_map(&hashed).unwrap();
    // Without an order of its own: in that of the keys.
    assert_eq!(map.to_string(), "{\"a\" 1.0 \"b\" 2.0}");
    assert_eq!(a_map(hashed).unwrap(), map);
    assert_eq!(
        a_map(BTreeMap::from([("a", 1.0), ("b", 2.0)])).unwrap(),
        map
    );
    assert_eq!(a_map([("a", 1.0), ("b", 2.0)]).unwrap(), map);
    let dict: Map<Keyword, Vector<Int>> =
        a_dict(HashMap::from([(Keyword::new("k"), vec![1, 2])])).unwrap();
    assert_eq!(dict.to_string(), "{:k [1 2]}");
    let tuple: (Int, Str, Vector<f64>) = a_tuple((1, "x", vec![0.5])).unwrap();
    assert_eq!(
        (tuple.0, tuple.1.as_str(), tuple.2.len()),
        (Int::from(1), "x", 1)
    );
    let some: Option<Str> = an_option(Some("x")).unwrap();
    assert_eq!(some.as_deref(), Some("x"));
    assert_eq!(an_option(None::<Str>).unwrap(), None);
}

#[test]
fn what_is_checked_takes_what_converts_to_a_value() {
    let union: Value = a_union(3).unwrap();
    assert_eq!(union, Value::Int(3));
    assert_eq!(a_union("x").unwrap(), Value::from("x"));
    let known: Keyword = an_enum(Keyword::new("a")).unwrap();
    assert_eq!(known, Keyword::new("a"));
    let record = a_record(BTreeMap::from([(Keyword::new("a"), 1)])).unwrap();
    assert_eq!(Value::from(record).to_string(), "{:a 1}");
    let given: Value = anything(vec![Some(1), None]).unwrap();
    assert_eq!(given.to_string(), "[1 nil]");
    let items: Vector<Item> = items(vec![item("nut", 1)]).unwrap();
    assert_eq!(items.first(), Some(&item("nut", 1)));
}

fn round_trip<T>(rust: &T, shown: &str)
where
    T: Clone + PartialEq + std::fmt::Debug + Into<Value> + TryFrom<Value, Error = Error>,
{
    let value: Value = rust.clone().into();
    assert_eq!(value.to_string(), shown);
    assert_eq!(&T::try_from(value).unwrap(), rust);
}

#[test]
fn every_type_goes_through_a_value_and_back() {
    round_trip(&Int::from(5), "5");
    round_trip(&Number::from(1.5), "1.5");
    round_trip(&Str::from("a"), "\"a\"");
    round_trip(&Keyword::new("k"), ":k");
    round_trip(&Symbol::new("s"), "s");
    round_trip(&Vector::from([1_i64, 2]), "[1 2]");
    round_trip(&List::from_vec(vec![1_i64]), "(1)");
    round_trip(&Set::from_iter([1_i64]), "#{1}");
    round_trip(&Map::from_iter([(Str::from("a"), 1_i64)]), "{\"a\" 1}");
    round_trip(&(1_i64, Str::from("a")), "[1 \"a\"]");
    round_trip(&item("nut", 1), "{:name \"nut\" :count 1 :note nil}");
    let error = <(i64, Vec<bool>)>::try_from(Value::from((1, vec![1]))).unwrap_err();
    assert_eq!(
        error.to_string(),
        ":type-error expected :bool, got :int 1 at [1 0]"
    );
    let none: Option<i64> = Option::from_rtfs(Value::Nil).unwrap();
    assert_eq!(none, None);
}

#[test]
fn serde_checks_the_fields_of_structs() {
    let value = to_value(&item("nut", 2)).unwrap();
    assert_eq!(from_value::<Item>(value).unwrap(), item("nut", 2));
    let fields = |count: i64| -> Value {
        let fields = [
            ("name", "nut".into()),
            ("count", count.into()),
            ("note", Value::Nil),
        ];
        Map::from_iter(fields.map(|(key, value)| (Keyword::new(key), value))).into()
    };
    assert_eq!(from_value::<Item>(fields(3)).unwrap(), item("nut", 3));
    let error = from_value::<Item>(fields(0)).unwrap_err().to_string();
    assert!(
        error.contains("`:count` of `Item`: expected [:and :int [:> 0]], got :int 0"),
        "{error}"
    );
    let forged = Item {
        count: 0.into(),
        ..item("nut", 1)
    };
    assert_eq!(
        an_item(forged.clone()).unwrap_err().kind(),
        ErrorKind::ValidationError
    );
    assert_eq!(
        Item::try_from(Value::from(forged)).unwrap_err().kind(),
        ErrorKind::ValidationError
    );
}

#[test]
fn headers_know_the_types_of_rust() {
    let prices = HashMap::from([("a".to_owned(), 1.5), ("b".to_owned(), 2.0)]);
    let total: f64 =
        rtfs! { |prices: &HashMap<String, f64>| (reduce + 0.0 (vals prices)) }.unwrap();
    assert_eq!(total, 3.5);
    let pairs = vec![(1, "x"), (2, "y")];
    let names: Vector<Str> = rtfs! { |pairs: &[(i64, &str)]| (map second pairs) }.unwrap();
    assert_eq!(names.to_string(), "[\"x\" \"y\"]");
    let seen = BTreeSet::from(["a".to_owned()]);
    let has: bool = rtfs! { |seen: &BTreeSet<String>| (contains? seen "a") }.unwrap();
    assert!(has);
    let maybe = Some(4.0);
    let value: f64 = rtfs! { |maybe: Option<f64>| (if maybe (* 2.0 maybe) 0.0) }.unwrap();
    assert_eq!(value, 8.0);
    let corner = (1, 2.5);
    let sum: f64 = rtfs! { |corner: (i64, f64)| (let [[x y] corner] (+ x y)) }.unwrap();
    assert_eq!(sum, 3.5);
}
