//! Rust functions that a program calls by their names: other programs' exports, concrete functions, generic
//! ones and closures.

use std::fmt::Display;

use rtfs::{Int, Keyword, Str, Value, Vector, rtfs};

rtfs! {
    (defstruct Point :x :float :y :float)

    (defn fact [n acc]
      (if (= n 0) acc (recur (dec n) (* n acc))))
    (defn scaled [x :float by :i64] (* x by))
    (defn flip [flag :bool] (not flag))
    (defn label [name :string key :keyword n :int?] [name key n])
    (defn total [xs [:vector :int]] (reduce + xs))
    (defn norm [p Point] (+ (:x p) (:y p)))
    (defn any-of [x] [x x])
    (defn all-of [first & more] (count more))
    (defn steps [n :int] (loop [n n k 0] (if (= n 1) k (recur (if (even? n) (quot n 2) (inc (* 3 n))) (inc k)))))
    (defn compute-a [] 40)
    (defn compute-b [] 2)
    (defn combine [a b] (+ a b))
}

/// A result as the program would print it.
fn shown(result: rtfs::Result<impl Into<Value>>) -> String {
    match result {
        Ok(value) => value.into().to_string(),
        Err(error) => format!("{} {}", error.kind().as_str(), error.message()),
    }
}

#[test]
fn exported_functions_are_called_by_name() {
    assert_eq!(shown(rtfs! { (fact 5 1) }), "120");
    let digits = rtfs! { (count (str (fact 10000 1))) }.unwrap();
    assert_eq!(digits, Int::from(35_660));
    assert_eq!(shown(rtfs! { (scaled 1.5 4) }), "6.0");
    assert_eq!(shown(rtfs! { (flip (= 1 2)) }), "true");
    assert_eq!(shown(rtfs! { (label "a" :k 3) }), "[\"a\" :k 3]");
    assert_eq!(shown(rtfs! { (label "a" :k nil) }), "[\"a\" :k nil]");
    assert_eq!(shown(rtfs! { (total [1 2 3]) }), "6");
    assert_eq!(shown(rtfs! { (total (map inc (range 3))) }), "6");
    assert_eq!(shown(rtfs! { (norm {:x 1.0 :y 2.5}) }), "3.5");
    assert_eq!(shown(rtfs! { (any-of {:a 1}) }), "[{:a 1} {:a 1}]");
    assert_eq!(shown(rtfs! { (all-of 1 [2 3]) }), "2");
}

#[test]
fn arguments_of_unknown_types_are_checked() {
    let (n, five, pair) = (10_i64, "five", vec![3_i64, 4]);
    assert_eq!(shown(rtfs! { (fact n 1) }), "3628800");
    assert_eq!(
        shown(rtfs! { (fact five 1) }),
        ":type-error `n` of `fact`: expected :int, got :string \"five\""
    );
    assert_eq!(shown(rtfs! { (total pair) }), "7");
    assert_eq!(shown(rtfs! { (total (first [pair])) }), "7");
    let error = rtfs! { (total five) }.unwrap_err();
    assert_eq!(error.kind().as_str(), ":type-error");
    assert_eq!(
        shown(rtfs! { (norm {:x 1.0}) }),
        ":validation-error `Point` needs the field `:y`"
    );
}

#[test]
fn exported_functions_are_values_of_sequence_functions() {
    let data = vec![27_i64, 97, 871];
    assert_eq!(shown(rtfs! { (map steps data) }), "[111 118 178]");
    assert_eq!(
        shown(rtfs! { (:parallel (map steps data)) }),
        "[111 118 178]"
    );
    assert_eq!(shown(rtfs! { (reduce combine 0 data) }), "995");
    assert_eq!(
        shown(rtfs! {
            (with-parallel [result1 (compute-a)
                            result2 (compute-b)]
              (combine result1 result2))
        }),
        "42"
    );
}

/// The file of the mission, with what it asks for defined by another program.
mod mission {
    use rtfs::{Value, include_rtfs, rtfs};

    rtfs! {
        (defn expensive-operation [n] (reduce + (range n)))
        (defn compute-a [] 40)
        (defn compute-b [] 2)
        (defn combine [a b] (+ a b))
    }

    #[test]
    fn the_file_uses_functions_of_another_program() {
        let data: Vec<i64> = (0..100).collect();
        let value: Value = include_rtfs!("../examples/mission.rtfs").unwrap();
        assert_eq!(value.to_string(), "42");
    }
}

fn area(width: f64, height: f64) -> f64 {
    width * height
}

