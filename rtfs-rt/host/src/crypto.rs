//! Digests, message authentication, random bytes.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use rtfs_rt::host::{Part, Registry};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// The most random bytes that one call gives.
const MOST_RANDOM: usize = 1 << 16;

/// Digests and random bytes. Texts are digested as UTF-8; what comes back is hexadecimal, in lower case.
///
/// | capability | gives |
/// | --- | --- |
/// | `crypto.sha256 text`, `crypto.sha512 text`, `crypto.blake3 text` | the digest |
/// | `crypto.hmac-sha256 key text` | the authentication code |
/// | `crypto.equal a b` | whether two texts are equal, in a time that depends on their lengths alone |
/// | `crypto.random-hex n` | `n` random bytes of the system, up to 65,536 |
#[derive(Clone, Copy, Debug, Default)]
pub struct Crypto;

impl Part for Crypto {
    fn add_to(self, registry: Registry) -> Registry {
        registry
            .register("crypto.sha256", |text: String| hex(&Sha256::digest(text)))
            .register("crypto.sha512", |text: String| hex(&Sha512::digest(text)))
            .register("crypto.blake3", |text: String| {
                hex(blake3::hash(text.as_bytes()).as_bytes())
            })
            .register("crypto.hmac-sha256", |key: String, text: String| {
                let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
                    .map_err(|_| "the key has no usable length")?;
                mac.update(text.as_bytes());
                Ok::<_, &str>(hex(&mac.finalize().into_bytes()))
            })
            .register("crypto.equal", |a: String, b: String| {
                bool::from(a.as_bytes().ct_eq(b.as_bytes()))
            })
            .register("crypto.random-hex", |count: usize| {
                if count > MOST_RANDOM {
                    return Err(format!("{count} bytes are more than {MOST_RANDOM}"));
                }
                let mut bytes = vec![0; count];
                getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
                Ok(hex(&bytes))
            })
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
