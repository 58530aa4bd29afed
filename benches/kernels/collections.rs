//! Sequences: fused chains, and vectors that are built, indexed and summed.

use std::hint::black_box;

use rtfs::{Int, Vector};

use crate::table::Kernel;

mod rust {
    pub(crate) fn pipeline(n: i64) -> Option<i64> {
        (0..n)
            .filter(|x| x % 3 == 0)
            .map(|x| x.checked_mul(x))
            .try_fold(0i64, |sum, x| sum.checked_add(x?))
    }

    pub(crate) fn over(items: &[i64]) -> Option<i64> {
        items
            .iter()
            .filter(|x| *x % 3 == 0)
            .map(|x| x.checked_mul(*x))
            .try_fold(0i64, |sum, x| sum.checked_add(x?))
    }

    pub(crate) fn vector(n: i64) -> Option<i64> {
        let mut items = Vec::new();
        for i in 0..n {
            items.push(i.checked_mul(3)?);
        }
        let mut sum = 0i64;
        #[expect(clippy::needless_range_loop, reason = "the index is what is measured")]
        for i in 0..items.len() {
            sum = sum.checked_add(items[i])?;
        }
        items.iter().try_fold(sum, |sum, x| sum.checked_add(*x))
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn pipeline [n :int] :int
          (reduce + 0
            (map (fn [x :int] (* x x))
              (filter (fn [x :int] (= 0 (rem x 3)))
                (range n)))))

        (defn over [items [:vector :int]] :int
          (reduce + 0
            (map (fn [x :int] (* x x))
              (filter (fn [x :int] (= 0 (rem x 3))) items))))

        (defn vector-of-triples [n :int] [:vector :int]
          (loop [i :int 0 items [:vector :int] []]
            (if (= i n) items (recur (inc i) (conj items (* i 3))))))

        (defn vector-sum [n :int] :int
          (let [items (vector-of-triples n)
                by-index (loop [i :int 0 sum :int 0]
                           (if (= i (count items))
                             sum
                             (recur (inc i) (+ sum (nth items i)))))]
            (reduce + by-index items)))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn pipeline [n]
          (->> (range n)
               (filter (fn [x] (= 0 (rem x 3))))
               (map (fn [x] (* x x)))
               (reduce + 0)))

        (defn over-any [items]
          (->> items
               (filter (fn [x] (= 0 (rem x 3))))
               (map (fn [x] (* x x)))
               (reduce + 0)))

        (defn over [items [:vector :int]] (over-any items))

        (defn vector-sum [n]
          (let [items (loop [i 0 items []]
                        (if (= i n) items (recur (inc i) (conj items (* i 3)))))
                by-index (loop [i 0 sum 0]
                           (if (= i (count items))
                             sum
                             (recur (inc i) (+ sum (nth items i)))))]
            (reduce + by-index items)))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    const MANY: i64 = 1_000_000;
    let items: Vec<i64> = (0..MANY).collect();
    let vector: Vector<Int> = items.iter().copied().map(Int::from).collect();
    let same = vector.clone();
    vec![
        Kernel::new(
            "pipeline: range",
            1.15,
            || rust::pipeline(black_box(MANY)),
            || annotated::pipeline(black_box(MANY)),
            || plain::pipeline(black_box(MANY)),
        ),
        Kernel::new(
            "pipeline: vector",
            1.15,
            move || rust::over(black_box(&items)),
            move || annotated::over(black_box(&vector)),
            move || plain::over(black_box(&same)),
        ),
        Kernel::new(
            "vector building",
            2.5,
            || rust::vector(black_box(100_000)),
            || annotated::vector_sum(black_box(100_000)),
            || plain::vector_sum(black_box(100_000)),
        ),
    ]
}
