//! Loops over floats: the points of the Mandelbrot set.

use std::hint::black_box;

use crate::table::Kernel;

mod rust {
    fn escape(cx: f64, cy: f64, limit: i64) -> Option<i64> {
        let (mut x, mut y, mut i) = (0.0, 0.0, 0i64);
        while i < limit {
            let (xx, yy) = (x * x, y * y);
            if xx + yy > 4.0 {
                break;
            }
            y = 2.0 * x * y + cy;
            x = xx - yy + cx;
            i = i.checked_add(1)?;
        }
        Some(i)
    }

    pub(crate) fn mandelbrot(size: i64, limit: i64) -> Option<i64> {
        let mut sum = 0i64;
        for row in 0..size {
            let cy = 2.0 * row as f64 / size as f64 - 1.0;
            for column in 0..size {
                let cx = 3.0 * column as f64 / size as f64 - 2.0;
                sum = sum.checked_add(escape(cx, cy, limit)?)?;
            }
        }
        Some(sum)
    }
}

mod annotated {
    rtfs::rtfs! {
        (defn escape [cx :float cy :float limit :int] :int
          (loop [x :float 0.0 y :float 0.0 i :int 0]
            (let [xx (* x x) yy (* y y)]
              (if (or (= i limit) (> (+ xx yy) 4.0))
                i
                (recur (+ (- xx yy) cx) (+ (* 2.0 x y) cy) (inc i))))))

        (defn mandelbrot [size :int limit :int] :int
          (loop [row :int 0 sum :int 0]
            (if (= row size)
              sum
              (recur (inc row)
                (let [cy (- (/ (* 2.0 row) size) 1.0)]
                  (loop [column :int 0 sum :int sum]
                    (if (= column size)
                      sum
                      (recur (inc column)
                        (+ sum (escape (- (/ (* 3.0 column) size) 2.0) cy limit))))))))))
    }
}

mod plain {
    rtfs::rtfs! {
        (defn escape [cx cy limit]
          (loop [x 0.0 y 0.0 i 0]
            (let [xx (* x x) yy (* y y)]
              (if (or (= i limit) (> (+ xx yy) 4.0))
                i
                (recur (+ (- xx yy) cx) (+ (* 2.0 x y) cy) (inc i))))))

        (defn mandelbrot [size limit]
          (loop [row 0 sum 0]
            (if (= row size)
              sum
              (recur (inc row)
                (let [cy (- (/ (* 2.0 row) size) 1.0)]
                  (loop [column 0 sum sum]
                    (if (= column size)
                      sum
                      (recur (inc column)
                        (+ sum (escape (- (/ (* 3.0 column) size) 2.0) cy limit))))))))))
    }
}

pub(crate) fn kernels() -> Vec<Kernel> {
    vec![Kernel::new(
        "mandelbrot",
        1.15,
        || rust::mandelbrot(black_box(64), black_box(200)),
        || annotated::mandelbrot(black_box(64), black_box(200)),
        || plain::mandelbrot(black_box(64), black_box(200)),
    )]
}
