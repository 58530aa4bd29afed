//! RSA with a modulus of 2048 bits, against the arithmetic of another library of big integers.

use num_bigint::BigUint;
use rtfs::{ErrorKind, Int};

rtfs::include_rtfs!("../../examples/programs/rsa.rtfs");

/// Two primes of 1024 bits, in hexadecimal.
const P: &str = "fa529ba3fe3bfada7cf20724d953ee261d87cec31f7296ab7961fd925d39d0a8\
    9a2ef80f58ee8571f4998d7c4093f6dea268aa872607679d6050914a9d33a01c\
    353c631cdfd43f371200339d068739fa9d1de2a05d158a2ff2ee4e4519f9919c\
    895fd7b326b94c7f9118bb16000f49c81a358ca00d75985d99c94309570dc195";
const Q: &str = "c79dbc121f04a6ffc272f5a7aa17c57cc61c96dbd8d4250d89df5e79bf7b6c6c\
    3c2496ebac9261f1e429c87c9ecc7b5f75ff199d6ab6114f2207c6c03bf449fd\
    2c564d56726c2c95f8dca309b5b39023fd09e37c7f9c13216bca9b3f18af266c\
    3555d6ae15866ffb9fe5e39943cfeadf1279688cfce205cd1aefca62e22b64a7";

fn big(hex: &str) -> BigUint {
    BigUint::parse_bytes(hex.as_bytes(), 16).unwrap()
}

fn int(number: &BigUint) -> Int {
    number.to_string().parse().unwrap()
}

#[test]
fn a_text_goes_there_and_back() {
    let (p, q) = (big(P), big(Q));
    let modulus = &p * &q;
    assert_eq!(modulus.bits(), 2048);
    let made = keys_of(int(&p), int(&q)).unwrap();
    assert_eq!(made.public.modulus, int(&modulus));

    let text = "Attack at dawn: grüße, 攻撃, 🗝";
    let message = text_to_int(text).unwrap();
    let plain = text
        .chars()
        .fold(BigUint::ZERO, |n, c| n * 0x11_0000_u32 + u32::from(c));
    assert_eq!(message, int(&plain));

    let secret = encrypt(made.public.clone(), text).unwrap();
    let exponent = BigUint::from(65_537_u32);
    assert_eq!(secret, int(&plain.modpow(&exponent, &modulus)));
    assert_eq!(decrypt(made.private.clone(), secret).unwrap(), text);

    let totient = (&p - 1_u32) * (&q - 1_u32);
    let inverse = exponent.modinv(&totient).unwrap();
    assert_eq!(made.private.exponent, int(&inverse));
    // What is signed with the private key is read with the public one.
    let signed = apply_key(made.private, message.clone()).unwrap();
    assert_eq!(signed, int(&plain.modpow(&inverse, &modulus)));
    assert_eq!(apply_key(made.public, signed).unwrap(), message);
}

#[test]
fn what_cannot_be_is_an_error() {
    let kind = |error: rtfs::Error| error.kind();
    let even = int(&(big(P) + 1_u32));
    assert_eq!(
        kind(keys_of(even, int(&big(Q))).unwrap_err()),
        ErrorKind::AssertionError
    );
    assert_eq!(
        kind(keys_of(int(&big(P)), int(&big(P))).unwrap_err()),
        ErrorKind::AssertionError
    );
    let made = keys_of(int(&big(P)), int(&big(Q))).unwrap();
    let long = "x".repeat(103);
    assert_eq!(
        kind(encrypt(made.public, long).unwrap_err()),
        ErrorKind::Thrown
    );
}
