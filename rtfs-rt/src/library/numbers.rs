//! Numbers: powers, roots, logarithms, angles, rounding, divisors, and sums of sequences.
//!
//! Functions of real numbers take any number and give a float. Those that round give an int of any
//! size, so that the result is an index, a count or an exact quantity without a further step.

use crate::{Arity, Data, Error, ErrorKind, Int, Number, Result, Value, Vector};

use super::LibFn;
use super::args::{self, Args};

/// `log`, `floor` and their kin have one shape each; this states it once.
macro_rules! real_functions {
    ($($name:literal $rust:literal $function:ident $doc:literal [$($call:literal => $gives:literal),*];)*) => {
        &[$(LibFn {
            names: &[$name],
            sigs: &["float -> float"],
            rust: $rust,
            doc: $doc,
            examples: &[$(($call, $gives)),*],
            eval: |a| Ok(Value::Float($function(Args::new($name, a).float(0)?))),
            ..LibFn::TYPED
        }),*]
    };
}

/// The functions from a float to a float.
pub(super) static TABLE_REAL: &[LibFn] = real_functions![
    "sqrt" "numbers::sqrt" sqrt "The square root, as a float; NaN of a negative number."
        ["(sqrt 16)" => "4.0", "(sqrt 2)" => "1.4142135623730951", "(nan? (sqrt -1))" => "true"];
    "cbrt" "numbers::cbrt" cbrt "The cube root, as a float." ["(cbrt 27)" => "3.0"];
    "exp" "numbers::exp" exp "e to the power of the argument." ["(exp 0)" => "1.0"];
    "log2" "numbers::log2" log2 "The logarithm to base 2." ["(log2 8)" => "3.0"];
    "log10" "numbers::log10" log10 "The logarithm to base 10." ["(log10 1000)" => "3.0"];
    "sin" "numbers::sin" sin "The sine of an angle in radians." ["(sin 0)" => "0.0"];
    "cos" "numbers::cos" cos "The cosine of an angle in radians." ["(cos 0)" => "1.0"];
    "tan" "numbers::tan" tan "The tangent of an angle in radians." ["(tan 0)" => "0.0"];
    "asin" "numbers::asin" asin "The angle in radians, from -π/2 to π/2, of that sine." ["(asin 0)" => "0.0"];
    "acos" "numbers::acos" acos "The angle in radians, from 0 to π, of that cosine." ["(acos 1)" => "0.0"];
    "atan" "numbers::atan" atan "The angle in radians, from -π/2 to π/2, of that tangent." ["(atan 0)" => "0.0"];
];

