//! The secret of a receiver, and the signatures that it makes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use super::{Algorithm, Encoding, Scheme, SecretForm, WebhookError, WebhookErrorKind};
use crate::value::Secret;

/// The bytes of a secret: zeroized on drop, and not shown by `Debug`.
#[derive(Clone)]
pub(crate) struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// Reads a secret. An empty one would let everybody sign.
    pub(crate) fn read(scheme: &Scheme, secret: &Secret) -> Result<Self, WebhookError> {
        let text = secret.expose().trim();
        let bytes = match scheme.secret {
            SecretForm::Plain => Some(Zeroizing::new(text.as_bytes().to_vec())),
            // Those who hand secrets around leave the prefix out at times.
            SecretForm::Encoded(prefix, encoding) => {
                decode(encoding, text.strip_prefix(prefix).unwrap_or(text))
            }
        };
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        bytes.map(Self).ok_or_else(|| WebhookError::new(WebhookErrorKind::InvalidSecret))
    }

    /// Whether one of some signatures is that of these parts. The time that it takes does not tell how far they agree.
    pub(super) fn signs(
        &self,
        algorithm: Algorithm,
        parts: &[&[u8]],
        signatures: &[Zeroizing<Vec<u8>>],
    ) -> bool {
        match algorithm {
            Algorithm::HmacSha256 => matches::<Hmac<Sha256>>(&self.0, parts, signatures),
            Algorithm::HmacSha512 => matches::<Hmac<Sha512>>(&self.0, parts, signatures),
        }
    }

    /// The signature of these parts.
    #[cfg(feature = "mock")]
    pub(crate) fn sign(&self, scheme: &Scheme, parts: &[&[u8]]) -> String {
        let bytes = match scheme.algorithm {
            Algorithm::HmacSha256 => signature::<Hmac<Sha256>>(&self.0, parts),
            Algorithm::HmacSha512 => signature::<Hmac<Sha512>>(&self.0, parts),
        };
        match scheme.signature().1 {
            Encoding::Hex => bytes.iter().fold(String::new(), |mut text, byte| {
                let digit = |digit| char::from_digit(u32::from(digit), 16).unwrap_or_default();
                text.extend([digit(byte >> 4), digit(byte & 15)]);
                text
            }),
            Encoding::Base64 => STANDARD.encode(bytes),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// A code of some parts; any key has a length that HMAC takes.
fn code<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Option<M> {
    let mut code = <M as KeyInit>::new_from_slice(key).ok()?;
    for part in parts {
        code.update(part);
    }
    Some(code)
}

fn matches<M: Mac + KeyInit + Clone>(
    key: &[u8],
    parts: &[&[u8]],
    signatures: &[Zeroizing<Vec<u8>>],
) -> bool {
    let Some(code) = code::<M>(key, parts) else { return false };
    signatures.iter().any(|signature| code.clone().verify_slice(signature).is_ok())
}

#[cfg(feature = "mock")]
fn signature<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    code::<M>(key, parts).map(|code| code.finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// The bytes that a text stands for.
pub(super) fn decode(encoding: Encoding, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    match encoding {
        Encoding::Base64 => STANDARD.decode(text).ok().map(Zeroizing::new),
        Encoding::Hex => {
            let (pairs, rest) = text.as_bytes().as_chunks::<2>();
            let byte = |[high, low]: &[u8; 2]| {
                let digit = |digit: u8| char::from(digit).to_digit(16);
                u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()
            };
            let mut bytes = Zeroizing::new(Vec::with_capacity(pairs.len()));
            for pair in pairs {
                bytes.push(byte(pair)?);
            }
            rest.is_empty().then_some(bytes)
        }
    }
}
