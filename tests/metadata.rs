//! What metadata says to the compiler: names in Rust, and associative functions.

mod support;

use rtfs::{Int, rtfs};

rtfs! {
    (defn ^{:rust/name "area_of"} area [w :float h :float] (* w h))
    (defn volume "How much is in it." ^{:rust/name "volume_of"} [a :float b :float c :float] (* (area a b) c))
    (defn weight "How heavy it is." {:rust/name "weight_of"} [a :float] a)
    (defn ^{:rust/name "of"} sizes ([a] a) ([a b] (+ a b)))
    (def ^{:rust/name "tau"} two-pi 6.25)
    (defstruct ^{:rust/name "Box2"} box :w :float :h :float)
    (defn ^{:rust/name "loop"} looped [n :int] n)
    (defn face [w :float] (let [b (->box w w)] (area (:w b) (:h b))))
    (defn make-box [w :float] (->box w w))
}

#[test]
fn a_name_in_rust_overrules() {
    assert_eq!(area_of(2.0, 3.0).unwrap(), 6.0);
    assert_eq!(volume_of(2.0, 3.0, 4.0).unwrap(), 24.0);
    assert_eq!(weight_of(2.5).unwrap(), 2.5);
    assert_eq!(of_2(1, 2).unwrap(), Int::from(3));
    assert_eq!(*tau.get().unwrap(), 6.25);
    assert_eq!(face(2.0).unwrap(), 4.0);
    let same: Box2 = make_box(1.5).unwrap();
    assert_eq!(same, Box2 { w: 1.5, h: 1.5 });
    assert_eq!(make_box(1.5).unwrap().h, 1.5);
    assert_eq!(r#loop(3).unwrap(), Int::from(3));
}

rtfs! {
    (defn ^:associative longer [a :string b :string] (if (>= (count a) (count b)) a b))
    (defn ^:associative joined [a b] {:low (min (:low a) (:low b)) :high (max (:high a) (:high b))})
    (defn last-of [a b] b)

    (defn in-order [n :int] (reduce longer "" (map str (range n))))
    (defn in-parallel [n :int] (:parallel {:grain 100} (reduce longer "" (map str (range n)))))
    (defn bounds [n :int]
      (:parallel {:grain 100}
        (reduce joined (map (fn [x] {:low (- x) :high (* x 2)}) (range n)))))
    (defn by-a-literal [n :int]
      (:parallel {:grain 100} (reduce ^:associative (fn [a b] (+ a b)) 0 (range n))))
    (defn unmarked [n :int] (:parallel {:grain 100} (reduce last-of 0 (range n))))
}

#[test]
fn associative_functions_reduce_in_parallel() {
    assert_eq!(in_order(20_000).unwrap(), in_parallel(20_000).unwrap());
    assert_eq!(&*in_parallel(20_000).unwrap(), "10000");
    assert_eq!(by_a_literal(100_000).unwrap(), Int::from(4_999_950_000_i64));
    assert_eq!(unmarked(100_000).unwrap(), Int::from(99_999));
    let bounds = rtfs! { (bounds 20000) }.unwrap().to_string();
    assert_eq!(bounds, "{:low -19999 :high 39998}");
}

/// In which order a reduction meets its elements shows whether it is cut into parts.
#[test]
fn a_reduction_by_a_marked_function_is_cut() {
    let text = rtfs! {
        (defn ^:associative paired [a b] (str "(" a b ")"))
        (:parallel {:grain 2} (reduce paired "" (map str (range 8))))
    }
    .unwrap();
    let sequential = "((((((((0)1)2)3)4)5)6)7)";
    assert_ne!(&*text, sequential);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, "01234567");
}

#[test]
fn a_marked_function_of_a_body_is_cut_too() {
    let marked = rtfs! {
        (do
          (defn ^:associative paired [a b] (str "(" a b ")"))
          (:parallel {:grain 2} (reduce paired "" (map str (range 8)))))
    }
    .unwrap();
    let plain = rtfs! {
        (do
          (defn paired [a b] (str "(" a b ")"))
          (:parallel {:grain 2} (reduce paired "" (map str (range 8)))))
    }
    .unwrap();
    assert_eq!(&*plain, "((((((((0)1)2)3)4)5)6)7)");
    assert_ne!(marked, plain);
}

mod hidden {
    rtfs::rtfs! {
        (def ^:private rate 3)
        (defn ^:private priced [x :int] (* rate x))
        (defn ^{:private false} total [x :int] (inc (priced x)))
        (module shop
          (def ^:private rate 5)
          (defstruct ^:private Item :price :int)
          (defn price [x :int] (* rate (:price (->Item x)))))
    }
}

/// What is private has no name in Rust, so that names of this module do not meet it.
#[test]
fn what_is_private_is_seen_by_its_module_alone() {
    use hidden::*;
    assert_eq!(total(14).unwrap(), Int::from(43));
    assert_eq!(shop::price(8).unwrap(), Int::from(40));
}

#[test]
fn metadata_of_other_tools_is_a_note() {
    gives! {
        "^{:line 3} [1 2]" => "[1 2]";
        "(let [^:unused x 5] x)" => "5";
        "(defn ^{:added \"1.2\" :doc \"One.\"} f [^:odd x] x) (f 1)" => "1";
        "'(^:int a ^String b)" => "(a b)";
    }
}

#[test]
fn ranges_of_what_is_not_known_are_of_ints() {
    gives! {
        "(range 2.5)" => "[0 1 2]";
        "(range 1 3.5)" => "[1 2 3]";
        "(range 3 0.5 -1)" => "[3 2 1]";
        "(range 0.5 3)" => "[0.5 1.5 2.5]";
        "(range ##NaN)" => "[]";
    }
    let n = rtfs::Value::from(3);
    let ints: rtfs::Vector<Int> = rtfs! { (range n) }.unwrap();
    assert_eq!(ints.to_string(), "[0 1 2]");
    let ints: rtfs::Vector<Int> = rtfs! { (range 1 n) }.unwrap();
    assert_eq!(ints.to_string(), "[1 2]");
    let half = 2.5;
    let ints: rtfs::Vector<Int> = rtfs! { |half: f64| (range half) }.unwrap();
    assert_eq!(ints.to_string(), "[0 1 2]");
    let text = "a";
    let error = rtfs! { (range text) }.unwrap_err();
    assert_eq!(error.kind().as_str(), ":type-error");
}
