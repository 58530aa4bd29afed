//! Programs whose ints leave `i64`: what the wide forms give, and that nothing is left behind in the region that they
//! compute in.

mod support;

use rtfs::__rt::wide;

#[test]
fn walks_go_on_with_ints_that_do_not_fit() {
    gives! {
        "(reduce + (map (fn [x] (* x x)) (range 4000000000 4000000010)))" => "160000000360000000285";
        "(into [] (take 3 (iterate (fn [x] (* x x)) 10000000000)))"
            => "[10000000000 100000000000000000000 10000000000000000000000000000000000000000]";
        "(reduce max (map (fn [x] (* x 5000000000)) [3 9000000000 4]))" => "45000000000000000000";
        "(count (filter even? (map (fn [x] (* x 10000000000000000000)) (range 1000))))" => "1000";
        "(for [x [10000000000000000000 3] y [x 7]] (+ x y))" => "[20000000000000000000 10000000000000000007 6 10]";
        "(->> (range 9223372036854775800 9223372036854775810) (map inc) (reduce +))" => "92233720368547758055";
    }
    assert_eq!(wide::mark(), 0);
}

#[test]
fn wide_code_handles_errors_and_looks_at_ints() {
    gives! {
        "(try (quot (* 10000000000 10000000000) 0) (catch :division-by-zero e 1))" => "1";
        "(let [b (* 10000000000 10000000000)] (if (> b 1) (+ b (- b)) b))" => "0";
        "(mod (* -10000000000 10000000001) 7)" => "1";
        "(let [b (* 10000000000 10000000000)] [(max b 1) (min b 1) (zero? b) (neg? (- b))])" => "[100000000000000000000 1 false true]";
    }
    fails! {
        "(loop [i 0 b 10000000000] (if (= i 3) (quot b 0) (recur (inc i) (* b b))))" => DivisionByZero;
    }
    assert_eq!(wide::mark(), 0);
}

rtfs::rtfs! {
    // Each round leaves an int that nothing uses up.
    (defn last-of-many [n]
      (loop [i 0 x 10000000000000000000]
        (if (= i n) x (recur (inc i) (let [y (+ x 1)] (if (> y 0) (+ x i) y))))))
    (defn deep [n]
      (if (= n 0) 10000000000000000000 (+ 1 (deep (- n 1)))))
    (defn halves [a b c d]
      (if (> a 100000000000000000000000) [a b c d] (halves (* a a) (+ b a) (- c a) d)))
    (defn all-of [a b c d]
      (+ (count (halves a b c d)) (* a b c d)))
}

#[test]
fn what_rounds_and_calls_leave_is_freed() {
    let sum = last_of_many(10_000).unwrap().to_string();
    assert_eq!(sum, "10000000000049995000");
    assert_eq!(wide::mark(), 0);
    assert_eq!(deep(100_000).unwrap().to_string(), "10000000000000100000");
    assert_eq!(wide::mark(), 0);
    let all = all_of(1_000_000_007, 1_000_000_009, 3, 10_000_000_000_i64);
    assert_eq!(all.unwrap().to_string(), "30000000480000001890000000004");
    assert_eq!(wide::mark(), 0);
}
