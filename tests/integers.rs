//! Integers without limit, at every boundary of `i64`, against another library.

use num_bigint::BigInt;
use proptest::prelude::*;
use rtfs::Int;

rtfs::rtfs! {
    (defn add [a b] (+ a b))
    (defn sub [a b] (- a b))
    (defn mul [a b] (* a b))
    (defn quotient [a b] (quot a b))
    (defn remainder [a b] (rem a b))
    (defn modulo [a b] (mod a b))
    (defn negate [a] (- a))
    (defn absolute [a] (abs a))
    (defn up [a] (inc a))
    (defn down [a] (dec a))
    (defn less? [a b] (< a b))
    (defn greater [a b] (max a b))
    (defn shift-left [a n] (bit-shift-left a n))
    (defn shift-right [a n] (bit-shift-right a n))
    (defn both [a b] (bit-and a b))
    (defn mulmod [a b m] (mod (* a b) m))
    (defn polynomial [x] (+ (* x x x) (* -7 x x) (- x) 42))
    // In a loop: the state goes on where it stopped fitting.
    (defn power [base n] (loop [i 0 acc 1] (if (< i n) (recur (inc i) (* acc base)) acc)))
    (defn sum-of-powers [base n] (loop [i 0 p 1 sum 0] (if (< i n) (recur (inc i) (* p base) (+ sum p)) sum)))
    // In a call tree: run again at its boundary.
    (defn fact [n] (if (< n 2) 1 (* n (fact (dec n)))))
    (defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
    (defn fib-pair [n] (if (= n 0) [0 1] (let [[a b] (fib-pair (dec n))] [b (+ a b)])))
    // Through collections, closures and folds.
    (defn product-to [n] (reduce * 1 (range 1 (inc n))))
    (defn squares [n] (map (fn [x] (* x x x x x)) (range n)))
    (defn scaled [xs k] (map #(* % k) xs))
    (defn grow [n] (loop [i 0 v [1]] (if (< i n) (recur (inc i) (conj v (* 3 (nth v i)))) v)))
    (defn parity-of-power [n] (loop [i 0 x 1] (if (= i n) (even? x) (recur (inc i) (* x 3)))))
    // The result of a loop is used further on.
    (defn after-loop [n] (- (loop [i 0 acc 1] (if (= i n) acc (recur (inc i) (* acc 10)))) 1))
    // What is only compared with constants that have machine ints on either side.
    (defn side [x]
      (cond (< x -9223372036854775807) "far below"
            (neg? x) "below"
            (= x 0) "zero"
            (> 9223372036854775806 x) "above"
            :else "far above"))
    // The same of constants that have none.
    (defn rim [x] (cond (< x -9223372036854775808) "out" (<= x 9223372036854775807) "in" :else "out"))
    (defn side-of-product [a b] (side (* a b)))

    // A loop inside a loop.
    (defn triangle [n] (loop [i 1 total 1] (if (> i n) total (recur (inc i) (* total (loop [j 0 f 1] (if (= j i) f (recur (inc j) (* f 2)))))))))
}

fn edge() -> impl Strategy<Value = i128> {
    let m = i128::from(i64::MAX);
    prop_oneof![
        any::<i64>().prop_map(i128::from),
        (-3i128..4).prop_map(move |d| m + d),
        (-3i128..4).prop_map(move |d| -m + d),
        (-3i128..4).prop_map(|d| d),
        (-3i128..4).prop_map(|d| (1i128 << 32) + d),
        (-3i128..4).prop_map(|d| (1i128 << 31) * 3 + d),
        any::<i128>().prop_map(|x| x >> 20),
    ]
}

fn int(x: i128) -> Int {
    Int::from_str_radix_ten(&x.to_string())
}

trait FromDigits {
    fn from_str_radix_ten(text: &str) -> Int;
}

impl FromDigits for Int {
    fn from_str_radix_ten(text: &str) -> Int {
        text.parse().unwrap()
    }
}

fn big(x: i128) -> BigInt {
    BigInt::from(x)
}

#[track_caller]
fn same(got: rtfs::Result<Int>, want: &BigInt) -> Result<(), TestCaseError> {
    let got = got.unwrap();
    prop_assert_eq!(got.to_string(), want.to_string());
    Ok(())
}

proptest! {
    #[test]
    fn sums_differences_products(a in edge(), b in edge()) {
        same(add(int(a), int(b)), &(big(a) + big(b)))?;
        same(sub(int(a), int(b)), &(big(a) - big(b)))?;
        same(mul(int(a), int(b)), &(big(a) * big(b)))?;
        same(negate(int(a)), &-big(a))?;
        same(absolute(int(a)), &big(a.abs()))?;
        same(up(int(a)), &(big(a) + 1))?;
        same(down(int(a)), &(big(a) - 1))?;
        same(greater(int(a), int(b)), &big(a.max(b)))?;
        prop_assert_eq!(is_less(int(a), int(b)).unwrap(), a < b);
        same(polynomial(int(a)), &(big(a) * big(a) * big(a) - 7 * big(a) * big(a) - big(a) + 42))?;
    }

    #[test]
    fn sides_of_constants(a in edge(), b in edge()) {
        let far = i128::from(i64::MAX);
        let side_of = |x: &BigInt| match x {
            x if *x < big(-far) => "far below",
            x if *x < big(0) => "below",
            x if *x == big(0) => "zero",
            x if *x < big(far - 1) => "above",
            _ => "far above",
        };
        prop_assert_eq!(&*side(int(a)).unwrap(), side_of(&big(a)));
        prop_assert_eq!(&*side_of_product(int(a), int(b)).unwrap(), side_of(&(big(a) * big(b))));
        let is_in = a >= i128::from(i64::MIN) && a <= far;
        prop_assert_eq!(&*rim(int(a)).unwrap(), if is_in { "in" } else { "out" });
    }

    #[test]
    fn quotients(a in edge(), b in edge()) {
        prop_assume!(b != 0);
        same(quotient(int(a), int(b)), &(big(a) / big(b)))?;
        same(remainder(int(a), int(b)), &(big(a) % big(b)))?;
        let floor = ((big(a) % big(b)) + big(b)) % big(b);
        same(modulo(int(a), int(b)), &floor)?;
    }

    #[test]
    fn products_reduced_at_once(a in edge(), b in edge(), m in edge()) {
        prop_assume!(m != 0);
        let floor = ((big(a) * big(b) % big(m)) + big(m)) % big(m);
        same(mulmod(int(a), int(b), int(m)), &floor)?;
    }

    #[test]
    fn shifts(a in edge(), n in 0i64..200) {
        same(shift_left(int(a), n), &(big(a) << n))?;
        same(shift_right(int(a), n), &(big(a) >> n))?;
    }

    #[test]
    fn bits(a in edge(), b in edge()) {
        same(both(int(a), int(b)), &(big(a) & big(b)))?;
    }

    #[test]
    fn loops_hand_their_state_over(base in -50i64..50, n in 0u32..60) {
        same(power(base, n), &BigInt::from(base).pow(n))?;
        let mut sum = BigInt::from(0);
        for i in 0..n {
            sum += BigInt::from(base).pow(i);
        }
        same(sum_of_powers(base, n), &sum)?;
        same(after_loop(n), &(BigInt::from(10).pow(n) - 1))?;
    }

    #[test]
    fn call_trees_run_again(n in 0u32..80) {
        let mut want = BigInt::from(1);
        for i in 2..=n {
            want *= i;
        }
        same(fact(n), &want)?;
        same(product_to(n), &want)?;
    }
}

#[test]
fn the_edges_by_hand() {
    assert_eq!(add(i64::MAX, 1).unwrap().to_string(), "9223372036854775808");
    assert_eq!(
        sub(i64::MIN, 1).unwrap().to_string(),
        "-9223372036854775809"
    );
    assert_eq!(
        quotient(i64::MIN, -1).unwrap().to_string(),
        "9223372036854775808"
    );
    assert_eq!(remainder(i64::MIN, -1).unwrap(), 0);
    assert_eq!(modulo(i64::MIN, -1).unwrap(), 0);
    assert_eq!(
        absolute(i64::MIN).unwrap().to_string(),
        "9223372036854775808"
    );
    assert_eq!(negate(i64::MIN).unwrap().to_string(), "9223372036854775808");
    assert_eq!(up(i64::MAX).unwrap().to_string(), "9223372036854775808");
    assert_eq!(down(i64::MIN).unwrap().to_string(), "-9223372036854775809");
    assert_eq!(
        shift_left(1, 63).unwrap().to_string(),
        "9223372036854775808"
    );
    assert_eq!(shift_left(-1, 63).unwrap(), i64::MIN);
    // Back again: what fits is small.
    assert_eq!(sub(add(i64::MAX, 1).unwrap(), 1).unwrap(), i64::MAX);
}

#[test]
fn division_by_zero_is_an_error_at_its_place() {
    let error = quotient(1, 0).unwrap_err();
    assert_eq!(error.kind(), rtfs::ErrorKind::DivisionByZero);
    let place = error.place().unwrap();
    assert!(place.file.ends_with("tests/integers.rs"), "{}", place.file);
    assert_eq!((place.line, place.column), (11, 26));
}

#[test]
fn results_in_collections_grow_too() {
    let fifths = squares(10_000).unwrap();
    assert_eq!(fifths.len(), 10_000);
    assert_eq!(
        fifths.get(9_999).unwrap().to_string(),
        "99950009999000049999"
    );
    let grown = grow(50).unwrap();
    assert_eq!(grown.len(), 51);
    assert_eq!(
        grown.last().unwrap().to_string(),
        BigInt::from(3).pow(50).to_string()
    );
    assert_eq!(
        fib_pair(100).unwrap().get(0).unwrap().to_string(),
        "354224848179261915075"
    );
    assert_eq!(fib(30).unwrap(), 832_040);
    assert!(!parity_of_power(100).unwrap());
    let scaled = scaled(vec![i64::MAX, 2], 2).unwrap();
    assert_eq!(scaled.to_string(), "[18446744073709551614 4]");
}

#[test]
fn loops_in_loops() {
    // The product of 2^i for i in 1..=n is 2^(n(n+1)/2).
    assert_eq!(
        triangle(20).unwrap().to_string(),
        BigInt::from(2).pow(210).to_string()
    );
}

#[test]
fn big_literals_and_parsing() {
    let big: Int = rtfs::rtfs! { (+ 123456789012345678901234567890 1) }.unwrap();
    assert_eq!(big.to_string(), "123456789012345678901234567891");
    let min: Int = rtfs::rtfs! { -9223372036854775808 }.unwrap();
    assert_eq!(min, i64::MIN);
    let beyond: Int = rtfs::rtfs! { -9223372036854775809 }.unwrap();
    assert_eq!(beyond.to_string(), "-9223372036854775809");
    let parsed = rtfs::rtfs! { (parse-int "9223372036854775808") }.unwrap();
    assert_eq!(parsed.unwrap().to_string(), "9223372036854775808");
}

#[test]
fn what_reaches_into_rust_runs_once() {
    // The sum does not fit `i64`: a pure computation would be run again on big integers.
    let calls = std::cell::Cell::new(0);
    let seen = |n: i64| {
        calls.set(calls.get() + 1);
        n
    };
    let sum: rtfs::Value = rtfs::rtfs! { (+ (seen 9223372036854775807) (seen 1)) }
        .unwrap()
        .into();
    assert_eq!(sum.to_string(), "9223372036854775808");
    assert_eq!(calls.get(), 2);

    // In a loop the round that leaves `i64` is begun anew, so a loop that reaches into Rust has one form.
    calls.set(0);
    let total: rtfs::Value = rtfs::rtfs! {
        (loop [i 0 total 9223372036854775000]
          (if (< i 10) (recur (inc i) (+ total (* 1000 (seen 1)))) total))
    }
    .unwrap()
    .into();
    assert_eq!(total.to_string(), "9223372036854785000");
    assert_eq!(calls.get(), 10);
}
