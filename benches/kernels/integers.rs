//! Loops over ints: small ones that stay in a machine word, and one that leaves it.

use std::hint::black_box;

use crate::table::Kernel;

mod rust {
    use dashu_int::IBig;

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

    pub(crate) fn collatz(limit: i64) -> Option<i64> {
        let mut best = 0;
        for i in 1..=limit {
            best = best.max(steps(i)?);
        }
        Some(best)
    }

    pub(crate) fn squares(n: i64) -> Option<i64> {
        let mut sum = 0i64;
        for i in 0..n {
            sum = sum.checked_add(i.checked_mul(i)?)?;
        }
        Some(sum)
    }

    pub(crate) fn alternating(n: i64) -> Option<i64> {
        let mut sum = 0i64;
        for i in 0..n {
            sum = if i % 3 == 0 {
                sum.checked_sub(i)?
            } else {
                sum.checked_add(i)?
            };
        }
        Some(sum)
    }

    pub(crate) fn factorial(n: u32) -> IBig {
        let mut product = IBig::from(1);
        for i in (1..=n).rev() {
            product *= i;
        }
        product
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn steps [n :int] :int
          (loop [n :int n count :int 0]
            (if (= n 1)
              count
              (recur (if (= 0 (rem n 2)) (quot n 2) (+ (* 3 n) 1)) (inc count)))))

        (defn collatz [limit :int] :int
          (loop [i :int 1 best :int 0]
            (if (> i limit)
              best
              (recur (inc i) (max best (steps i))))))

        (defn squares [n :int] :int
          (loop [i :int 0 sum :int 0]
            (if (= i n) sum (recur (inc i) (+ sum (* i i))))))

        (defn alternating [n :int] :int
          (loop [i :int 0 sum :int 0]
            (if (= i n)
              sum
              (recur (inc i) (if (= 0 (rem i 3)) (- sum i) (+ sum i))))))

        (defn factorial [n :int acc :int] :int
          (if (= n 0) acc (recur (dec n) (* n acc))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn steps [n]
          (loop [n n count 0]
            (if (= n 1)
              count
              (recur (if (even? n) (quot n 2) (inc (* 3 n))) (inc count)))))

        (defn collatz [limit]
          (loop [i 1 best 0]
            (if (> i limit)
              best
              (recur (inc i) (max best (steps i))))))

        (defn squares [n]
          (loop [i 0 sum 0]
            (if (= i n) sum (recur (inc i) (+ sum (* i i))))))

        (defn alternating [n]
          (loop [i 0 sum 0]
            (if (= i n)
              sum
              (recur (inc i) (if (= 0 (rem i 3)) (- sum i) (+ sum i))))))

        (defn factorial [n acc]
          (if (= n 0) acc (recur (dec n) (* n acc))))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    vec![
        Kernel::new(
            "collatz",
            1.15,
            || rust::collatz(black_box(10_000)),
            || annotated::collatz(black_box(10_000)),
            || plain::collatz(black_box(10_000)),
        ),
        Kernel::new(
            "loop: squares",
            1.15,
            || rust::squares(black_box(1_000_000)),
            || annotated::squares(black_box(1_000_000)),
            || plain::squares(black_box(1_000_000)),
        ),
        Kernel::new(
            "loop: branches",
            1.15,
            || rust::alternating(black_box(1_000_000)),
            || annotated::alternating(black_box(1_000_000)),
            || plain::alternating(black_box(1_000_000)),
        ),
        Kernel::new(
            "factorial 10000",
            1.5,
            || Some(rust::factorial(black_box(10_000))),
            || annotated::factorial(black_box(10_000), 1),
            || plain::factorial(black_box(10_000), 1),
        ),
    ]
}
