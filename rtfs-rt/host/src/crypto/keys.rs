//! Keys as texts, and signatures.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// How many bytes a secret or public key has.
pub(super) const LENGTH: usize = 32;

/// So many bytes that a hexadecimal text has. The error says what the text is meant to be, and does not show it.
pub(super) fn bytes<const N: usize>(what: &str, text: &str) -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    match base16ct::mixed::decode(text, &mut bytes) {
        Ok(decoded) if decoded.len() == N => Ok(bytes),
        _ => Err(format!("{what} is not {N} bytes as hexadecimal text")),
    }
}

/// Random bytes of the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The key to sign with.
pub(super) fn signing(key: &str) -> Result<SigningKey, String> {
    Ok(SigningKey::from_bytes(&bytes::<LENGTH>("the key", key)?))
}

/// The signature of a text.
pub(super) fn sign(key: &str, text: &str) -> Result<[u8; 64], String> {
    Ok(signing(key)?.sign(text.as_bytes()).to_bytes())
}

/// Whether it is the public key's signature of the text. A signature that is none is false, a key that is none an
/// error.
pub(super) fn verify(public: &str, text: &str, signature: &str) -> Result<bool, String> {
    let public = bytes::<LENGTH>("the public key", public)?;
    let public = VerifyingKey::from_bytes(&public)
        .map_err(|_| "the public key is no point of the curve".to_owned())?;
    let Ok(signature) = bytes::<64>("the signature", signature) else {
        return Ok(false);
    };
    // Strictly: without it, some keys verify any text.
    let verified = public.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature));
    Ok(verified.is_ok())
}
