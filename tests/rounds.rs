//! Functions that call themselves as the last thing they do, or in a sum that they give: they are loops, whose stack does not
//! grow, and give what the calls as written give.

use rtfs::{ErrorKind, Int, List, Value, Vector};

rtfs::rtfs! {
    (defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
    (defn factorial [n] (if (= n 0) 1 (* n (factorial (dec n)))))
    (defn sum [xs [:list :int]] :int (if (empty? xs) 0 (+ (first xs) (sum (rest xs)))))
    (defn size [xs] (if (seq xs) (inc (size (rest xs))) 0))

    // One term is taken away, and the call stands in front.
    (defn alternating [n] (if (= n 0) 0 (- (alternating (- n 2)) (- n 1) (- n))))

    // The ways to pay an amount with coins of at most so much.
    (defn ways [amount coin]
      (cond
        (= amount 0) 1
        (or (< amount 0) (= coin 0)) 0
        :else (let [without (ways amount (dec coin))
                    with (ways (- amount coin) coin)]
                (+ without with))))

    // Bits: the neutral element of `bit-and` is -1.
    (defn masks [n] (if (= n 0) 12 (bit-and (+ 8 n) (masks (dec n)))))

    // A call in tail position among sums.
    (defn collatz [n] (cond (= n 1) 0 (even? n) (inc (collatz (quot n 2))) :else (inc (collatz (+ 1 (* 3 n))))))
    (defn digits [n base] (cond (< n 0) (digits (- n) base) (< n base) 1 :else (+ 1 (digits (quot n base) base))))

    // The first error is that of the calls as written: what stands before the call is evaluated before it, what stands
    // behind it after it, and what a sum needs of its terms is asked when all of them are there.
    (defn before [n] (if (= n 0) (throw :end) (+ (quot 6 (- n 2)) (before (dec n)))))
    (defn behind [n] (if (= n 0) (throw :end) (+ (behind (dec n)) (quot 6 (- n 2)))))
    (defn not-ints [xs] (if (empty? xs) (throw :end) (+ (first xs) (not-ints (rest xs)))))

    // What is put in front of the result of a call is gathered on the way.
    (defn more [xs [:list :int]] (if (empty? xs) (list) (cons (inc (first xs)) (more (rest xs)))))
    (defn odd-ones [xs [:list :int]]
      (cond (empty? xs) nil (odd? (first xs)) (cons (first xs) (odd-ones (rest xs))) :else (odd-ones (rest xs))))
    (defn doubled [xs [:vector :int] end [:vector :int]]
      (if (seq xs) (cons (first xs) (cons (first xs) (doubled (rest xs) end))) end))
    (defn ended [n tail [:list :int]] (if (= n 0) tail (let [below (ended (dec n) tail)] (cons n below))))
    (defn failing [n] (if (= n 0) (throw :end) (cons (quot 6 (- n 2)) (failing (dec n)))))

    // Both sides of a choice go on, one of them through another function.
    (defn steps [n] (if (= n 0) 0 (if (even? n) (+ 1 (steps (dec n))) (odd-steps n))))
    (defn odd-steps [n] (+ 10 (steps (dec n))))
    (defn ping [n] (if (= n 0) 0 (if (= 0 (mod n 3)) (+ 1 (ping (dec n))) (pong n))))
    (defn pong [n] (ping (dec n)))
}

#[test]
fn a_sum_with_a_call_gives_what_it_gives() {
    assert_eq!(fib(20).unwrap(), 6765);
    assert_eq!(factorial(20).unwrap(), 2_432_902_008_176_640_000_i64);
    assert_eq!(
        alternating(10).unwrap(),
        0 - (9 - 10) - (7 - 8) - (5 - 6) - (3 - 4) - (1 - 2)
    );
    assert_eq!(ways(100, 5).unwrap(), 46_262);
    assert_eq!(masks(3).unwrap(), (8 + 3) & (8 + 2) & (8 + 1) & 12);
    assert_eq!(collatz(27).unwrap(), 111);
    assert_eq!(digits(-12_345, 10).unwrap(), 5);
    assert_eq!(steps(7).unwrap(), 7 / 2 + 10 * 4);
    assert_eq!(ping(9).unwrap(), 3);
}

#[test]
fn cons_of_a_call_gives_what_it_gives() {
    let list = |items: &[i64]| List::from_iter(items.iter().map(|n| Int::from(*n)));
    let vector = |items: &[i64]| Vector::from_iter(items.iter().map(|n| Int::from(*n)));
    assert_eq!(more(list(&[1, 2, 3])).unwrap(), list(&[2, 3, 4]));
    assert_eq!(
        more(list(&[i64::MAX])).unwrap().to_string(),
        "(9223372036854775808)"
    );
    assert_eq!(more(list(&[])).unwrap(), list(&[]));
    assert_eq!(odd_ones(list(&[1, 2, 3])).unwrap(), Some(list(&[1, 3])));
    assert_eq!(odd_ones(list(&[2, 4])).unwrap(), None);
    assert_eq!(
        doubled(vector(&[1, 2]), vector(&[9])).unwrap(),
        vector(&[1, 1, 2, 2, 9])
    );
    let tail = list(&[7]).cons(Int::from(6));
    assert_eq!(ended(3, &tail).unwrap(), list(&[3, 2, 1, 6, 7]));
    assert_eq!(ended(0, &tail).unwrap(), tail);
    assert_eq!(ended(300_000, &tail).unwrap().len(), 300_002);
    assert_eq!(failing(5).unwrap_err().kind(), ErrorKind::DivisionByZero);
    assert_eq!(failing(1).unwrap_err().kind(), ErrorKind::Thrown);
}

#[test]
fn what_does_not_fit_goes_on_without_limit() {
    assert_eq!(
        factorial(25).unwrap().to_string(),
        "15511210043330985984000000"
    );
    let most = List::from_iter([i64::MAX, i64::MAX, -i64::MAX].map(Int::from));
    assert_eq!(sum(&most).unwrap(), i64::MAX);
    let more = List::from_iter([i64::MAX, i64::MAX, 1].map(Int::from));
    assert_eq!(sum(&more).unwrap().to_string(), "18446744073709551615");
}

#[test]
fn sums_of_a_million_take_no_stack() {
    let ones = List::from_iter((0..1_000_000).map(|_| Int::from(1)));
    assert_eq!(sum(&ones).unwrap(), 1_000_000);
    assert_eq!(size(Value::from(ones)).unwrap(), 1_000_000);
}

#[test]
fn the_first_error_is_that_of_the_calls_as_written() {
    assert_eq!(before(5).unwrap_err().kind(), ErrorKind::DivisionByZero);
    assert_eq!(before(1).unwrap_err().kind(), ErrorKind::Thrown);
    assert_eq!(behind(5).unwrap_err().kind(), ErrorKind::Thrown);
    let texts = Value::from(List::from_iter(["no", "ints"].map(Value::from)));
    assert_eq!(not_ints(&texts).unwrap_err().kind(), ErrorKind::Thrown);
}
