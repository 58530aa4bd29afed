//! The expression form: captured variables, headers, and where it may stand.

use rtfs::{Error, Int, Value, rtfs};

#[test]
fn captured_variables_are_read_and_not_moved() {
    let my_data = vec![1_i64, 2, 3];
    let text = String::from("abc");
    let sum: Int = rtfs! { (reduce + my-data) }.unwrap().try_into().unwrap();
    assert_eq!(sum, Int::from(6));
    let both: Value = rtfs! { [(count text) (first my-data)] }.unwrap().into();
    assert_eq!(both.to_string(), "[3 1]");
    assert_eq!((my_data.len(), text.len()), (3, 3));
}

#[test]
fn a_header_gives_types() {
    let (n, xs) = (3_i64, [1.5_f64, 2.5]);
    let xs = &xs[..];
    let sum: f64 = rtfs! { |n: i64, xs: &[f64]| (reduce + 0.0 (map (fn [x] (* x n)) xs)) }.unwrap();
    assert_eq!(sum, 12.0);
    let flag = true;
    let answer: bool = rtfs! { |flag: bool| (not flag) }.unwrap();
    assert!(!answer);
}

#[test]
fn results_have_the_most_precise_type() {
    let _: Int = rtfs! { (+ 1 2) }.unwrap();
    let _: f64 = rtfs! { (* 1.5 2) }.unwrap();
    let _: bool = rtfs! { (< 1 2) }.unwrap();
    let _: rtfs::Str = rtfs! { (str 1) }.unwrap();
    let _: rtfs::Keyword = rtfs! { :k }.unwrap();
    let _: () = rtfs! { nil }.unwrap();
    let _: rtfs::Vector<Int> = rtfs! { [1 2 3] }.unwrap();
    let _: rtfs::List<Int> = rtfs! { (list 1 2) }.unwrap();
    let _: rtfs::Set<Int> = rtfs! { #{1} }.unwrap();
    let _: rtfs::Map<rtfs::Keyword, Int> = rtfs! { {:a 1} }.unwrap();
    let _: rtfs::Map<rtfs::Str, Int> = rtfs! { {"a" 1} }.unwrap();
    let _: Option<Int> = rtfs! { (first (map inc [1])) }.unwrap();
    let _: rtfs::Vector<Value> = rtfs! { [1 "a"] }.unwrap();
    let _: rtfs::Number = rtfs! { (/ 7 2) }.unwrap();
}

fn squares(n: i64) -> Result<i64, Error> {
    rtfs! { (reduce + (map (fn [x] (* x x)) (range n))) }?.try_into()
}

fn generic<T: Clone + Into<Value>>(item: T) -> Result<Value, Error> {
    let item: Value = item.into();
    rtfs! { (str item) }.map(Value::from)
}

struct Holder {
    limit: i64,
}

impl Holder {
    fn count(&self) -> Result<Int, Error> {
        let limit = self.limit;
        rtfs! { |limit: i64| (count (filter even? (range limit))) }
    }
}

mod inner {
    rtfs::rtfs! { (defn doubled [n :int] (* 2 n)) }

    pub(crate) mod deeper {
        rtfs::rtfs! { (defn tripled [n :int] (* 3 n)) }
    }
}

macro_rules! wrapped {
    ($name:ident, $($form:tt)*) => {
        fn $name() -> Result<Int, Error> {
            rtfs! { $($form)* }
        }
    };
}

wrapped!(five, (+ 2 3));

#[test]
fn it_stands_where_rust_stands() {
    assert_eq!(squares(10).unwrap(), 285);
    assert_eq!(generic(7).unwrap().to_string(), "\"7\"");
    assert_eq!(Holder { limit: 10 }.count().unwrap(), Int::from(5));
    assert_eq!(inner::doubled(4).unwrap(), Int::from(8));
    assert_eq!(inner::deeper::tripled(4).unwrap(), Int::from(12));
    assert_eq!(five().unwrap(), Int::from(5));
    let all: Vec<i64> = (0..3).map(|i| squares(i).unwrap()).collect();
    assert_eq!(all, [0, 0, 1]);
    if rtfs! { (= 1 1) }.unwrap() {
        let closure = |n: i64| rtfs! { |n: i64| (inc n) };
        assert_eq!(closure(1).unwrap(), Int::from(2));
    }
}

#[test]
fn definitions_of_an_expression_are_its_own() {
    let value: Int = rtfs! {
        (def base 10)
        (defn add [x] (+ base x))
        (add 5)
    }
    .unwrap();
    assert_eq!(value, Int::from(15));
}

#[test]
fn a_constant_may_depend_on_what_stands_around() {
    let (rx, who) = (5, "five".to_owned());
    // By name, through a function, through a function of a function, through a constant, and not at all.
    let value = rtfs! {
        (def last (+ through twice))
        (def direct (+ rx 1))
        (defn add [a] (+ a rx))
        (defn add-twice [a] (add (add a)))
        (def through (add 1))
        (def twice (add-twice 1))
        (def plain (let [n 5] (fn [x] (+ x n))))
        (defn all [] [direct through twice last (plain 1) ((fn [] (plain through)))])
        (all)
    }
    .unwrap();
    assert_eq!(value.to_string(), "[6 6 11 17 6 11]");
    let text = rtfs! {
        (defn greeting [] (str "hello " who))
        (def ^:private hello :string (greeting))
        (defn twice [] (str hello ", " hello))
        (twice)
    }
    .unwrap();
    assert_eq!(text.to_string(), "hello five, hello five");
}
