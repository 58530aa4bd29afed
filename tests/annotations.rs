//! Annotations: checked casts wherever a name is bound.

mod support;

use rtfs::{Error, ErrorKind, Int, Keyword, Map, Number, Str, Value, Vector, rtfs};

rtfs! {
    (defn scale [x :int y :float] :float (* x y))
    (defn apart [x : int y : string] : string (str x y))
    (defn capital [n :Integer s :String] :String (str n s))
    (defn byte [n :u8] :u8 n)
    (defn wide [n :i64] :i64 (* n 2))
    (defn narrow [n :int] :i32 n)
    (defn count-all [xs [:vector :int]] :int (reduce + xs))
    (defn names [m [:map-of :keyword :int]] [:vector :string] (map name (keys m)))
    (defn pair [t [:tuple :int :string]] :int (first t))
    (defn maybe [x :int?] :int (if x x 0))
    (defn maybe-name [m [:map-of :string :string]] :string? (get m "name"))
    (defn any-of [x :any] :int x)
    (defn apply-twice [f [:fn [:int] :int] x :int] :int (f (f x)))
    (defn numbers-of [x :number] :number (* 2 x))
    (defn flag [b :bool k :keyword] :bool (and b (= k :yes)))
    (def limit :int 10)
    (defn checked [x] (let [y :int x] (+ y 1)))
    (defn in-loop [n :int] (loop [i :int 0 acc :float 0.0] (if (= i n) acc (recur (inc i) (+ acc i)))))
    (defn in-fn [xs [:vector :any]] (map (fn [x :int] (inc x)) xs))
}

fn kind<T>(result: Result<T, Error>) -> ErrorKind {
    match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.kind(),
    }
}

#[test]
fn signatures() {
    let _: f64 = scale(2, 1.5).unwrap();
    assert_eq!(scale(2, 1.5).unwrap(), 3.0);
    let s: Str = apart(1, "a").unwrap();
    assert_eq!(&*s, "1a");
    assert_eq!(&*capital(7, String::from("x")).unwrap(), "7x");
    let b: u8 = byte(200).unwrap();
    assert_eq!(b, 200);
    let w: i64 = wide(21).unwrap();
    assert_eq!(w, 42);
    let n: i32 = narrow(5).unwrap();
    assert_eq!(n, 5);
    let c: Int = count_all(vec![1, 2, 3]).unwrap();
    assert_eq!(c, Int::from(6));
    let map: Map<Keyword, Int> = [(Keyword::new("a"), Int::from(1))].into_iter().collect();
    let names_of: Vector<Str> = names(map).unwrap();
    assert_eq!(names_of, Vector::from([Str::from("a")]));
    assert_eq!(pair((5, "x")).unwrap(), Int::from(5));
    assert_eq!(maybe(Some(3)).unwrap(), Int::from(3));
    let named: Option<Str> = maybe_name(Map::<Str, Str>::new()).unwrap();
    assert_eq!(named, None);
    let number: Number = numbers_of(2.5).unwrap();
    assert_eq!(number, Number::Float(5.0));
    assert!(flag(true, Keyword::new("yes")).unwrap());
    assert_eq!(*LIMIT.get().unwrap(), Int::from(10));
    let twice: Int = apply_twice(|x: Int| Ok(x + Int::from(3)), 1).unwrap();
    assert_eq!(twice, Int::from(7));
    let f: f64 = in_loop(4).unwrap();
    assert_eq!(f, 6.0);
}

#[test]
fn what_does_not_fit_is_an_error() {
    assert_eq!(kind(wide(i64::MAX)), ErrorKind::Overflow);
    assert_eq!(kind(narrow(i64::from(i32::MAX) + 1)), ErrorKind::Overflow);
    assert_eq!(kind(any_of("text")), ErrorKind::TypeError);
    assert_eq!(any_of(5).unwrap(), Int::from(5));
    assert_eq!(kind(checked("text")), ErrorKind::TypeError);
    let mixed: Vector<Value> = Vector::from([Value::from(1), Value::from("a")]);
    let error = in_fn(mixed).expect_err("a string is no int");
    assert_eq!(error.kind(), ErrorKind::TypeError);
    assert!(error.message().contains('x'), "{error}");
    assert!(error.place().is_some());
}

#[test]
fn in_expressions() {
    gives! {
        "(let [x :int 5] x)" => "5";
        "(let [x :number 5] x)" => "5";
        "(let [xs [:vector :float] [1.5 2.0]] xs)" => "[1.5 2.0]";
        "(let [x :any 5] (+ x 1))" => "6";
        "(let [x :int? nil] x)" => "nil";
        "(let [f [:fn [:int] :int] inc] (f 1))" => "2";
        "((fn [x :int & more :int] (reduce + x more)) 1 2 3)" => "6";
        "(defn f [x :int] :float (* x 1.0)) (f 2)" => "2.0";
        "(let [t [:tuple :int :string] [1 \"a\"]] (second t))" => "\"a\"";
        "(let [m [:map-of :string :int] {\"a\" 1}] (get m \"a\"))" => "1";
        "(let [s [:set :int] #{1}] (contains? s 1))" => "true";
        "(let [l [:list :int] '(1 2)] (first l))" => "1";
    }
    fails! {
        "(let [x :int (if (= 1 1) \"a\" 1)] x)" => TypeError;
        "(let [x :u8 (* 100 3)] x)" => Overflow;
        "(let [xs [:vector :int] (if (= 1 1) [1 \"a\"] [])] xs)" => TypeError;
        "(let [f [:fn [:int] :int] (if (= 1 1) str inc)] (f 1))" => TypeError;
    }
}