fn halved(n: i64) -> Result<i64, String> {
    if n % 2 == 0 {
        Ok(n / 2)
    } else {
        Err(format!("{n} is odd"))
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or("")
}

fn longest(words: &[String]) -> Option<String> {
    words.iter().max_by_key(|word| word.len()).cloned()
}

fn described<T: Display>(thing: T) -> String {
    format!("<{thing}>")
}

fn repeated<T: Clone>(thing: T, times: usize) -> Vec<T> {
    vec![thing; times]
}

fn doubled(n: impl Into<Int>) -> Int {
    n.into() * 2
}

fn is_short(text: &Str, limit: &i64) -> bool {
    (text.chars().count() as i64) < *limit
}

#[test]
fn concrete_functions() {
    let (w, lady) = (2.5, "ada lovelace");
    assert_eq!(shown(rtfs! { (area 2.0 3.5) }), "7.0");
    assert_eq!(shown(rtfs! { (area w w) }), "6.25");
    assert_eq!(shown(rtfs! { (halved 10) }), "5");
    assert_eq!(shown(rtfs! { (halved 5) }), ":host-error 5 is odd");
    assert_eq!(shown(rtfs! { (first-word lady) }), "\"ada\"");
    assert_eq!(shown(rtfs! { (first-word "x y") }), "\"x\"");
    assert_eq!(shown(rtfs! { (longest ["a" "abc" "ab"]) }), "\"abc\"");
    assert_eq!(shown(rtfs! { (is-short "abc" 4) }), "true");
    assert_eq!(
        shown(rtfs! { (area lady 2.0) }),
        ":type-error expected :float, got :string \"ada lovelace\""
    );
}

#[test]
fn generic_functions_take_what_the_program_has() {
    assert_eq!(shown(rtfs! { (described 12) }), "\"<12>\"");
    assert_eq!(shown(rtfs! { (described [1 2]) }), "\"<[1 2]>\"");
    assert_eq!(shown(rtfs! { (repeated :a 2) }), "[:a :a]");
    assert_eq!(shown(rtfs! { (doubled 21) }), "42");
}

#[test]
fn closures() {
    let factor = 3;
    let scale = |n: i64| n * factor;
    assert_eq!(shown(rtfs! { (map scale [1 2 3]) }), "[3 6 9]");
    let mut seen = Vec::new();
    let mut note = |n: i64| {
        seen.push(n);
        n
    };
    assert_eq!(shown(rtfs! { (+ (note 1) (note 2)) }), "3");
    assert_eq!(seen, [1, 2]);
}

fn five(a: i64, b: i64, c: i64, d: i64, e: i64) -> i64 {
    a + b + c + d + e
}

/// Functions of another program by `extern`, with types.
mod typed {
    rtfs::rtfs! {
        (extern crate/fact [:int :int] :int)
        (extern crate/described [:string] :string)
        (extern crate/five [:int :int :int :int :int] :int)

        (defn binomial [n :int k :int] :int
          (quot (fact n 1) (* (fact k 1) (fact (- n k) 1))))
        (defn tagged [text :string] (described text))
        (defn by-value [args] (map (fn [f] (try (apply f args) (catch _ e (:message e)))) [five (comp inc five)]))
    }
}

#[test]
fn extern_declares_functions_with_open_parameters() {
    assert_eq!(typed::binomial(30, 15).unwrap(), Int::from(155_117_520));
    assert_eq!(typed::tagged("a").unwrap(), Str::from("<a>"));
    let by_value = |args: &[i64]| typed::by_value(args.to_vec()).unwrap().to_string();
    assert_eq!(by_value(&[1, 2, 3, 4, 5]), "[15 16]");
    let wrong = by_value(&[1, 2]);
    let named = wrong.matches("`five` takes 5 arguments");
    assert_eq!(named.count(), 2, "{wrong}");
}

#[test]
fn rust_passes_anything_that_fits() {
    let dynamic = Value::from(6);
    assert_eq!(fact(dynamic, 1_u8).unwrap(), Int::from(720));
    assert_eq!(fact(Int::from(3), 2_i128).unwrap(), Int::from(12));
    let vector: Vector<Value> = [1, 2].into_iter().map(Value::from).collect();
    assert_eq!(total(Value::from(vector)).unwrap(), Int::from(3));
    assert_eq!(total(&[1, 2][..]).unwrap(), Int::from(3));
    assert!(label(String::from("a"), Keyword::new("k"), Some(1)).is_ok());
    let error = total(Value::from("x")).unwrap_err();
    assert_eq!(error.kind().as_str(), ":type-error");
    let place = error.place().unwrap();
    assert!(place.file.ends_with("rust_functions.rs"), "{place:?}");
}

mod in_order {
    use std::sync::Mutex;

    static SEEN: Mutex<Vec<i64>> = Mutex::new(Vec::new());

    pub(crate) fn seen(n: i64) -> i64 {
        if let Ok(mut all) = SEEN.lock() {
            all.push(n);
        }
        n
    }

    rtfs::rtfs! {
        (extern crate::in_order::seen [:int] :int)
        (defn beside []
          (map (do (seen 1) (fn [a b c] (+ a b c))) (repeat (seen 2)) [(seen 3) 1] (cycle [(seen 4)])))
    }

    #[test]
    fn operands_of_what_has_no_end_are_evaluated_where_they_stand() -> rtfs::Result<()> {
        assert_eq!(beside()?.to_string(), "[9 7]");
        assert_eq!(
            SEEN.lock().map(|all| all.clone()).ok(),
            Some(vec![1, 2, 3, 4])
        );
        Ok(())
    }
}