/// The other functions of numbers.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["pow"],
        sigs: &[
            "float, float -> float as pow_float",
            "number, number -> number",
        ],
        arity: Arity::exactly(2),
        rust: "numbers::pow",
        fallible: true,
        doc: "The first number to the power of the second. Of ints with an exponent ≥ 0 an int, exact \
              at any size (`:overflow` beyond 2³³ bits); else a float.",
        examples: &[
            ("(pow 2 10)", "1024"),
            ("(pow 2 -1)", "0.5"),
            ("(pow 2.0 3)", "8.0"),
            ("(pow 10 20)", "100000000000000000000"),
        ],
        eval: |a| {
            let a = Args::new("pow", a);
            Ok(pow(a.number(0)?, a.number(1)?)?.into_value())
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["log"],
        sigs: &["float -> float", "float, float -> float as log_base"],
        arity: Arity::between(1, 2),
        rust: "numbers::log",
        doc: "The natural logarithm; with a second argument, the logarithm to that base.",
        examples: &[("(log 1)", "0.0"), ("(log 8 2)", "3.0")],
        eval: |a| {
            let a = Args::new("log", a);
            Ok(Value::Float(match a.len() {
                1 => log(a.float(0)?),
                _ => log_base(a.float(0)?, a.float(1)?),
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["atan2"],
        sigs: &["float, float -> float"],
        arity: Arity::exactly(2),
        rust: "numbers::atan2",
        doc: "`(atan2 y x)`: the angle in radians, from -π to π, of the point (x, y).",
        examples: &[("(atan2 0 1)", "0.0")],
        eval: |a| {
            let a = Args::new("atan2", a);
            Ok(Value::Float(atan2(a.float(0)?, a.float(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["floor"],
        sigs: &["int -> int as whole", "number -> int"],
        rust: "numbers::floor",
        fallible: true,
        doc: "The largest int that is not above the number. `:overflow` for an infinity or NaN.",
        examples: &[
            ("(floor 2.7)", "2"),
            ("(floor -2.1)", "-3"),
            ("(floor 5)", "5"),
        ],
        eval: |a| Ok(floor(Args::new("floor", a).number(0)?)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["ceil"],
        sigs: &["int -> int as whole", "number -> int"],
        rust: "numbers::ceil",
        fallible: true,
        doc: "The smallest int that is not below the number. `:overflow` for an infinity or NaN.",
        examples: &[("(ceil 2.1)", "3"), ("(ceil -2.7)", "-2")],
        eval: |a| Ok(ceil(Args::new("ceil", a).number(0)?)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["round"],
        sigs: &["int -> int as whole", "number -> int"],
        rust: "numbers::round",
        fallible: true,
        doc: "The nearest int; a half goes up, as in Clojure. `:overflow` for an infinity or NaN.",
        examples: &[
            ("(round 2.5)", "3"),
            ("(round -2.5)", "-2"),
            ("(round 2.4)", "2"),
        ],
        eval: |a| Ok(round(Args::new("round", a).number(0)?)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["trunc"],
        sigs: &["int -> int as whole", "number -> int"],
        rust: "numbers::trunc",
        fallible: true,
        doc: "The number without its fraction. `:overflow` for an infinity or NaN.",
        examples: &[("(trunc 2.7)", "2"), ("(trunc -2.7)", "-2")],
        eval: |a| Ok(trunc(Args::new("trunc", a).number(0)?)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["gcd"],
        sigs: &["int... -> int"],
        arity: Arity::ANY,
        rust: "numbers::gcd",
        associative: true,
        doc: "The greatest common divisor of ints, never negative; `(gcd)` is 0.",
        examples: &[
            ("(gcd 12 18)", "6"),
            ("(gcd -4 6)", "2"),
            ("(gcd 0 0)", "0"),
            ("(gcd)", "0"),
        ],
        eval: |a| Ok(gcd(&ints("gcd", a)?).into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["lcm"],
        sigs: &["int... -> int"],
        arity: Arity::ANY,
        rust: "numbers::lcm",
        associative: true,
        doc: "The least common multiple of ints, never negative; `(lcm)` is 1.",
        examples: &[
            ("(lcm 4 6)", "12"),
            ("(lcm 4 0)", "0"),
            ("(lcm 2 3 4)", "12"),
        ],
        eval: |a| Ok(lcm(&ints("lcm", a)?).into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["factorial"],
        sigs: &["int -> int"],
        rust: "numbers::factorial",
        fallible: true,
        doc: "n!, exact at any size. `:validation-error` for a negative n.",
        examples: &[
            ("(factorial 5)", "120"),
            ("(factorial 21)", "51090942171709440000"),
        ],
        eval: |a| Ok(factorial(Args::new("factorial", a).int(0)?)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["sum"],
        sigs: &["seq<int> -> int as sum_ints", "seq<any> -> number"],
        rust: "numbers::sum",
        fallible: true,
        doc: "The sum of a sequence of numbers; 0 of an empty one.",
        examples: &[
            ("(sum [1 2 3])", "6"),
            ("(sum [1 0.5])", "1.5"),
            ("(sum nil)", "0"),
        ],
        eval: |a| Ok(sum(&Args::new("sum", a).seq(0)?.items)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["product"],
        sigs: &["seq<int> -> int as product_ints", "seq<any> -> number"],
        rust: "numbers::product",
        fallible: true,
        doc: "The product of a sequence of numbers; 1 of an empty one.",
        examples: &[("(product [2 3 4])", "24"), ("(product [])", "1")],
        eval: |a| Ok(product(&Args::new("product", a).seq(0)?.items)?.into_value()),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["mean"],
        sigs: &["seq<float> -> float as mean_floats", "seq<any> -> number"],
        rust: "numbers::mean",
        fallible: true,
        doc: "The arithmetic mean of a sequence of numbers: their sum `/` their count. \
              `:division-by-zero` if there are none.",
        examples: &[
            ("(mean [1 2 3])", "2"),
            ("(mean [1 2])", "1.5"),
            ("(mean [1.0 3.0])", "2.0"),
        ],
        eval: |a| Ok(mean(&Args::new("mean", a).seq(0)?.items)?.into_value()),
        ..LibFn::TYPED
    },
];

/// `sqrt`.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// `cbrt`.
#[inline]
pub fn cbrt(x: f64) -> f64 {
    x.cbrt()
}

/// `exp`.
#[inline]
pub fn exp(x: f64) -> f64 {
    x.exp()
}

/// `log` of one argument.
#[inline]
pub fn log(x: f64) -> f64 {
    x.ln()
}

/// `log` to a base; exact for the bases 2 and 10 where the result is.
#[inline]
pub fn log_base(x: f64, base: f64) -> f64 {
    if base == 2.0 {
        x.log2()
    } else if base == 10.0 {
        x.log10()
    } else {
        x.ln() / base.ln()
    }
}

/// `log2`.
#[inline]
pub fn log2(x: f64) -> f64 {
    x.log2()
}

/// `log10`.
#[inline]
pub fn log10(x: f64) -> f64 {
    x.log10()
}

/// `sin`.
#[inline]
pub fn sin(x: f64) -> f64 {
    x.sin()
}

/// `cos`.
#[inline]
pub fn cos(x: f64) -> f64 {
    x.cos()
}

/// `tan`.
#[inline]
pub fn tan(x: f64) -> f64 {
    x.tan()
}

/// `asin`.
#[inline]
pub fn asin(x: f64) -> f64 {
    x.asin()
}

/// `acos`.
#[inline]
pub fn acos(x: f64) -> f64 {
    x.acos()
}

/// `atan`.
#[inline]
pub fn atan(x: f64) -> f64 {
    x.atan()
}

/// `atan2`.
#[inline]
pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `pow` of floats.
#[inline]
pub fn pow_float(base: f64, exponent: f64) -> Result<f64> {
    Ok(base.powf(exponent))
}

/// `pow`.
pub fn pow(base: Number, exponent: Number) -> Result<Number> {
    base.pow(exponent)
}

/// Rounding an int.
#[inline]
pub fn whole(n: Int) -> Result<Int> {
    Ok(n)
}

/// `floor`.
#[inline]
pub fn floor(x: Number) -> Result<Int> {
    rounded("floor", x, f64::floor)
}

/// `ceil`.
#[inline]
pub fn ceil(x: Number) -> Result<Int> {
    rounded("ceil", x, f64::ceil)
}

/// `round`: the nearest int, halves up.
#[inline]
pub fn round(x: Number) -> Result<Int> {
    rounded("round", x, |x| {
        let below = x.floor();
        if x - below < 0.5 { below } else { below + 1.0 }
    })
}

/// `trunc`.
#[inline]
pub fn trunc(x: Number) -> Result<Int> {
    rounded("trunc", x, f64::trunc)
}

/// `gcd`.
pub fn gcd(numbers: &[Int]) -> Int {
    numbers
        .iter()
        .fold(Int::from(0), |acc, n| acc.gcd(n.clone()))
}

/// `lcm`.
pub fn lcm(numbers: &[Int]) -> Int {
    numbers
        .iter()
        .fold(Int::from(1), |acc, n| acc.lcm(n.clone()))
}

/// `factorial`.
pub fn factorial(n: Int) -> Result<Int> {
    n.factorial()
}

/// `bit-count`.
pub fn bit_count(n: Int) -> i64 {
    n.bit_count()
}

/// `sum` of ints.
pub fn sum_ints(numbers: &Vector<Int>) -> Result<Int> {
    Ok(numbers.values().fold(Int::from(0), Int::add))
}

/// `sum`.
pub fn sum(numbers: &Vector<Value>) -> Result<Number> {
    fold("sum", numbers, Number::Int(Int::from(0)), Number::add)
}

/// `product` of ints.
pub fn product_ints(numbers: &Vector<Int>) -> Result<Int> {
    Ok(numbers.values().fold(Int::from(1), Int::mul))
}

/// `product`.
pub fn product(numbers: &Vector<Value>) -> Result<Number> {
    fold("product", numbers, Number::Int(Int::from(1)), Number::mul)
}

/// `mean` of floats.
pub fn mean_floats(numbers: &Vector<f64>) -> Result<f64> {
    if numbers.is_empty() {
        return Err(no_elements());
    }
    Ok(numbers.iter().fold(0.0, |total, x| total + x) / numbers.len() as f64)
}

/// `mean`.
pub fn mean(numbers: &Vector<Value>) -> Result<Number> {
    if numbers.is_empty() {
        return Err(no_elements());
    }
    let total = fold("mean", numbers, Number::Int(Int::from(0)), Number::add)?;
    total.div(Number::Int(Int::from(numbers.len())))
}

fn fold(
    name: &str,
    numbers: &Vector<Value>,
    start: Number,
    step: impl Fn(Number, Number) -> Number,
) -> Result<Number> {
    let mut total = start;
    for item in numbers.iter() {
        total = step(total, args::as_number(name, item)?);
    }
    Ok(total)
}

fn rounded(name: &str, x: Number, to: impl Fn(f64) -> f64) -> Result<Int> {
    match x {
        Number::Int(n) => Ok(n),
        Number::Float(x) => Int::from_f64(to(x)).ok_or_else(|| not_finite(name, x)),
    }
}

fn ints(name: &'static str, values: &[Value]) -> Result<Vec<Int>> {
    let args = Args::new(name, values);
    (0..values.len()).map(|index| args.int(index)).collect()
}

#[cold]
fn not_finite(name: &str, x: f64) -> Error {
    let shown = crate::print::readable(&x);
    Error::new(
        ErrorKind::Overflow,
        format!("`{name}`: no int is near {shown}"),
    )
}

#[cold]
fn no_elements() -> Error {
    Error::new(ErrorKind::DivisionByZero, "`mean` of no elements")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_up() {
        let round = |x: f64| round(Number::Float(x)).unwrap();
        assert_eq!(round(0.49999999999999994), Int::from(0));
        assert_eq!(round(-0.5), Int::from(0));
        assert_eq!(round(1e18), Int::from(1_000_000_000_000_000_000_i64));
    }

    #[test]
    fn what_is_not_finite_does_not_round() {
        for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(
                floor(Number::Float(x)).unwrap_err().kind(),
                ErrorKind::Overflow
            );
        }
    }

    #[test]
    fn typed_and_dynamic_sums_agree() {
        let big = i64::MAX;
        let ints: Vector<Int> = [big, big, -1].into_iter().map(Int::from).collect();
        let values: Vector<Value> = [big, big, -1].into_iter().map(Value::Int).collect();
        assert_eq!(Number::Int(sum_ints(&ints).unwrap()), sum(&values).unwrap());
        assert_eq!(
            Number::Int(product_ints(&ints).unwrap()),
            product(&values).unwrap()
        );
    }

    #[test]
    fn a_mean_needs_elements() {
        assert_eq!(
            mean(&Vector::new()).unwrap_err().kind(),
            ErrorKind::DivisionByZero
        );
        assert_eq!(
            mean_floats(&Vector::new()).unwrap_err().kind(),
            ErrorKind::DivisionByZero
        );
    }
}
