//! Digests, message authentication, random bytes, signatures, passwords, sealed texts.
//!
//! Texts are taken as UTF-8, bytes as hexadecimal text, and bytes come back so, in lower case. Keys, passwords and
//! what is sealed are secret: they are in no log, no journal and no error. An error says what is wrong with a key or
//! a text, and shows none.

mod keys;
mod seal;

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use base16ct::lower::encode_string as hex;
use hmac::{Hmac, KeyInit, Mac};
use rtfs_rt::Str;
use rtfs_rt::host::{Part, Registry, Secrecy};
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// The most random bytes that one call gives.
const MOST_RANDOM: usize = 1 << 16;

/// The most memory that checking a password takes, in KiB: a hash says itself what it wants, and may lie.
const MOST_MEMORY: u32 = 1 << 18;

/// The most passes over it.
const MOST_PASSES: u32 = 16;

/// The most lanes in which it is done.
const MOST_LANES: u32 = 16;

/// Digests, random bytes, signatures, passwords and sealed texts. Texts are taken as UTF-8; bytes are
/// hexadecimal texts, which come back in lower case.
///
/// | capability | gives |
/// | --- | --- |
/// | `crypto.sha256 text`, `crypto.sha512 text`, `crypto.blake3 text` | the digest |
/// | `crypto.hmac-sha256 key text`, `crypto.hmac-sha512 key text` | the authentication code; the key is a text |
/// | `crypto.equal a b` | whether two texts are equal, in a time that depends on their lengths alone |
/// | `crypto.random-hex n` | `n` random bytes of the system, up to 65,536 |
/// | `crypto.generate-key` | 32 random bytes, which are secret: a key to seal or to sign with |
/// | `crypto.ed25519-public key` | the public key of a secret one |
/// | `crypto.ed25519-sign key text` | the signature |
/// | `crypto.ed25519-verify public text signature` | whether it is this key's signature of this text |
/// | `crypto.hash-password password` | a hash to keep (Argon2id), with its salt and its cost in it |
/// | `crypto.verify-password password hash` | whether it is the hash of this password |
/// | `crypto.seal key text context?` | the text, sealed with a random nonce (XChaCha20-Poly1305) |
/// | `crypto.open key sealed context?` | the text; an error if key or context are others, or if it was changed |
///
/// A context is a text that is not in what is sealed, and has to be the same when it is opened: whom it is for, say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crypto;

impl Part for Crypto {
    fn add_to(self, registry: Registry) -> Registry {
        seal::add(passwords(signatures(digests(registry))))
    }
}

fn digests(registry: Registry) -> Registry {
    let key = Secrecy::NONE.argument(0);
    registry
        .register("crypto.sha256", |text: Str| {
            hex(&Sha256::digest(text.as_bytes()))
        })
        .register("crypto.sha512", |text: Str| {
            hex(&Sha512::digest(text.as_bytes()))
        })
        .register("crypto.blake3", |text: Str| {
            hex(blake3::hash(text.as_bytes()).as_bytes())
        })
        .register("crypto.hmac-sha256", |key: Str, text: Str| {
            let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes());
            let mac = mac.map_err(|_| "the key has no usable length")?;
            Ok::<_, &str>(hex(&mac
                .chain_update(text.as_bytes())
                .finalize()
                .into_bytes()))
        })
        .secret("crypto.hmac-sha256", key)
        .register("crypto.hmac-sha512", |key: Str, text: Str| {
            let mac = Hmac::<Sha512>::new_from_slice(key.as_bytes());
            let mac = mac.map_err(|_| "the key has no usable length")?;
            Ok::<_, &str>(hex(&mac
                .chain_update(text.as_bytes())
                .finalize()
                .into_bytes()))
        })
        .secret("crypto.hmac-sha512", key)
        .register("crypto.equal", |a: Str, b: Str| {
            bool::from(a.as_bytes().ct_eq(b.as_bytes()))
        })
        .secret("crypto.equal", key.argument(1))
        .register("crypto.random-hex", |count: usize| {
            if count > MOST_RANDOM {
                return Err(format!("{count} bytes are more than {MOST_RANDOM}"));
            }
            let mut bytes = vec![0; count];
            getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
            Ok(hex(&bytes))
        })
        .register("crypto.generate-key", || {
            let key = keys::random::<{ keys::LENGTH }>();
            key.map(|key| hex(&key))
        })
        .secret("crypto.generate-key", Secrecy::NONE.result())
}

fn signatures(registry: Registry) -> Registry {
    let key = Secrecy::NONE.argument(0);
    registry
        .register("crypto.ed25519-public", |key: Str| {
            keys::signing(&key).map(|key| hex(key.verifying_key().as_bytes()))
        })
        .secret("crypto.ed25519-public", key)
        .register("crypto.ed25519-sign", |key: Str, text: Str| {
            keys::sign(&key, &text).map(|signature| hex(&signature))
        })
        .secret("crypto.ed25519-sign", key)
        .register(
            "crypto.ed25519-verify",
            |public: Str, text: Str, signature: Str| keys::verify(&public, &text, &signature),
        )
}

fn passwords(registry: Registry) -> Registry {
    let password = Secrecy::NONE.argument(0);
    registry
        .register("crypto.hash-password", |password: Str| {
            let hash: Result<PasswordHash, _> =
                Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string())
        })
        .secret("crypto.hash-password", password)
        .register("crypto.verify-password", |password: Str, hash: Str| {
            verify_password(&password, &hash)
        })
        // Whoever has the hash can try passwords.
        .secret("crypto.verify-password", password.argument(1))
}

fn verify_password(password: &str, hash: &str) -> Result<bool, &'static str> {
    let hash = PasswordHash::new(hash).map_err(|_| "this is not a hash of a password")?;
    let params = argon2::Params::try_from(&hash).map_err(|_| "this hash is not one of Argon2")?;
    if params.m_cost() > MOST_MEMORY
        || params.t_cost() > MOST_PASSES
        || params.p_cost() > MOST_LANES
    {
        return Err("this hash asks for more work than is allowed");
    }
    match Argon2::default().verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(_) => Err("the hash cannot be checked"),
    }
}
