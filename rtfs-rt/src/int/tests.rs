//! Against another big integer, around every boundary.

use core::cmp::Ordering;
use core::str::FromStr;

use num_bigint::BigInt as Oracle;
use proptest::prelude::*;

use super::Int;
use crate::error::ErrorKind;
use crate::number::Number;

/// Integers where something happens: near zero, near powers of two, and anywhere.
fn ints() -> impl Strategy<Value = Oracle> {
    let near_powers =
        (0_u32..200, -3_i64..4, any::<bool>()).prop_map(|(power, offset, negative)| {
            let value = (Oracle::from(1) << power) + offset;
            if negative { -value } else { value }
        });
    let bytes =
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|b| Oracle::from_signed_bytes_le(&b));
    prop_oneof![
        2 => any::<i64>().prop_map(Oracle::from),
        2 => (-20_i64..20).prop_map(Oracle::from),
        4 => near_powers,
        2 => bytes,
    ]
}

fn ours(oracle: &Oracle) -> Int {
    let int = Int::from_str(&oracle.to_string()).unwrap();
    canonical(&int);
    int
}

fn canonical(int: &Int) {
    if let Int::Big(big) = int {
        assert!(i64::try_from(&*big.0).is_err(), "{int} is not canonical");
    }
}

/// Asserts the same value, canonically.
fn same(int: &Int, oracle: &Oracle) {
    canonical(int);
    assert_eq!(int.to_string(), oracle.to_string());
}

