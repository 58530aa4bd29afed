//! Loops that go on in their wide form: with what they see of the code around, wherever they stand.

rtfs::rtfs! {
    // What moves on the way out, what is only read, a scalar and a text.
    (defn powers [n :int name :string scale :float]
      (loop [i 0 p 1]
        (if (= i n)
          [name p scale]
          (recur (inc i) (* p (count name) 10)))))
    // The value of the loop is no int.
    (defn is-even-power [n] (loop [i 0 p 1] (if (= i n) (even? p) (recur (inc i) (* p 6)))))
    // The inner loop leaves, and its value does not fit where it is used.
    (defn towers [n]
      (loop [i 1 total 0 last 0]
        (if (> i n)
          [total last]
          (let [p (loop [j 0 p 1] (if (= j i) p (recur (inc j) (* p 1000))))]
            (recur (inc i) (+ total p) p)))))
    // The state is a collection besides an int.
    (defn digits [n]
      (loop [i 0 p 1 seen []]
        (if (= i n) seen (recur (inc i) (* p 100000) (conj seen (mod p 7))))))
    // A loop in a function that calls itself, and in one that another function ends in.
    (defn nested [depth]
      (if (= depth 0)
        1
        (+ (nested (dec depth)) (loop [i 0 p 1] (if (= i 25) p (recur (inc i) (* p depth)))))))
    (defn- factorial [n] (loop [i 1 p 1] (if (> i n) p (recur (inc i) (* p i)))))
    (defn choose [n k] (quot (factorial n) (* (factorial k) (factorial (- n k)))))
    (defn last-of [n] (if (< n 0) 0 (factorial n)))
    // An error inside the wide rounds.
    (defn falls [n] (loop [i 40 p 1] (if (= i n) p (recur (dec i) (* (quot p i) p 1000000)))))
}

/// A value as RTFS shows it.
fn shown(value: impl rtfs::ToValue) -> String {
    value.to_value().to_string()
}

#[test]
fn the_code_around_is_seen() {
    let name = "abc";
    assert_eq!(shown(powers(2, name, 0.5).unwrap()), "[\"abc\" 900 0.5]");
    assert_eq!(
        shown(powers(20, name, 0.5).unwrap()),
        format!("[\"abc\" {}{} 0.5]", 3_u64.pow(20), "0".repeat(20))
    );
}

#[test]
fn the_value_may_be_no_int() {
    assert!(!is_even_power(0).unwrap());
    assert!(is_even_power(100).unwrap());
}

#[test]
fn an_inner_loop_leaves_both() {
    assert_eq!(shown(towers(2).unwrap()), "[1001000 1000000]");
    assert_eq!(
        shown(towers(8).unwrap()),
        "[1001001001001001001001000 1000000000000000000000000]"
    );
}

#[test]
fn collections_are_handed_over() {
    assert_eq!(shown(digits(8).unwrap()), "[1 5 4 6 2 3 1 5]");
}

#[test]
fn in_recursion_and_at_its_end() {
    assert_eq!(
        nested(2).unwrap().to_string(),
        (1 + 1 + (1 << 25)).to_string()
    );
    let sum = num_bigint::BigInt::from(1)
        + (1..=9)
            .map(|d| num_bigint::BigInt::from(d).pow(25))
            .sum::<num_bigint::BigInt>();
    assert_eq!(nested(9).unwrap().to_string(), sum.to_string());
    assert_eq!(choose(60, 3).unwrap(), 34220);
    assert_eq!(
        last_of(25).unwrap().to_string(),
        "15511210043330985984000000"
    );
    assert_eq!(last_of(-1).unwrap(), 0);
}

#[test]
fn errors_of_wide_rounds_have_their_place() {
    let error = falls(-1).unwrap_err();
    assert_eq!(error.kind(), rtfs::ErrorKind::DivisionByZero);
    assert_eq!(error.place().unwrap().line, 32);
}
