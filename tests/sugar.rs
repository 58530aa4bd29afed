//! The sugar of the language: each form in its plain and its odd shapes.

mod support;

use rtfs::{ErrorKind, rtfs};

#[test]
fn if_some_and_when_some() {
    gives! {
        "(if-some [x 5] (+ x 1) 0)" => "6";
        "(if-some [x nil] 1 0)" => "0";
        "(if-some [x false] [x] 0)" => "[false]";
        "(if-some [x nil] 1)" => "nil";
        "(if-some [x (get {\"a\" 1} \"a\")] (inc x) :none)" => "2";
        "(if-some [{:keys [a]} (get {\"m\" {:a 4}} \"m\")] (* a a) :none)" => "16";
        "(if-some [[a b] (seq [1 2])] (+ a b) 0)" => "3";
        "(when-some [x false] 1 2)" => "2";
        "(when-some [x (first [])] (* x 2))" => "nil";
        "(let [nil? (fn [x] true)] (if-some [x 1] :some :none))" => ":some";
        "(defn some? [x] false) (if-some [x 1] :some :none)" => ":some";
    }
}

#[test]
fn condp_asks_one_predicate() {
    gives! {
        "(condp = 2 1 :one 2 :two :other)" => ":two";
        "(condp = 9 1 :one 2 :two :other)" => ":other";
        "(condp < 5 10 :a 4 :b :c)" => ":b";
        "(condp some [1 2 3] #{0 6 7} :>> inc #{4 5 9} :>> dec #{1 2} :>> #(+ % 3))" => "4";
        "(condp (fn [a b] (= a (mod b 10))) 47 1 :one 7 :seven)" => ":seven";
        "(condp (fn [k m] (get m k)) {:a 5} :b :none :a :>> (fn [x] (* x x)) :else)" => "25";
        "(let [x 7] (condp = x :never))" => ":never";
        "(condp = (do 3) (+ 1 1) :two (+ 1 2) :three)" => ":three";
        "(condp = 1 1 (condp = 2 3 :no :inner) :outer)" => ":inner";
    }
    fails! {
        "(condp = 3 1 :one 2 :two)" => MatchError;
    }
    let error = rtfs! { "(condp = 3 1 :one 2 :two)" }.expect_err("fails");
    assert_eq!(error.message(), "no clause of `condp` matches 3");
    assert_eq!(error.data().map(ToString::to_string).as_deref(), Some("3"));
}

#[test]
fn chains_with_a_name() {
    gives! {
        "(as-> 5 x)" => "5";
        "(as-> 5 x (+ x 1) (* x x))" => "36";
        "(as-> [1 2 3] v (map inc v) (reduce + v) (str v))" => "\"9\"";
        "(as-> {:a 1} m (assoc m :b 2) (:b m))" => "2";
        "(-> 3 (as-> n (* n n)) inc)" => "10";
    }
}

#[test]
fn chains_that_end_at_nil() {
    gives! {
        "(some-> 5)" => "5";
        "(some-> nil inc)" => "nil";
        "(some-> 5 inc (* 2))" => "12";
        "(some-> {:a {:b 3}} :a :b inc)" => "4";
        "(some-> {:a {:b 3}} :x :b inc)" => "nil";
        "(some-> (get {\"k\" 1} \"z\") inc)" => "nil";
        "(some-> false not)" => "true";
        "(some->> [1 2 3] (map inc) (reduce +))" => "9";
        "(some->> nil (map inc) (reduce +))" => "nil";
        "(some->> (first [[1 2]]) (filter even?) first (* 10))" => "20";
        "(let [nil? 1] (some-> 5 inc))" => "6";
    }
}

#[test]
fn chains_that_ask() {
    gives! {
        "(cond-> 5)" => "5";
        "(cond-> 5 true inc false (* 100) true (* 2))" => "12";
        "(cond-> {:a 1} true (assoc :b 2) nil (assoc :c 3))" => "{:a 1 :b 2}";
        "(cond->> [1 2 3] true (map inc) false (filter even?) true (reduce +))" => "9";
        "(let [n 3] (cond-> n (odd? n) inc (even? n) (* 10)))" => "4";
        "(map (fn [n] (cond-> [n] (even? n) (conj :even) (> n 2) (conj :big))) [1 2 3 4])" =>
            "[[1] [2 :even] [3 :big] [4 :even :big]]";
    }
}