/// The modulus with the divisor's sign.
fn floor_mod(a: &Oracle, b: &Oracle) -> Oracle {
    let rest = a % b;
    if rest.sign() != num_bigint::Sign::NoSign && rest.sign() != b.sign() {
        rest + b
    } else {
        rest
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn arithmetic_agrees(a in ints(), b in ints()) {
        let (x, y) = (ours(&a), ours(&b));
        same(&x.clone().add(y.clone()), &(&a + &b));
        same(&x.clone().sub(y.clone()), &(&a - &b));
        same(&x.clone().mul(y.clone()), &(&a * &b));
        same(&x.clone().neg(), &-&a);
        same(&x.clone().abs(), &Oracle::from(a.magnitude().clone()));
        same(&x.clone().inc(), &(&a + 1));
        same(&x.clone().dec(), &(&a - 1));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x == y, a == b);
        prop_assert_eq!(x.signum(), if a < Oracle::ZERO { -1 } else { i64::from(a > Oracle::ZERO) });
        prop_assert_eq!(x.is_even(), !a.bit(0));
        if b != Oracle::ZERO {
            same(&x.clone().quot(y.clone()).unwrap(), &(&a / &b));
            same(&x.clone().rem(y.clone()).unwrap(), &(&a % &b));
            same(&x.modulo(y).unwrap(), &floor_mod(&a, &b));
        }
    }

    #[test]
    fn shared_and_unshared_operands_agree(a in ints(), b in ints()) {
        // `arithmetic_agrees` shares its operands; these are the last references.
        same(&ours(&a).add(ours(&b)), &(&a + &b));
        same(&ours(&a).sub(ours(&b)), &(&a - &b));
        same(&ours(&a).mul(ours(&b)), &(&a * &b));
        let (x, kept) = (ours(&a), ours(&a));
        let copy = x.clone();
        same(&x.add(ours(&b)), &(&a + &b));
        prop_assert_eq!(copy, kept);
    }

    #[test]
    fn bits_agree(a in ints(), b in ints(), count in 0_usize..150) {
        let (x, y) = (ours(&a), ours(&b));
        same(&x.clone().bit_and(y.clone()), &(&a & &b));
        same(&x.clone().bit_or(y.clone()), &(&a | &b));
        same(&x.clone().bit_xor(y), &(&a ^ &b));
        same(&x.clone().bit_not(), &!&a);
        let shift = Int::from(count);
        same(&x.clone().shift_left(&shift).unwrap(), &(&a << count));
        same(&x.clone().shift_right(&shift).unwrap(), &(&a >> count));
        same(&x.clone().shift_left(&shift.clone().neg()).unwrap(), &(&a >> count));
        prop_assert_eq!(x.bit_test(count as u64), a.bit(count as u64));
        prop_assert_eq!(x.bit_length(), a.magnitude().bits());
        let ones = if a < Oracle::ZERO { !&a } else { a.clone() }.magnitude().count_ones();
        prop_assert_eq!(x.bit_count().unsigned_abs(), ones);
    }

    #[test]
    fn powers_and_divisors_agree(a in ints(), b in ints(), exponent in 0_u32..20) {
        let (x, y) = (ours(&a), ours(&b));
        same(&x.clone().pow(&Int::from(exponent)).unwrap(), &a.pow(exponent));
        let divisor = x.clone().gcd(y.clone());
        prop_assert!(!divisor.is_negative());
        prop_assert_eq!(&divisor, &y.clone().gcd(x.clone()));
        if divisor.is_zero() {
            prop_assert!(x.is_zero() && y.is_zero());
        } else {
            let parts = (x.clone().quot(divisor.clone()).unwrap(), y.clone().quot(divisor.clone()).unwrap());
            prop_assert_eq!(parts.0.clone().gcd(parts.1.clone()), Int::ONE);
            prop_assert_eq!(x.clone().rem(divisor.clone()).unwrap(), Int::ZERO);
            prop_assert_eq!(x.clone().lcm(y.clone()), divisor.mul(parts.0).mul(parts.1).abs());
        }
        let root = x.clone().abs().isqrt().unwrap();
        same(&root, &Oracle::from(a.magnitude().sqrt()));
    }

    #[test]
    fn text_agrees(a in ints(), radix in 2_u8..=36) {
        let text = a.to_str_radix(u32::from(radix));
        let int = Int::parse(&text, u32::from(radix)).unwrap();
        same(&int, &a);
        prop_assert_eq!(int.to_radix(radix), text);
        prop_assert_eq!(format!("{int:>50}"), format!("{:>50}", a));
    }

    #[test]
    fn floats_are_the_nearest(a in ints()) {
        // Rust parses decimal digits to the nearest float.
        let nearest: f64 = a.to_string().parse().unwrap();
        prop_assert_eq!(ours(&a).to_f64(), nearest);
    }

    #[test]
    fn float_comparison_is_exact(a in ints(), b in ints(), step in -2_i32..3) {
        // A float near one of the integers.
        let mut float: f64 = b.to_string().parse().unwrap();
        for _ in 0..step.abs() {
            float = if step < 0 { float.next_down() } else { float.next_up() };
        }
        let int = ours(&a);
        let whole = Int::from_f64(float.trunc()).unwrap();
        let expected = int.cmp(&whole).then(0.0.partial_cmp(&float.fract()).unwrap());
        prop_assert_eq!(int.compare_f64(float), Some(expected));
        prop_assert_eq!(whole.to_f64(), float.trunc());
    }

    #[test]
    fn integer_parts_of_floats(bits in any::<u64>()) {
        let float = f64::from_bits(bits);
        match Int::from_f64(float) {
            None => prop_assert!(!float.is_finite()),
            // `{:.0}` of a whole float is its exact digits.
            Some(int) => prop_assert_eq!(int.to_string(), format!("{:.0}", float.trunc() + 0.0)),
        }
    }

    #[test]
    fn division_is_exact_or_the_nearest_float(a in ints(), b in ints()) {
        prop_assume!(b != Oracle::ZERO);
        match ours(&a).div(ours(&b)).unwrap() {
            Number::Int(quotient) => {
                prop_assert_eq!(&a % &b, Oracle::ZERO);
                same(&quotient, &(&a / &b));
            }
            Number::Float(quotient) => {
                prop_assert_ne!(&a % &b, Oracle::ZERO);
                if let (Ok(x), Ok(y)) = (i32::try_from(&a), i32::try_from(&b)) {
                    prop_assert_eq!(quotient, f64::from(x) / f64::from(y));
                }
                // Nearer than both neighbours: |a - q·b| compared exactly, q as a fraction.
                let distance = |float: f64| distance(&a, &b, float);
                prop_assert!(distance(quotient) <= distance(quotient.next_up()));
                prop_assert!(distance(quotient) <= distance(quotient.next_down()));
            }
        }
    }

    #[test]
    fn machine_integers_convert(a in ints()) {
        let int = ours(&a);
        prop_assert_eq!(i64::try_from(&int).ok(), i64::try_from(&a).ok());
        prop_assert_eq!(u64::try_from(&int).ok(), u64::try_from(&a).ok());
        prop_assert_eq!(i8::try_from(&int).ok(), i8::try_from(&a).ok());
        prop_assert_eq!(i128::try_from(&int).ok(), i128::try_from(&a).ok());
        prop_assert_eq!(u128::try_from(&int).ok(), u128::try_from(&a).ok());
        if let Ok(back) = i128::try_from(&int) {
            prop_assert_eq!(&Int::from(back), &int);
        }
    }
}

