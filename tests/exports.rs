//! What Rust sees of a block: names, visibility, documentation, and expansions without a prelude.

use rtfs::{Int, Str, rtfs};

rtfs! {
    (def pi 3.25)
    (def my-table {:a 1})
    (defn prime? [n :int] (and (> n 1) (every? (fn [d] (pos? (mod n d))) (range 2 n))))
    (defn save! [n :int] n)
    (defn int->text [n :int] (str n))
    (defn match-all [n :int] n)
    (defn type [n :int] n)
    (defn- hidden [n] (* 2 n))
    (defn shown [n :int] (hidden n))
}

#[test]
fn names() {
    assert_eq!(*PI.get().unwrap(), 3.25);
    assert!(MY_TABLE.get().is_ok());
    assert!(is_prime(7).unwrap());
    assert!(!is_prime(9).unwrap());
    assert_eq!(save(1).unwrap(), Int::from(1));
    assert_eq!(int_to_text(5).unwrap(), Str::from("5"));
    assert_eq!(match_all(2).unwrap(), Int::from(2));
    assert_eq!(r#type(3).unwrap(), Int::from(3));
    assert_eq!(shown(4).unwrap(), Int::from(8));
}

#[no_implicit_prelude]
#[deny(warnings)]
mod bare {
    ::rtfs::rtfs! {
        (defstruct Pair :left :int :right :string)
        (defn swap [p Pair] [(:right p) (:left p)])
        (defn total [xs [:vector :int]] (reduce + (map inc (filter even? xs))))
        (defn counted [s :string] (loop [i 0] (if (< i (count s)) (recur (inc i)) i)))
        (defn shaped [n :int] {:n n :list (list n) :set #{n} :f (map (fn [x] (str x)) [n])})
    }

    pub(crate) fn inside() -> ::rtfs::Result<::rtfs::Int> {
        ::rtfs::rtfs! { (reduce + 0 (for [x (range 4) :when (odd? x)] (* x x))) }
    }
}

#[test]
fn expansions_need_no_prelude() {
    assert_eq!(bare::total(vec![1, 2, 4]).unwrap(), Int::from(8));
    assert_eq!(bare::counted("abc").unwrap(), Int::from(3));
    assert_eq!(bare::inside().unwrap(), Int::from(10));
    assert!(bare::shaped(1).is_ok());
    let pair = bare::Pair {
        left: Int::from(1),
        right: Str::from("r"),
    };
    assert!(bare::swap(pair).is_ok());
}