#[test]
fn functions_have_names() {
    gives! {
        "((fn fact [n] (if (= n 0) 1 (* n (fact (dec n))))) 20)" => "2432902008176640000";
        "((λ [x] (* x 2)) 4)" => "8";
        "((lambda [x & more] [x more]) 1 2)" => "[1 (2)]";
        "((λ twice [x] (* x 2)) 4)" => "8";
        "(map (fn sum [n] (if (= n 0) 0 (+ n (sum (dec n))))) [1 2 3])" => "[1 3 6]";
    }
}

#[test]
fn comments_and_assertions() {
    gives! {
        "(comment (undefined-here 1 2))" => "nil";
        "(do (comment) 5)" => "5";
        "(let [x 3] (assert (> x 0) \"positive\") x)" => "3";
        "(do (assert true) :done)" => ":done";
    }
    let error = rtfs! { "(let [x -3] (assert (pos? x) (str x \" is not positive\")) x)" };
    let error = error.expect_err("fails");
    assert_eq!(error.kind(), ErrorKind::AssertionError);
    assert!(error.message().contains("-3 is not positive"), "{error}");
}

mod tested {
    rtfs::rtfs! {
        (defn double [x] (* 2 x))

        (deftest rows
          (are [x y] (= (double x) y)
            1 2
            2 4
            9223372036854775807 18446744073709551614)
          (are [x] (pos? x) 1 2 3))

        (deftest failures
          (testing "of every kind"
            (is (thrown? :division-by-zero (quot (double 1) 0)))
            (is (thrown? _ (throw 1)))
            (is (thrown? RuntimeError (nth [1 2] (double 5))))
            (is (thrown? :thrown (throw (error "no"))) "with a message")))
    }
}

#[test]
fn checks_say_what_failed() {
    assert_eq!(tested::double(4).unwrap(), 8);
    let error = rtfs! { "(are [x y] (= (* x x) y) 1 1 2 5)" }.expect_err("fails");
    assert_eq!(error.kind(), ErrorKind::AssertionError);
    assert!(error.message().contains("x = 2, y = 5"), "{error}");
    assert!(error.message().contains("left: 4"), "{error}");
    assert_eq!(error.place().map(|p| p.column), Some(30), "{error}");
    let error = rtfs! { "(is (thrown? :thrown (+ 1 2)))" }.expect_err("fails");
    assert_eq!(error.kind(), ErrorKind::AssertionError);
    assert!(
        error.message().contains("(thrown? :thrown (+ 1 2))"),
        "{error}"
    );
    // What is tested stands before what was checked.
    let error = rtfs! { "(testing \"sums\" (testing (str \"of \" 2) (is (= (+ 1 1) 3) \"?\")))" };
    assert_eq!(
        error.expect_err("fails").message(),
        "assertion failed: sums: (str \"of \" 2): (= (+ 1 1) 3): ?\n  left: 2\n right: 3"
    );
    let error = rtfs! { "(do (testing \"sums\" (is true)) (is (= 1 2)))" };
    let message = error.expect_err("fails").message().to_owned();
    assert!(
        message.starts_with("assertion failed: (= 1 2)"),
        "{message}"
    );
    let error = rtfs! { "(testing \"rows\" (are [x] (pos? x) 1 0))" };
    let message = error.expect_err("fails").message().to_owned();
    assert_eq!(message, "assertion failed: rows: (pos? x) where x = 0");
    // An error of another kind is none of its business.
    let error = rtfs! { "(is (thrown? :thrown (quot 1 0)))" }.expect_err("fails");
    assert_eq!(error.kind(), ErrorKind::DivisionByZero);
    gives! {
        "(is (thrown? :assertion-error (is (= 1 2))))" => "nil";
        "(are [x] (thrown? :division-by-zero (quot x 0)) 1 2)" => "nil";
        "(are [f] (= (f 1) 2) inc #(+ % 1))" => "nil";
    }
}
