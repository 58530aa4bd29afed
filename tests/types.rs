//! Unions, open records, function types and structs of declared fields: what is checked, and what is known after.

mod support;

use std::collections::{BTreeMap, HashMap};

use rtfs::{Error, ErrorKind, Int, Keyword, Map, Str, Value, Vector, rtfs};

rtfs! {
    (deftype Id [:union :int :string])
    (deftype Row [:map [:name :string] [:age [:and :int [:>= 0]]] [:email :string ?]])
    (deftype Op [:fn [:int :int] :int])

    (defn shown [id Id] :string (if (int? id) (str "#" (inc id)) (upper id)))
    (defn ids [xs [:vector Id]] (count xs))
    (defn older [row Row] (assoc row :age (inc (:age row))))
    (defn initials [rows [:vector Row]] (map (fn [r] (subs (:name r) 0 1)) rows))
    (defn contact [row Row] :string (if-let [e (:email row)] e "none"))
    (defn fold [op Op xs [:vector :int]] (reduce op 0 xs))
    (defn apply-all [fs [:vector [:fn [:int] :int]] x :int] (reduce (fn [a f] (f a)) x fs))
    (defn sum-by [f [:fn [:int & :int] :int]] (f 1 2 3))
    (defn pair [p [:tuple :keyword [:and :int [:> 0]]]] (second p))
    (defn flag [x [:union :bool :nil]] (if x 1 0))
    (defn number [x [:union :int :float]] x)

    (defstruct Line
      "A line of an order."
      :sku [:and :string [:min-length 3]]
      :count [:and :int [:> 0]]
      :note :string?)
    (defstruct Order :id :int :lines [:vector Line] :rates [:map-of :keyword [:and :float [:>= 0]]])

    (defn line [m] (Line m))
    (defn order [m] (Order m))
    (defn make-line [sku :string count :int] (->Line sku count nil))
    (defn recount [l Line n :int] (assoc l :count n))
    (defn pieces [o Order] (reduce + 0 (map :count (:lines o))))
    (defn twice [l Line] (recount l (* 2 (:count l))))
}

fn fails<T: std::fmt::Debug>(result: Result<T, Error>, kind: ErrorKind, message: &str) {
    let error = result.expect_err("an error");
    assert_eq!((error.kind(), error.message()), (kind, message));
    assert!(error.place().is_some(), "{error} has no place");
}

fn row(pairs: &[(&str, Value)]) -> Map<Keyword, Value> {
    pairs
        .iter()
        .map(|(k, v)| (Keyword::new(k), v.clone()))
        .collect()
}

#[test]
fn a_value_of_a_union_is_one_of_its_members() {
    assert_eq!(shown(4).unwrap(), "#5");
    assert_eq!(shown("ab").unwrap(), "AB");
    fails(
        shown(1.5),
        ErrorKind::TypeError,
        "`id` of `shown`: expected Id ([:union :int :string]), got :float 1.5",
    );
    let mixed = Vector::from([Value::from(1), Value::from("a")]);
    assert_eq!(ids(mixed).unwrap(), Int::from(2));
    fails(
        ids(Vector::from([Value::from(1), Value::Nil])),
        ErrorKind::TypeError,
        "`xs` of `ids`: expected Id ([:union :int :string]), got nil at [1]",
    );
    assert_eq!(flag(None::<bool>).unwrap(), Int::from(0));
    assert_eq!(flag(Some(true)).unwrap(), Int::from(1));
    let number: rtfs::Number = number(1.5).unwrap();
    assert_eq!(number, rtfs::Number::Float(1.5));
}

#[test]
fn a_record_is_open_and_keeps_what_it_does_not_name() {
    let ann = row(&[
        ("name", "Ann".into()),
        ("age", 41.into()),
        ("more", true.into()),
    ]);
    let older_ann = rtfs::Data::into_value(older(ann.clone()).unwrap());
    assert_eq!(older_ann.to_string(), "{:name \"Ann\" :age 42 :more true}");
    assert_eq!(contact(ann.clone()).unwrap(), "none");
    let bob = row(&[
        ("name", "Bob".into()),
        ("age", 1.into()),
        ("email", "b@c".into()),
    ]);
    assert_eq!(contact(bob.clone()).unwrap(), "b@c");
    let names: Vector<Str> = initials(vec![ann, bob]).unwrap();
    assert_eq!(names.to_string(), "[\"A\" \"B\"]");
    let shown = "Row ([:map [:name :string] [:age [:and :int [:>= 0]]] [:email :string ?]])";
    fails(
        older(row(&[("name", "Ann".into())])),
        ErrorKind::TypeError,
        &format!("`row` of `older`: expected {shown}, but the key :age is missing"),
    );
    fails(
        older(row(&[("name", "Ann".into()), ("age", (-1).into())])),
        ErrorKind::ValidationError,
        "`row` of `older`: expected [:and :int [:>= 0]], got :int -1 at [:age]",
    );
    fails(
        initials(vec![row(&[("name", 5.into()), ("age", 1.into())])]),
        ErrorKind::TypeError,
        "`rows` of `initials`: expected :string, got :int 5 at [0 :name]",
    );
    fails(
        older(5),
        ErrorKind::TypeError,
        &format!("`row` of `older`: expected {shown}, got :int 5"),
    );
}

