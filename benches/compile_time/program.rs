//! The program that is compiled: a hundred units of five functions, each with constants of its own, in
//! RTFS and in Rust. Both compute the same, with ints that are checked.

/// How many units.
const UNITS: usize = 100;

/// A unit in RTFS: twenty lines.
const RTFS: &str = r#"
(defn- sum-@ [n]
  (loop [i 0 acc 0]
    (if (= i n)
      acc
      (recur (inc i) (+ acc (mod (* i @3) @7))))))

(defn- grow-@ [n]
  (if (< n 2) n (+ (grow-@ (- n 1)) (* @2 (grow-@ (- n 2))))))

(defn- chosen-@ [n]
  (->> (range n)
       (filter (fn [x] (= 0 (rem x @3))))
       (map (fn [x] (+ (* x x) @)))
       (reduce + 0)))

(defn- label-@ [x]
  (cond (< x @0) "small @" (< x @00) "medium @" :else "large @"))
(defn total-@ [n]
  (+ (sum-@ n) (grow-@ 9) (chosen-@ n) (count (label-@ n))))
"#;

/// The same unit in Rust.
const RUST: &str = r#"
fn sum_@(n: i64) -> Result<i64, Overflow> {
    let mut acc = 0i64;
    let mut i = 0i64;
    while i != n {
        let product = i.checked_mul(@3).ok_or(Overflow)?;
        acc = acc.checked_add(product.rem_euclid(@7)).ok_or(Overflow)?;
        i = i.checked_add(1).ok_or(Overflow)?;
    }
    Ok(acc)
}

fn grow_@(n: i64) -> Result<i64, Overflow> {
    if n < 2 {
        return Ok(n);
    }
    let a = grow_@(n.checked_sub(1).ok_or(Overflow)?)?;
    let b = grow_@(n.checked_sub(2).ok_or(Overflow)?)?;
    let b = b.checked_mul(@2).ok_or(Overflow)?;
    a.checked_add(b).ok_or(Overflow)
}

fn chosen_@(n: i64) -> Result<i64, Overflow> {
    (0..n)
        .filter(|x| x % @3 == 0)
        .map(|x| x.checked_mul(x)?.checked_add(@))
        .try_fold(0i64, |acc, x| acc.checked_add(x?))
        .ok_or(Overflow)
}

fn label_@(x: i64) -> &'static str {
    if x < @0 {
        "small @"
    } else if x < @00 {
        "medium @"
    } else {
        "large @"
    }
}

/// Everything of this unit.
pub fn total_@(n: i64) -> Result<i64, Overflow> {
    let mut total = sum_@(n)?;
    total = total.checked_add(grow_@(9)?).ok_or(Overflow)?;
    total = total.checked_add(chosen_@(n)?).ok_or(Overflow)?;
    total
        .checked_add(label_@(n).chars().count() as i64)
        .ok_or(Overflow)
}
"#;

/// The program in RTFS, inline.
pub(crate) fn rtfs() -> String {
    format!("rtfs::rtfs! {{{}}}\n", units(RTFS))
}

/// The program in Rust.
pub(crate) fn rust() -> String {
    let head = "/// An int left its range.\n#[derive(Clone, Copy, Debug)]\npub struct Overflow;\n";
    format!("{head}{}", units(RUST))
}

fn units(template: &str) -> String {
    (1..=UNITS)
        .map(|unit| template.replace('@', &unit.to_string()))
        .collect()
}
