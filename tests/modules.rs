//! Modules: nested ones, what they export, how they are named, and files that import files.

mod support;

use rtfs::{Int, rtfs};

rtfs! {
    (module shapes.flat
      "Things without depth."
      (:exports [area Shape pi unit])
      (defstruct Shape :side :float)
      (def pi 3.0)
      (def unit (->Shape 1.0))
      (defn area "The area of a square." [s Shape] (* (:side s) (square-of 1.0) (:side s)))
      (defn- square-of [x] (* x x))
      (defn unexported [] 1))

    (module shapes.solid
      (import shapes.flat :as flat)
      (defstruct Shape :base flat/Shape :height :float)
      (defn area [s Shape] (* 4.0 (flat/area (:base s))))
      (defn tall [s flat/Shape] Shape (->Shape s 10.0))
      (defn- hidden [] 2)
      (deftest areas
        (is (= (area (->Shape flat/unit 1.0)) 4.0))))

    (module shapes
      (import shapes.flat)
      (import shapes.solid)
      (declare both)
      (defn area [x :float] (both x))
      (defn both [x :float] (+ (flat/area (flat/->Shape x)) (solid/area (solid/tall (shapes.flat/->Shape x)))))
      (deftest areas
        (is (= (area 2.0) 20.0))))

    (import shapes.flat :as f :only [pi])
    (import shapes :only [area])

    (def two-pi (* 2.0 pi))
    (defn total [x :float] (+ (area x) (f/area f/unit) two-pi))
    (defn largest [shapes [:vector f/Shape]] f/Shape (reduce (fn [a b] (if (> (:side a) (:side b)) a b)) shapes))
}

#[test]
fn modules_are_rust_modules() {
    let flat = shapes::flat::Shape { side: 2.0 };
    assert_eq!(shapes::flat::area(flat.clone()).unwrap(), 4.0);
    assert_eq!(*shapes::flat::PI.get().unwrap(), 3.0);
    let solid = shapes::solid::tall(flat.clone()).unwrap();
    assert_eq!((solid.base.clone(), solid.height), (flat.clone(), 10.0));
    assert_eq!(shapes::solid::area(solid.clone()).unwrap(), 16.0);
    assert_eq!(shapes::area(2.0).unwrap(), 20.0);
    assert_eq!(total(2.0).unwrap(), 27.0);
    assert_eq!(*TWO_PI.get().unwrap(), 6.0);
    assert_eq!(largest(vec![flat.clone()]).unwrap(), flat);
    // The name that the expansion gives to the second of two structs is not to be seen.
    let shown = format!("{solid:?}");
    assert_eq!(shown, "Shape { base: Shape { side: 2.0 }, height: 10.0 }");
}

mod from_files {
    rtfs::include_rtfs!("modules/main.rtfs");
}

#[test]
fn files_import_files() {
    use from_files::geometry::{shapes, solids};
    assert_eq!(from_files::box_volume(2.0, 3.0).unwrap(), 12.0);
    assert_eq!(from_files::squares_area(vec![1.0, 2.0]).unwrap(), 5.0);
    assert_eq!(from_files::double_cube(2.0).unwrap(), 16.0);
    assert_eq!(from_files::inch_square().unwrap(), 2.54);
    assert_eq!(from_files::units::inches_to_cm(2.0).unwrap(), 5.08);
    assert_eq!(shapes::volume(shapes::Square { side: 2.0 }).unwrap(), 0.0);
    let cube = solids::cube(2.0).unwrap();
    assert_eq!(solids::volume(cube).unwrap(), 8.0);
}

#[test]
fn an_error_names_the_file_that_it_is_in() {
    let error = from_files::failing().unwrap_err();
    let place = error.place().unwrap();
    assert!(place.file.ends_with("geometry/solids.rtfs"), "{place:?}");
    assert_eq!((place.line, place.column), (14, 15));
}

#[test]
fn an_expression_has_modules_of_its_own() {
    let value: Int = rtfs! {
        (module counting (defn twice [n] (* 2 n)) (def start 20))
        (import counting :as c)
        (+ 2 (c/twice c/start))
    }
    .unwrap();
    assert_eq!(value, Int::from(42));
    let value = rtfs! {
        (module a (defstruct Pair :x :int) (defn made [n :int] (->Pair n)))
        (module b (import a) (defstruct Pair :y :int) (defn made [p a/Pair] (->Pair (:x p))))
        (import a)
        (import b)
        (:y (b/made (a/made 3)))
    };
    assert_eq!(value.unwrap(), Int::from(3));
}