#[test]
fn functions_are_checked_at_every_call() {
    let add = |a: Int, b: Int| Ok(a + b);
    assert_eq!(fold(add, vec![1, 2, 3]).unwrap(), Int::from(6));
    let inc = rtfs! { (fn [x] (+ x 1)) }.unwrap();
    assert_eq!(
        apply_all(vec![inc.clone(), inc.clone()], 1).unwrap(),
        Int::from(3)
    );
    let wrong = rtfs! { (fn [x] (str x)) }.unwrap();
    let error = apply_all(vec![inc, wrong], 1).expect_err("a string is no int");
    assert_eq!(error.kind(), ErrorKind::TypeError);
    assert_eq!(
        error.message(),
        "the result of `fn`: expected :int, got :string \"2\""
    );
}

#[test]
fn tuples() {
    assert_eq!(pair((Keyword::new("a"), 4)).unwrap(), Int::from(4));
    fails(
        pair((Keyword::new("a"), 0)),
        ErrorKind::ValidationError,
        "`p` of `pair`: expected [:and :int [:> 0]], got :int 0 at [1]",
    );
}

#[test]
fn fields_of_structs_are_checked_wherever_they_come_from() {
    let nut = make_line("nut", 4).unwrap();
    assert_eq!((nut.count.clone(), nut.note.clone()), (Int::from(4), None));
    assert_eq!(twice(nut.clone()).unwrap().count, Int::from(8));
    let refused = "`:count` of `Line`: expected [:and :int [:> 0]], got :int 0";
    fails(make_line("nut", 0), ErrorKind::ValidationError, refused);
    fails(recount(nut.clone(), 0), ErrorKind::ValidationError, refused);
    fails(
        line(row(&[("sku", "nut".into()), ("count", 0.into())])),
        ErrorKind::ValidationError,
        &format!("the argument of `Line`: {refused}"),
    );
    // Rust may make a struct as it likes; what enters is checked.
    let forged = Line {
        count: Int::from(-1),
        ..nut.clone()
    };
    fails(
        twice(forged.clone()),
        ErrorKind::ValidationError,
        "`l` of `twice`: expected [:and :int [:> 0]], got :int -1 at [:count]",
    );
    let rates = Map::from_iter([(Keyword::new("vat"), 0.2)]);
    let order_of = |lines: Vec<Line>| Order {
        id: Int::from(1),
        lines: Vector::from_vec(lines),
        rates: rates.clone(),
    };
    assert_eq!(
        pieces(order_of(vec![nut.clone(), nut.clone()])).unwrap(),
        Int::from(8)
    );
    fails(
        pieces(order_of(vec![nut, forged])),
        ErrorKind::ValidationError,
        "`o` of `pieces`: expected [:and :int [:> 0]], got :int -1 at [:lines 1 :count]",
    );
}

#[test]
fn a_nested_map_makes_nested_structs() {
    let good = rtfs! { {:id 1 :lines [{:sku "nut" :count 2}] :rates {:vat 0.2}} }.unwrap();
    let good: Order = order(rtfs::Data::into_value(good)).unwrap();
    assert_eq!(
        good.lines.first().map(|l| l.count.clone()),
        Some(Int::from(2))
    );
    let bad = rtfs! { {:id 1 :lines [{:sku "x" :count 2}] :rates {:vat 0.2}} }.unwrap();
    let error = order(rtfs::Data::into_value(bad)).expect_err("the sku is too short");
    assert_eq!(error.kind(), ErrorKind::ValidationError);
    assert!(error.message().contains("`:sku` of `Line`"), "{error}");
    assert!(error.message().contains("[:min-length 3]"), "{error}");
    let bad = rtfs! { {:id 1 :lines [] :rates {:vat -0.2}} }.unwrap();
    let error = order(rtfs::Data::into_value(bad)).expect_err("the rate is negative");
    assert!(error.message().contains("at [:vat]"), "{error}");
}

