//! Digests, signatures, passwords and sealed texts, against the values that their standards give.

use rtfs_host::Crypto;
use rtfs_rt::host::{Host, Journal, Registry};
use rtfs_rt::{Result, Value};

use crate::support::{ask, call, said};

fn host() -> Registry {
    Registry::new().with(Crypto)
}

fn text(host: &dyn Host, id: &str, args: &[&str]) -> Result<String> {
    ask(host, id, args).and_then(String::try_from)
}

#[test]
fn digests_are_the_known_ones() {
    let host = host();
    // FIPS 180-4; the test vectors of BLAKE3 for no input; RFC 4231, test case 2.
    for (id, args, digest) in [
        (
            "crypto.sha256",
            &["abc"][..],
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "crypto.sha512",
            &["abc"],
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
        (
            "crypto.blake3",
            &[""],
            "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        ),
        (
            "crypto.hmac-sha256",
            &["Jefe", "what do ya want for nothing?"],
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            "crypto.hmac-sha512",
            &["Jefe", "what do ya want for nothing?"],
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
    ] {
        assert_eq!(said(&host, id, args), digest, "{id}");
    }
}

#[test]
fn texts_are_equal_or_not() -> Result<()> {
    let host = host();
    for (a, b) in [("a", "a"), ("a", "ab"), ("", ""), ("é", "e")] {
        assert_eq!(ask(&host, "crypto.equal", &[a, b])?, Value::Bool(a == b));
    }
    Ok(())
}

#[test]
fn random_bytes_are_as_many_as_asked_for() -> Result<()> {
    let host = host();
    let random =
        |count: i64| call(&host, "crypto.random-hex", &[count.into()]).and_then(String::try_from);
    assert_eq!(random(16)?.len(), 32);
    assert_eq!(random(0)?, "");
    assert_ne!(random(16)?, random(16)?);
    assert_eq!(
        random(65_537).unwrap_err().message(),
        "65537 bytes are more than 65536"
    );
    assert_eq!(random(-1).unwrap_err().kind().as_str(), ":overflow");
    assert_eq!(text(&host, "crypto.generate-key", &[])?.len(), 64);
    Ok(())
}

#[test]
fn signatures_are_the_known_ones() -> Result<()> {
    let host = host();
    // RFC 8032, section 7.1, tests 1 and 2.
    for (key, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
             5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "r",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ] {
        assert_eq!(text(&host, "crypto.ed25519-public", &[key])?, public);
        assert_eq!(
            text(&host, "crypto.ed25519-sign", &[key, message])?,
            signature
        );
        let verified =
            |text: &str, s: &str| ask(&host, "crypto.ed25519-verify", &[public, text, s]);
        assert_eq!(verified(message, signature)?, Value::Bool(true));
        assert_eq!(
            verified(message, &signature.to_uppercase())?,
            Value::Bool(true)
        );
        assert_eq!(verified("another", signature)?, Value::Bool(false));
        assert_eq!(verified(message, &signature[2..])?, Value::Bool(false));
        assert_eq!(verified(message, "")?, Value::Bool(false));
    }
    assert_eq!(
        said(&host, "crypto.ed25519-sign", &["hunter2", "x"]),
        "the key is not 32 bytes as hexadecimal text"
    );
    // The neutral element, for which everything would be signed, and a text of the right length that is no point.
    let neutral = format!("01{}", "00".repeat(31));
    let all = format!("{neutral}{}", "00".repeat(32));
    assert_eq!(
        ask(&host, "crypto.ed25519-verify", &[&neutral, "x", &all])?,
        Value::Bool(false)
    );
    assert_eq!(
        said(
            &host,
            "crypto.ed25519-verify",
            &[&format!("02{}", "00".repeat(31)), "x", &all]
        ),
        "the public key is no point of the curve"
    );
    Ok(())
}

#[test]
fn passwords_are_hashed_and_checked() -> Result<()> {
    let host = host();
    let verify =
        |password: &str, hash: &str| said(&host, "crypto.verify-password", &[password, hash]);
    // Of the tests of the reference implementation.
    let known =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert_eq!(verify("password", known), "true");
    assert_eq!(verify("Password", known), "false");
    let hash = text(&host, "crypto.hash-password", &["sesame"])?;
    assert!(hash.starts_with("$argon2id$v=19$m="), "{hash}");
    assert_eq!(verify("sesame", &hash), "true");
    assert_eq!(verify("", &hash), "false");
    assert_ne!(text(&host, "crypto.hash-password", &["sesame"])?, hash);
    // What is no hash, of something else, or asks for a terabyte.
    assert_eq!(verify("x", "sesame"), "this is not a hash of a password");
    let other = known.replace("argon2id", "scrypt");
    assert_eq!(verify("x", &other), "the hash cannot be checked");
    for cost in ["m=1073741824,t=2", "m=256,t=4000000000"] {
        let costly = known.replace("m=256,t=2", cost);
        assert_eq!(
            verify("x", &costly),
            "this hash asks for more work than is allowed"
        );
    }
    Ok(())
}

#[test]
fn what_is_sealed_opens_with_its_key_and_context_alone() -> Result<()> {
    let host = host();
    let key = text(&host, "crypto.generate-key", &[])?;
    let other = text(&host, "crypto.generate-key", &[])?;
    let sealed = text(&host, "crypto.seal", &[&key, "attack at dawn", "to: ada"])?;
    let open = |args: &[&str]| said(&host, "crypto.open", args);
    assert_eq!(open(&[&key, &sealed, "to: ada"]), "attack at dawn");
    let unopened = "the key or the context is another one, or what was sealed has been changed";
    assert_eq!(open(&[&key, &sealed]), unopened);
    assert_eq!(open(&[&key, &sealed, "to: eve"]), unopened);
    assert_eq!(open(&[&other, &sealed, "to: ada"]), unopened);
    // Any byte that is changed, and any that is missing.
    for index in [0, 47, 48, 60, sealed.len() - 1] {
        let mut changed = sealed.clone().into_bytes();
        changed[index] = if changed[index] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).expect("text");
        assert_eq!(open(&[&key, &changed, "to: ada"]), unopened);
    }
    for length in [0, 2, 46, 48, 50, sealed.len() - 2] {
        assert_eq!(open(&[&key, &sealed[..length], "to: ada"]), unopened);
    }
    assert_eq!(
        open(&[&key, "dawn"]),
        "what was sealed is not hexadecimal text"
    );
    assert_eq!(
        open(&["hunter2", &sealed]),
        "the key is not 32 bytes as hexadecimal text"
    );
    assert_eq!(open(&[&key]), "`crypto.open` takes 2 arguments, got 1");
    // The same text is never sealed the same way twice.
    assert_ne!(
        text(&host, "crypto.seal", &[&key, "x"])?,
        text(&host, "crypto.seal", &[&key, "x"])?
    );
    Ok(())
}

#[test]
fn a_journal_holds_no_key_no_password_and_no_sealed_text() -> Result<()> {
    let journal = Journal::new(host());
    let key = text(&journal, "crypto.generate-key", &[])?;
    let sealed = text(&journal, "crypto.seal", &[&key, "attack at dawn"])?;
    ask(&journal, "crypto.open", &[&key, &sealed])?;
    ask(&journal, "crypto.ed25519-sign", &[&key, "a letter"])?;
    ask(&journal, "crypto.hmac-sha256", &[&key, "a letter"])?;
    ask(&journal, "crypto.equal", &[&key, "a guess"])?;
    ask(&journal, "crypto.hash-password", &["sesame"])?;
    let wrong = call(
        &journal,
        "crypto.seal",
        &[Value::from(vec![key.clone()]), 1i64.into()],
    );
    assert!(!wrong.unwrap_err().message().contains(&key));
    let records = format!("{:?}", journal.into_records());
    for secret in [key.as_str(), "dawn", "sesame", "a guess"] {
        assert!(!records.contains(secret), "{secret} in {records}");
    }
    assert!(records.contains("a letter"));
    Ok(())
}