/// `|a / b - float|`, times a positive number that depends on `a` and `b` alone.
fn distance(a: &Oracle, b: &Oracle, float: f64) -> Oracle {
    // float = mantissa · 2^(exponent - 1075); everything times 2^1200 to be whole.
    let bits = float.abs().to_bits();
    let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
    let (mantissa, exponent) = if exponent == 0 {
        (fraction, 1)
    } else {
        (fraction | 1 << 52, exponent)
    };
    let mut scaled: Oracle = (Oracle::from(mantissa) << (exponent + 1200)) >> 1075_u32;
    if float < 0.0 {
        scaled = -scaled;
    }
    let difference: Oracle = (a << 1200_u32) - scaled * b;
    Oracle::from(difference.magnitude().clone())
}

fn int(text: &str) -> Int {
    text.parse().unwrap()
}

#[test]
fn the_edges_of_i64() {
    let (min, max) = (Int::from(i64::MIN), Int::from(i64::MAX));
    let beyond = "9223372036854775808";
    assert_eq!(max.clone().inc().to_string(), beyond);
    assert_eq!(max.clone().inc().dec().as_i64(), Some(i64::MAX));
    assert_eq!(min.clone().dec().to_string(), "-9223372036854775809");
    assert_eq!(min.clone().dec().inc().as_i64(), Some(i64::MIN));
    assert_eq!(min.clone().neg().to_string(), beyond);
    assert_eq!(min.clone().abs().to_string(), beyond);
    assert_eq!(min.clone().neg().neg().as_i64(), Some(i64::MIN));
    assert_eq!(min.clone().quot(Int::from(-1)).unwrap().to_string(), beyond);
    assert_eq!(min.clone().rem(Int::from(-1)).unwrap(), Int::ZERO);
    assert_eq!(min.clone().modulo(Int::from(-1)).unwrap(), Int::ZERO);
    assert_eq!(min.clone().div(Int::from(-1)).unwrap().to_string(), beyond);
    assert_eq!(min.clone().mul(Int::from(-1)).to_string(), beyond);
    assert_eq!(min.clone().gcd(Int::ZERO).to_string(), beyond);
    assert_eq!(
        Int::ONE.shift_left(&Int::from(63)).unwrap().to_string(),
        beyond
    );
    assert_eq!(
        Int::from(-1).shift_left(&Int::from(63)).unwrap().as_i64(),
        Some(i64::MIN)
    );
    assert_eq!(int("-9223372036854775808").as_i64(), Some(i64::MIN));
    assert_eq!(min.cmp(&max), Ordering::Less);
    assert_eq!(max.isqrt().unwrap(), Int::from(3_037_000_499_i64));
}

#[test]
fn zero_divides_nothing() {
    for a in [Int::ONE, int("123456789012345678901234567890")] {
        for result in [
            a.clone().quot(Int::ZERO),
            a.clone().rem(Int::ZERO),
            a.clone().modulo(Int::ZERO),
        ] {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::DivisionByZero);
        }
        assert_eq!(
            a.div(Int::ZERO).unwrap_err().kind(),
            ErrorKind::DivisionByZero
        );
    }
}

