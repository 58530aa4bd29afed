//! Work on all cores: a map of many elements against rayon, and one of five against doing it in order.

use std::hint::black_box;

use crate::table::Kernel;

mod rust {
    use rayon::prelude::*;

    fn steps(mut n: i64) -> Option<i64> {
        let mut count = 0i64;
        while n != 1 {
            n = if n % 2 == 0 {
                n / 2
            } else {
                n.checked_mul(3)?.checked_add(1)?
            };
            count = count.checked_add(1)?;
        }
        Some(count)
    }

    pub(crate) fn map(n: i64) -> Option<i64> {
        let all: Option<Vec<i64>> = (1..n).into_par_iter().map(steps).collect();
        all?.into_iter().try_fold(0i64, |sum, x| sum.checked_add(x))
    }
}

mod in_order {
    rtfs::rtfs! {
        (defn squares-of [items [:vector :int]] :int
          (reduce + 0 (map (fn [x] (* x x)) items)))
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn- steps [n :int] :int
          (loop [n :int n count :int 0]
            (if (= n 1)
              count
              (recur (if (even? n) (quot n 2) (+ (* 3 n) 1)) (inc count)))))

        (defn map-steps [n :int] :int
          (let [all [:vector :int] (:parallel (map steps (range 1 n)))]
            (reduce + 0 all)))

        (defn squares-of [items [:vector :int]] :int
          (:parallel (reduce + 0 (map (fn [x] (* x x)) items))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn- steps [n]
          (loop [n n count 0]
            (if (= n 1)
              count
              (recur (if (even? n) (quot n 2) (inc (* 3 n))) (inc count)))))

        (defn map-steps [n]
          (let [all (:parallel (map steps (range 1 n)))]
            (reduce + 0 all)))

        (defn- total [items]
          (:parallel (reduce + 0 (map (fn [x] (* x x)) items))))

        (defn squares-of [items [:vector :int]] (total items))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    let five: rtfs::Vector<rtfs::Int> = (1..=5).map(rtfs::Int::from).collect();
    let (first, second, third) = (five.clone(), five.clone(), five);
    vec![
        Kernel::new(
            "parallel map",
            1.15,
            || rust::map(black_box(100_000)),
            || annotated::map_steps(black_box(100_000)),
            || plain::map_steps(black_box(100_000)),
        ),
        // The base is RTFS without the parallel form.
        Kernel::new(
            "parallel: five",
            1.5,
            move || in_order::squares_of(black_box(&first)),
            move || annotated::squares_of(black_box(&second)),
            move || plain::squares_of(black_box(&third)),
        ),
    ]
}
