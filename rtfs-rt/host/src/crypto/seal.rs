//! Sealed texts: XChaCha20-Poly1305, whose nonces are long enough to be drawn at random for each text.
//!
//! What is sealed is the nonce, then the text encrypted, then its tag; as hexadecimal text.

use base16ct::lower::encode_string as hex;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use rtfs_rt::host::{Call, IntoReply, Registry, Reply, Secrecy};
use rtfs_rt::{Result, Str};

use super::keys::{LENGTH, bytes, random};

/// How many bytes a nonce has.
const NONCE: usize = 24;

/// Why a text does not open: which of these it is must not be told.
const UNOPENED: &str = "the key or the context is another one, or what was sealed has been changed";

pub(super) fn add(registry: Registry) -> Registry {
    registry
        .register_raw("crypto.seal", |mut call| {
            let (key, text, context) = arguments(&mut call)?;
            seal(&key, &text, context.as_bytes()).into_reply()
        })
        .secret("crypto.seal", Secrecy::NONE.argument(0).argument(1))
        .register_raw("crypto.open", |mut call| -> Result<Reply> {
            let (key, sealed, context) = arguments(&mut call)?;
            open(&key, &sealed, context.as_bytes()).into_reply()
        })
        .secret("crypto.open", Secrecy::NONE.argument(0).result())
}

/// Key, text, and the context, which is empty if it is missing.
fn arguments(call: &mut Call<'_, '_>) -> Result<(Str, Str, Str)> {
    let context = match call.args.len() {
        3 => call.arg(2)?,
        _ => {
            call.takes(2)?;
            Str::from("")
        }
    };
    Ok((call.arg(0)?, call.arg(1)?, context))
}

fn cipher(key: &str) -> Result<XChaCha20Poly1305, String> {
    let key = bytes::<LENGTH>("the key", key)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

fn seal(key: &str, text: &str, context: &[u8]) -> Result<String, String> {
    let cipher = cipher(key)?;
    let nonce = random::<NONCE>()?;
    let payload = Payload {
        msg: text.as_bytes(),
        aad: context,
    };
    let encrypted = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| "the text is too long to be sealed".to_owned())?;
    Ok(hex(&[nonce.as_slice(), &encrypted].concat()))
}

fn open(key: &str, sealed: &str, context: &[u8]) -> Result<String, String> {
    let cipher = cipher(key)?;
    let bytes = base16ct::mixed::decode_vec(sealed)
        .map_err(|_| "what was sealed is not hexadecimal text".to_owned())?;
    let (nonce, encrypted) = bytes
        .split_first_chunk::<NONCE>()
        .ok_or_else(|| UNOPENED.to_owned())?;
    let payload = Payload {
        msg: encrypted,
        aad: context,
    };
    let text = cipher
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| UNOPENED.to_owned())?;
    String::from_utf8(text).map_err(|_| "what was sealed is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// draft-irtf-cfrg-xchacha-03, appendix A.3.1. Its context is no text, so that this cannot be a call.
    #[test]
    fn the_known_text_opens() {
        let key = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
        let nonce = "404142434445464748494a4b4c4d4e4f5051525354555657";
        let encrypted = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
                         731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
                         2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                         21f9664c97637da9768812f615c68b13b52e";
        let tag = "c0875924c1c7987947deafd8780acf49";
        let sealed = [nonce, encrypted, tag].concat();
        let context = [80, 81, 82, 83, 192, 193, 194, 195, 196, 197, 198, 199];
        assert_eq!(
            open(key, &sealed, &context).as_deref(),
            Ok(
                "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for \
                 the future, sunscreen would be it."
            )
        );
        assert_eq!(open(key, &sealed, b""), Err(UNOPENED.to_owned()));
    }
}