#[test]
fn what_would_not_fit_in_memory_is_an_error() {
    let huge = int("100000000000000000000");
    let kind = |result: crate::Result<Int>| result.unwrap_err().kind();
    assert_eq!(kind(Int::from(2).pow(&huge)), ErrorKind::Overflow);
    assert_eq!(
        kind(Int::from(3).pow(&Int::from(1_i64 << 40))),
        ErrorKind::Overflow
    );
    assert_eq!(kind(Int::from(2).pow(&Int::from(-1))), ErrorKind::Overflow);
    assert_eq!(kind(Int::ONE.shift_left(&huge)), ErrorKind::Overflow);
    assert_eq!(
        kind(Int::ONE.shift_right(&huge.clone().neg())),
        ErrorKind::Overflow
    );
    assert_eq!(kind(huge.factorial()), ErrorKind::Overflow);
    assert_eq!(kind(Int::from(-1).factorial()), ErrorKind::ValidationError);
    assert_eq!(kind(Int::from(-1).isqrt()), ErrorKind::Overflow);
    assert_eq!(Int::ONE.pow(&huge).unwrap(), Int::ONE);
    assert_eq!(Int::from(-1).pow(&huge).unwrap(), Int::ONE);
    assert_eq!(Int::ZERO.pow(&Int::ZERO).unwrap(), Int::ONE);
    assert_eq!(Int::from(-5).shift_right(&huge).unwrap(), Int::from(-1));
}

#[test]
fn factorials() {
    let texts = ["1", "1", "2", "6", "24"];
    for (n, text) in texts.into_iter().enumerate() {
        assert_eq!(Int::from(n).factorial().unwrap().to_string(), text);
    }
    let oracle = (1..=1000_u32).fold(Oracle::from(1), |product, factor| product * factor);
    same(&Int::from(1000).factorial().unwrap(), &oracle);
}

#[test]
fn text_that_is_no_integer() {
    for text in [
        "", "-", "+", "1.0", " 1", "1 ", "1_0", "--1", "+-1", "a", "９",
    ] {
        assert_eq!(
            text.parse::<Int>().unwrap_err().kind(),
            ErrorKind::ParseError,
            "{text:?}"
        );
    }
    assert_eq!(int("+5"), Int::from(5));
    assert_eq!(int("-000000000000000000000000000007"), Int::from(-7));
    assert!(Int::parse("1", 37).is_none());
}

#[test]
fn division_of_what_no_float_holds() {
    let huge = Int::from(10).pow(&Int::from(400)).unwrap();
    let quotient = |a: &Int, b: &Int| a.clone().div(b.clone()).unwrap().to_f64();
    assert_eq!(quotient(&huge, &Int::from(3)), f64::INFINITY);
    assert_eq!(
        quotient(&huge.clone().neg(), &Int::from(3)),
        f64::NEG_INFINITY
    );
    assert_eq!(quotient(&Int::from(3), &huge), 0.0);
    assert_eq!(quotient(&huge, &huge.clone().mul(Int::from(3))), 1.0 / 3.0);
    let tiny = Int::ONE.shift_left(&Int::from(1074)).unwrap();
    assert_eq!(quotient(&Int::from(3), &tiny), 3.0 * f64::from_bits(1));
    assert_eq!(
        quotient(&Int::from(-3), &tiny.clone().mul(Int::from(2))),
        -2.0 * f64::from_bits(1)
    );
    assert_eq!(huge.to_f64(), f64::INFINITY);
}

#[test]
fn the_last_reference_is_changed_in_place() {
    let address = |int: &Int| match int {
        Int::Big(big) => std::sync::Arc::as_ptr(&big.0).addr(),
        Int::Small(_) => 0,
    };
    let big = int("123456789012345678901234567890");
    let before = address(&big);
    let sum = big.add(Int::ONE).mul(Int::from(7)).sub(Int::from(3));
    assert_eq!(address(&sum), before);
    assert_eq!(sum.to_string(), "864197523086419752308641975234");
    let shared = sum.clone();
    assert_ne!(address(&sum.add(Int::ONE)), address(&shared));
}