#[test]
fn specialisation_crosses_modules() {
    gives! {
        "(module m (defn twice [x] (+ x x))) (import m) [(m/twice 1) (m/twice 1.5)]" => "[2 3.0]";
        "(module m (defn each [f xs] (mapv f xs))) (import m :only [each]) (each inc [1 2])" => "[2 3]";
        "(module m (defn even-one? [n] (if (= n 0) true (odd-one? (dec n)))) (defn odd-one? [n] (if (= n 0) false (even-one? (dec n))))) (import m) (m/even-one? 100000)" => "true";
        "(module m (defn f [] 1)) (import m :only [f]) (defn f [] 2) (f)" => "2";
        "(module m (defn inc [x] (* 10 x))) (import m :only [inc]) (inc 1)" => "10";
        "(module a.b/c (defn f [] 1)) (import a.b.c) [(c/f) (a.b.c/f) (a.b/c/f)]" => "[1 1 1]";
        "(module m (extern std::f64::consts/PI [] :float) (def n 1)) (import m) m/n" => "1";
    }
}

mod matrices {
    rtfs::include_rtfs!("../examples/matrix/weather.rtfs");

    pub(crate) mod own {
        rtfs::include_rtfs!("../examples/matrix/linear/matrix.rtfs");
    }
}

/// What the library of `examples/matrix` computes, in Rust.
mod plain {
    pub(crate) type Matrix = Vec<Vec<f64>>;

    pub(crate) fn times(a: &Matrix, b: &Matrix) -> Matrix {
        let cell = |row: &Vec<f64>, j: usize| row.iter().zip(b).map(|(x, y)| x * y[j]).sum();
        let columns = b.first().map_or(0, Vec::len);
        let row = |row| (0..columns).map(|j| cell(row, j)).collect();
        a.iter().map(row).collect()
    }

    /// By Laplace's expansion along the first row.
    pub(crate) fn determinant(m: &Matrix) -> f64 {
        let Some(first) = m.first() else { return 1.0 };
        let minor = |j: usize| -> Matrix {
            let without = |row: &Vec<f64>| [&row[..j], &row[j + 1..]].concat();
            m[1..].iter().map(without).collect()
        };
        let sign = |j: usize| if j.is_multiple_of(2) { 1.0 } else { -1.0 };
        let terms = first.iter().enumerate();
        terms
            .map(|(j, x)| sign(j) * x * determinant(&minor(j)))
            .sum()
    }
}

#[test]
fn a_library_of_matrices() {
    use matrices::own::linear::matrix;
    let m: plain::Matrix = vec![
        vec![2.0, -1.0, 0.5, 3.0],
        vec![0.0, 1.0, 4.0, -2.0],
        vec![5.0, 0.25, 1.0, 1.0],
        vec![1.0, 1.0, -3.0, 2.0],
    ];
    let back = |m: rtfs::Vector<rtfs::Vector<f64>>| -> plain::Matrix {
        m.iter().map(|row| row.iter().copied().collect()).collect()
    };
    let given = || -> Vec<rtfs::Vector<f64>> {
        m.iter().map(|row| row.iter().copied().collect()).collect()
    };
    let product = matrix::times(given(), given()).unwrap();
    assert_eq!(back(product), plain::times(&m, &m));
    let cubed = plain::times(&plain::times(&m, &m), &m);
    assert_eq!(back(matrix::power(given(), 3).unwrap()), cubed);
    let determinant = matrix::determinant(given()).unwrap();
    assert!(
        (determinant - plain::determinant(&m)).abs() < 1e-9,
        "{determinant}"
    );
    let chances = matrices::after(0, 30).unwrap();
    let total: f64 = chances.iter().sum();
    assert!((total - 1.0).abs() < 1e-9);
    assert!(matrices::is_area_kept(matrices::rotation(0.3).unwrap()).unwrap());
    let turned = matrices::linear::matrix::transposed(given()).unwrap();
    assert_eq!(
        turned.first().map(|row| row.iter().copied().collect()),
        Some(vec![2.0, 0.0, 5.0, 1.0])
    );
}
