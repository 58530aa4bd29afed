//! Calls: `fib` and `tak`.

use std::hint::black_box;

use crate::table::Kernel;

mod rust {
    /// An int left its range.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Overflow;

    pub(crate) fn fib(n: i64) -> Result<i64, Overflow> {
        if n < 2 {
            return Ok(n);
        }
        let a = fib(n.checked_sub(1).ok_or(Overflow)?)?;
        let b = fib(n.checked_sub(2).ok_or(Overflow)?)?;
        a.checked_add(b).ok_or(Overflow)
    }

    pub(crate) fn tak(x: i64, y: i64, z: i64) -> Result<i64, Overflow> {
        if y >= x {
            return Ok(z);
        }
        let a = tak(x.checked_sub(1).ok_or(Overflow)?, y, z)?;
        let b = tak(y.checked_sub(1).ok_or(Overflow)?, z, x)?;
        let c = tak(z.checked_sub(1).ok_or(Overflow)?, x, y)?;
        tak(a, b, c)
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn fib [n :int] :int
          (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

        (defn tak [x :int y :int z :int] :int
          (if (>= y x)
            z
            (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn fib [n]
          (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

        (defn tak [x y z]
          (if (>= y x)
            z
            (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    vec![
        Kernel::new(
            "fib",
            1.15,
            || rust::fib(black_box(27)),
            || annotated::fib(black_box(27)),
            || plain::fib(black_box(27)),
        ),
        Kernel::new(
            "tak",
            1.15,
            || rust::tak(black_box(18), black_box(12), black_box(6)),
            || annotated::tak(black_box(18), black_box(12), black_box(6)),
            || plain::tak(black_box(18), black_box(12), black_box(6)),
        ),
    ]
}
