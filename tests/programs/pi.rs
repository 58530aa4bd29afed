//! π to a thousand digits, against the same formula over another library of big integers, and digits that are known.

use num_bigint::BigInt;

rtfs::include_rtfs!("../../examples/programs/pi.rtfs");

/// π in units of 10⁻ⁿ by Euler's formula, π = 20 arctan 1/7 + 8 arctan 3/79, with ten digits to spare.
fn euler(n: u32) -> String {
    let one = BigInt::from(10).pow(n + 10);
    let arctan = |a: u32, b: u32| -> BigInt {
        let mut power = &one * a / b;
        let mut sum = BigInt::ZERO;
        let mut k = 1u32;
        while power != BigInt::ZERO {
            match k % 4 {
                1 => sum += &power / k,
                _ => sum -= &power / k,
            }
            power = power * (a * a) / (b * b);
            k += 2;
        }
        sum
    };
    let pi: BigInt = arctan(1, 7) * 20 + arctan(3, 79) * 8;
    let digits = (pi / BigInt::from(10).pow(10)).to_string();
    format!("{}.{}", &digits[..1], &digits[1..])
}

#[test]
fn a_thousand_digits_by_three_formulas() {
    let expected = euler(1_000);
    let by_machin = machin(1_000).unwrap();
    assert_eq!(by_machin, expected.as_str());
    assert_eq!(spigot(1_000).unwrap(), by_machin);
    assert!(by_machin.starts_with("3.14159265358979323846264338327950288419716939937510"));
    // Feynman's point: six nines from the 762nd digit on.
    assert_eq!(&by_machin.as_str()[2 + 761..][..6], "999999");
    assert_eq!(by_machin.len(), 1_002);
}

#[test]
fn the_number_of_digits_is_bounded() {
    assert!(machin(0).is_err() && spigot(-1).is_err() && machin(100_001).is_err());
}
