//! Loops that count towards a bound without checking each step, and entries that look at the kinds of
//! their arguments: whatever comes, the result is that of the plain meaning.

use rtfs::{Int, Value};

rtfs::rtfs! {
    (defn up [from :int to :int]
      (loop [i from steps 0]
        (if (= i to) steps (recur (inc i) (inc steps)))))

    (defn down [from :int to :int]
      (loop [i from steps 0]
        (if (= to i) steps (recur (- i 1) (inc steps)))))

    (defn up-at-most [from :int to :int limit :int]
      (loop [i from left limit]
        (if (or (= i to) (zero? left)) i (recur (+ 1 i) (dec left)))))

    (defn down-at-most [from :int to :int limit :int]
      (loop [i from left limit]
        (if (and (not= i to) (not (zero? left))) (recur (dec i) (dec left)) i)))

    // Only one of the two ways into the next round knows that `i` differs from `to`.
    (defn two-ways [from :int to :int]
      (loop [i from turns 0]
        (if (= turns 3)
          i
          (if (= i to) (recur (inc i) (inc turns)) (recur (inc i) (inc turns))))))

    (defn first-equal [n]
      (loop [i 0] (if (or (= i n) (= i 10)) i (recur (inc i)))))

    (defn scaled [x] (* 0.5 x))

    (defn renamed [n]
      (loop [k n sum 0] (if (= k 0) sum (recur (dec k) (+ sum k)))))
}

const MAX: i64 = i64::MAX;
const MIN: i64 = i64::MIN;

fn beyond(edge: i64, by: i64) -> Int {
    Int::from(i128::from(edge) + i128::from(by))
}

#[test]
fn a_counter_reaches_its_bound() {
    assert_eq!(up(3, 10).unwrap(), 7);
    assert_eq!(up(5, 5).unwrap(), 0);
    assert_eq!(down(10, 3).unwrap(), 7);
    assert_eq!(up(MAX - 3, MAX).unwrap(), 3);
    assert_eq!(down(MIN + 3, MIN).unwrap(), 3);
}

#[test]
fn a_counter_crosses_the_edge_of_a_word() {
    assert_eq!(up(MAX - 3, beyond(MAX, 4)).unwrap(), 7);
    assert_eq!(down(MIN + 3, beyond(MIN, -4)).unwrap(), 7);
}

#[test]
fn a_counter_that_begins_beyond_its_bound_goes_on() {
    assert_eq!(up_at_most(5, 3, 4).unwrap(), 9);
    assert_eq!(up_at_most(MAX - 1, 3, 4).unwrap(), beyond(MAX, 3));
    assert_eq!(down_at_most(3, 5, 4).unwrap(), -1);
    assert_eq!(down_at_most(MIN + 1, 5, 4).unwrap(), beyond(MIN, -3));
    assert_eq!(up_at_most(1, 3, 4).unwrap(), 3);
    assert_eq!(down_at_most(3, 1, 4).unwrap(), 1);
}

#[test]
fn a_step_at_the_bound_is_checked() {
    assert_eq!(two_ways(MAX - 1, MAX).unwrap(), beyond(MAX, 2));
    assert_eq!(two_ways(1, 2).unwrap(), 4);
}

#[test]
fn an_entry_takes_what_its_hint_does_not_expect() {
    assert_eq!(first_equal(3).unwrap(), 3);
    assert_eq!(first_equal(2.5).unwrap(), 10);
    assert_eq!(first_equal("3").unwrap(), 10);
    assert_eq!(first_equal(Value::Nil).unwrap(), 10);
    assert_eq!(first_equal(beyond(MAX, 1)).unwrap(), 10);
    assert_eq!(scaled(3.0).unwrap(), 1.5);
    assert_eq!(scaled(3).unwrap(), 1.5);
    assert!(scaled("a").is_err());
}

#[test]
fn a_parameter_is_known_by_its_other_name() {
    // An int: it takes what fits an int, and gives one.
    let sum: Int = renamed(Int::from(100)).unwrap();
    assert_eq!(sum, 5050);
}
