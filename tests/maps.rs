//! Maps and sets by everything that looks into them and changes them, on literals and on data from Rust.

mod support;

use rtfs::{Value, rtfs};

#[test]
fn literals() {
    gives! {
        "(get {:a 1} :a)" => "1";
        "(get {:a 1} :b 0)" => "0";
        "(get nil :a)" => "nil";
        "(contains? {:a nil} :a)" => "true";
        "(assoc nil :a 1)" => "{:a 1}";
        "(assoc {} \"k\" 1 \"l\" 2)" => "{\"k\" 1 \"l\" 2}";
        "(conj {:a 1} [:b 2] {:c 3})" => "{:a 1 :b 2 :c 3}";
        "(into {} (map (fn [x] [x (* x x)]) [1 2]))" => "{1 1 2 4}";
        "(keys {:a 1 :b 2})" => "[:a :b]";
        "(vals {:a 1 :b \"x\"})" => "[1 \"x\"]";
        "(count {:a 1 :b 2})" => "2";
        "(seq {})" => "nil";
        "(first {:a 1})" => "[:a 1]";
        "(map (fn [[k v]] (str k v)) {:a 1})" => "[\":a1\"]";
        "(filter (fn [[k v]] (> v 1)) {:a 1 :b 2})" => "[[:b 2]]";
        "(reduce (fn [acc [k v]] (+ acc v)) 0 {:a 1 :b 2})" => "3";
        "(reduce-kv (fn [acc k v] (assoc acc v k)) {} {:a 1})" => "{1 :a}";
        "(merge-with + {:a 1} {:a 2 :b 3})" => "{:a 3 :b 3}";
        "(select-keys {:a 1 :b 2 :c 3} [:a :c])" => "{:a 1 :c 3}";
        "(zipmap [:a :b] [1 2])" => "{:a 1 :b 2}";
        "(group-by even? [1 2 3])" => "{false [1 3] true [2]}";
        "(update {:a [1]} :a conj 2)" => "{:a [1 2]}";
        "(update (hash-map \"a\" 1) \"b\" (fnil inc 0))" => "{\"a\" 1 \"b\" 1}";
        "(conj #{1} 2)" => "#{1 2}";
        "(disj #{1 2} 1)" => "#{2}";
        "(into #{} [1 1 1])" => "#{1}";
    }
}

/// A key is lent to the map where it is needed again: it is the same key, and the map holds its own.
#[test]
fn keys_that_are_needed_again() {
    gives! {
        "(let [k (str \"a\" 1)] [(assoc {} k k) (update {} k (fn [old] (str k old))) k])"
            => "[{\"a1\" \"a1\"} {\"a1\" \"a1nil\"} \"a1\"]";
        "(let [k (str \"a\" 1)] (assoc (assoc {\"a1\" 0} k 1) (str k \"b\") 2))" => "{\"a1\" 1 \"a1b\" 2}";
        "(let [k [(str 1) (str 2)] m (update {} (first k) (fnil conj []) k)] [m k])"
            => "[{\"1\" [[\"1\" \"2\"]]} [\"1\" \"2\"]]";
        "(reduce (fn [m [k v]] (update (assoc m k v) k + v)) {} [[\"a\" 1] [\"b\" 2] [\"a\" 3]])"
            => "{\"a\" 6 \"b\" 4}";
        "(reduce (fn [[seen twice] x] (if (contains? seen x) [seen (conj twice x)] [(conj seen x) twice])) [#{} #{}] (split \"a b a c b a\" \" \"))"
            => "[#{\"a\" \"b\" \"c\"} #{\"a\" \"b\"}]";
        "(loop [k \"x\" n 0 m {}] (if (< n 3) (recur (str k n) (inc n) (assoc m k n)) [m k]))"
            => "[{\"x\" 0 \"x0\" 1 \"x01\" 2} \"x012\"]";
        "(let [m {\"a\" 1} more (assoc m \"b\" 2) k (str \"a\")] [m more (assoc more k 3) (update m k inc) k])"
            => "[{\"a\" 1} {\"a\" 1 \"b\" 2} {\"a\" 3 \"b\" 2} {\"a\" 2} \"a\"]";
    }
}

#[test]
fn values_from_rust() {
    let data: Value = rtfs! {
        {"users" [{"name" "Ann" "age" 40} {"name" "Bob" "age" 30}] "total" 2 "extra" nil}
    }
    .unwrap()
    .into();
    let text = |value: Value| value.to_string();
    assert_eq!(text(rtfs! { (get data "total") }.unwrap()), "2");
    let names: Value = rtfs! { (map (fn [u] (get u "name")) (get data "users")) }.unwrap();
    assert_eq!(text(names), "[\"Ann\" \"Bob\"]");
    let ages = rtfs! { (reduce + (map (fn [{:strs [age]}] age) (get data "users"))) }.unwrap();
    assert_eq!(text(ages), "70");
    let first = rtfs! { (get-in data ["users" 0 "name"]) }.unwrap();
    assert_eq!(text(first), "\"Ann\"");
    let changed = rtfs! { (get (update data "total" inc) "total") }.unwrap();
    assert_eq!(text(changed), "3");
    let sorted = rtfs! { (first (sort-by (fn [u] (get u "age")) (get data "users"))) }.unwrap();
    assert_eq!(text(sorted), "{\"name\" \"Bob\" \"age\" 30}");
    let grown = rtfs! { (count (assoc data "new" 1)) }.unwrap();
    assert_eq!(grown, rtfs::Int::from(4));
    let kinds: Value =
        rtfs! { [(map? data) (vector? (get data "users")) (nil? (get data "extra"))] }
            .unwrap()
            .into();
    assert_eq!(text(kinds), "[true true true]");
}