#[test]
fn what_is_known_is_used() {
    gives! {
        // The record's fields have types, so that a function of strings takes them.
        "(defn f [m [:map [:a :string] [:n :int]]] [(upper (:a m)) (+ 1 (:n m))]) (f {:a \"x\" :n 1 :z 0})" =>
            "[\"X\" 2]";
        "(let [x [:union :int :string :nil] (first [\"a\"])] (if (string? x) (count x) 0))" => "1";
        "(let [x [:union :int :nil :string] (first [nil])] (if (nil? x) :none x))" => ":none";
        "(let [xs [:vector [:map [:a :int]]] (map (fn [n] {:a n :b n}) [1 2])] (reduce + 0 (map :a xs)))" => "3";
        "(let [m [:map {:a :int}] {:a 1 :b 2}] m)" => "{:a 1 :b 2}";
        "(let [m [:record [:a :int]] (assoc {:b 2} :a 1)] (:a m))" => "1";
        "(let [m [:map [:p [:map [:q [:vector :int]]]]] {:p {:q [1 2]}}] (get-in m [:p :q 1]))" => "2";
        "(let [{:keys [a b]} (let [m [:map [:a :int] [:b :int ?]] (hash-map :a 1)] m)] [a b])" => "[1 nil]";
        "((fn [x :int & more [:and :int [:> 0]]] (reduce + x more)) 1 2 3)" => "6";
        "(deftype Ops [:map [:f [:fn [:int] :int]]]) (defn g [ops Ops] ((:f ops) 2)) (g {:f inc})" => "3";
        "(deftype Grid [:vector [:vector [:and :int [:in-range 0 9]]]])
         (defn f [g Grid] (get-in g [1 0])) (f [[1 2] [3 4]])" => "3";
        "(defn f [x [:union [:vector :int] [:map [:a :int]]]] (if (map? x) (:a x) (count x)))
         [(f [1 2]) (f {:a 5 :b 1})]" => "[2 5]";
        "(defn f [n [:and :int [:>= 0]]] (if (= n 0) 0 (recur (dec n)))) (f 100000)" => "0";
        "(defn f [n [:and :int [:>= 0]] acc :int] :int (if (= n 0) acc (f (dec n) (+ acc n)))) (f 1000 0)" => "500500";
        "(let [f (fn [x [:and :int [:> 0]]] [:and :int [:> 1]] (+ x 1))] (map f [1 2 3]))" => "[2 3 4]";
        "(try (let [x [:and :int [:> 3]] (+ 1 1)] x) (catch ValidationError e (:type e)))" => ":validation-error";
        "(match (let [x [:union :int :string] (first (map identity [1 \"a\"]))] x) (:int n) (+ n 1) (:string s) s)" => "2";
    }
    fails! {
        "((fn [x :int & more [:and :int [:> 0]]] (reduce + x more)) 1 2 (- 3 3))" => ValidationError;
        "(let [x [:union :int :string] (first (if (= 1 1) [1.5] [1]))] x)" => TypeError;
        "(let [m [:map [:a :int]] (hash-map :b 1)] m)" => TypeError;
        "(defn f [n [:and :int [:> 0]]] (if (= n 99) 0 (recur (dec n)))) (f 5)" => ValidationError;
        "(deftype Ops [:map [:f [:fn [:int] :int]]]) (defn g [ops Ops] ((:f ops) 2))
         (g {:f (if (= 1 1) str inc)})" => TypeError;
        "(def xs [:vector [:and :int [:> 0]]] (map dec [0 1 2])) (reduce + xs)" => ValidationError;
        "(let [f (fn [x [:and :int [:> 0]]] x)] (map f [1 (- 1 1) 3]))" => ValidationError;
        "(let [f [:fn [:int & :int] :int] (if (= 1 1) str max)] (f 1 2))" => TypeError;
    }
}

#[test]
fn collections_of_rust_are_arguments() {
    let by_hash: HashMap<String, Value> = HashMap::from([
        ("name".to_owned(), "Ann".into()),
        ("age".to_owned(), 1.into()),
    ]);
    // String keys are other keys.
    assert_eq!(
        older(by_hash).expect_err("no keyword").kind(),
        ErrorKind::TypeError
    );
    let by_tree: BTreeMap<Keyword, Value> = BTreeMap::from([
        (Keyword::new("name"), "Ann".into()),
        (Keyword::new("age"), 1.into()),
    ]);
    assert_eq!(contact(by_tree).unwrap(), "none");
    let _: Int = sum_by(rtfs::Func::new("sum", rtfs::Arity::at_least(1), |args| {
        Ok(Value::from(args.len() as i64))
    }))
    .unwrap();
}
