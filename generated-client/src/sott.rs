//! Secured one-time tokens (SOTT), created from the credentials of the site.
//!
//! A registration needs one. Never ship the API secret in a program that users can decompile: create tokens on your
//! server, and send them to the application.
//!
//! ```
//! use loginradius::sott::Signer;
//!
//! let signer = Signer::new("api-key", "api-secret")?;
//! let sott = signer.sign()?;
//! let client = loginradius::Client::new("api-key")?;
//! let call = client.registration().register_by_phone(sott, "+14155550123", "correct horse");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::time::{Duration, SystemTime};

use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt as _, KeyIvInit as _};
use md5::{Digest as _, Md5};
use sha1::Sha1;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::Secret;

/// How long a token is valid by default.
pub const WINDOW: Duration = Duration::from_secs(10 * 60);

// These values are the same in all SDKs of the vendor: the server derives the same key from the secret.
const SALT: [u8; 8] = [0; 8];
const ROUNDS: u32 = 10_000;
const IV: [u8; 16] = *b"tu89geji340t89u2";

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Creates tokens for one site. The key is derived once, which takes a few milliseconds.
#[derive(Clone)]
pub struct Signer {
    api_key: Secret,
    key: Zeroizing<[u8; 32]>,
}

/// Why a token could not be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SottError {
    /// The API key is blank.
    BlankApiKey,
    /// The API secret is blank.
    BlankApiSecret,
    /// The window ends before it starts, or as it starts.
    ReversedWindow,
    /// A time lies outside the years 1 to 9999.
    TimeOutOfRange,
}

impl Signer {
    /// Creates a signer for the site of this key and secret.
    ///
    /// # Errors
    ///
    /// Returns an error if the key or the secret is blank.
    pub fn new(
        api_key: impl Into<Secret>,
        api_secret: impl Into<Secret>,
    ) -> Result<Self, SottError> {
        let (api_key, api_secret) = (api_key.into(), api_secret.into());
        if api_key.expose().trim().is_empty() {
            return Err(SottError::BlankApiKey);
        }
        if api_secret.expose().trim().is_empty() {
            return Err(SottError::BlankApiSecret);
        }
        let mut key = Zeroizing::new([0; 32]);
        pbkdf2::pbkdf2_hmac::<Sha1>(api_secret.expose().as_bytes(), &SALT, ROUNDS, &mut *key);
        Ok(Self { api_key, key })
    }

    /// Creates a token that is valid for [`WINDOW`] from now on.
    ///
    /// # Errors
    ///
    /// Returns an error if the system clock is out of range.
    pub fn sign(&self) -> Result<Secret, SottError> {
        self.sign_for(WINDOW)
    }

    /// Creates a token that is valid for this duration from now on.
    ///
    /// # Errors
    ///
    /// Returns an error if the duration is less than a second, or ends out of range.
    pub fn sign_for(&self, window: Duration) -> Result<Secret, SottError> {
        if window < Duration::from_secs(1) {
            return Err(SottError::ReversedWindow);
        }
        let now = SystemTime::now();
        let end = now.checked_add(window).ok_or(SottError::TimeOutOfRange)?;
        self.sign_between(now, end)
    }

    /// Creates a token that is valid from `start` to `end`, with a precision of one second.
    ///
    /// # Errors
    ///
    /// Returns an error if the end is less than a second after the start, or if one of them is out of range.
    pub fn sign_between(&self, start: SystemTime, end: SystemTime) -> Result<Secret, SottError> {
        let (start, end) = (seconds(start)?, seconds(end)?);
        if end <= start {
            return Err(SottError::ReversedWindow);
        }
        // Neither string grows: that would leave a copy behind that is not zeroized.
        let plain = [&written(start)?, "#", self.api_key.expose(), "#", &written(end)?].concat();
        let plain = Zeroizing::new(plain);
        let cipher = cbc::Encryptor::<Aes256>::new((&*self.key).into(), (&IV).into());
        let sealed = Zeroizing::new(cipher.encrypt_padded_vec::<Pkcs7>(plain.as_bytes()));
        let mut token = String::with_capacity(sealed.len().div_ceil(3) * 4 + "*".len() + 32);
        STANDARD.encode_string(&*sealed, &mut token);
        let digest = Md5::digest(token.as_bytes());
        token.push('*');
        for byte in digest {
            for digit in [byte >> 4, byte & 15] {
                token.push(char::from(HEX[usize::from(digit)]));
            }
        }
        Ok(Secret::from(token))
    }
}

/// Whole seconds since 1970.
fn seconds(time: SystemTime) -> Result<i64, SottError> {
    let seconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()),
        Err(before) => i64::try_from(before.duration().as_secs()).map(|seconds| -seconds),
    };
    seconds.map_err(|_| SottError::TimeOutOfRange)
}

/// The time as the server reads it: in UTC, and of all its numbers only the hour has two digits.
fn written(seconds: i64) -> Result<String, SottError> {
    let time =
        OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| SottError::TimeOutOfRange)?;
    if !(1..=9999).contains(&time.year()) {
        return Err(SottError::TimeOutOfRange);
    }
    Ok(format!(
        "{}/{}/{} {:02}:{}:{}",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    ))
}

/// Shows nothing of the credentials.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").finish_non_exhaustive()
    }
}

impl fmt::Display for SottError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BlankApiKey => "the API key is blank",
            Self::BlankApiSecret => "the API secret is blank",
            Self::ReversedWindow => "the window of the token does not end after its start",
            Self::TimeOutOfRange => "the window of the token lies outside the years 1 to 9999",
        })
    }
}

impl std::error::Error for SottError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-02T03:04:05Z
    const START: u64 = 1_767_323_045;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_vector_of_the_vendor() {
        let signer = Signer::new("test-api-key", "test-api-secret").unwrap();
        let sott = signer.sign_between(at(START), at(START + 600)).unwrap();
        assert_eq!(
            sott.expose(),
            "yvLBFPR3aRNl1YlisgPpEdphb73sUfne2Jem7hTKWU6RLlkcfjYOhe5B7kSHorQS*1059092e1510bfbc5388d7438b943106"
        );
    }

    #[test]
    fn times_are_padded_like_nowhere_else() {
        let table = [
            (1_767_323_045, "2026/1/2 03:4:5"),
            (0, "1970/1/1 00:0:0"),
            (1_798_761_599, "2026/12/31 23:59:59"),
            (951_782_400, "2000/2/29 00:0:0"),
        ];
        for (seconds, expected) in table {
            assert_eq!(written(seconds).unwrap(), expected);
        }
    }

    #[test]
    fn what_cannot_be_signed() {
        assert_eq!(Signer::new(" ", "secret").unwrap_err(), SottError::BlankApiKey);
        assert_eq!(Signer::new("key", "").unwrap_err(), SottError::BlankApiSecret);
        let signer = Signer::new("key", "secret").unwrap();
        let refused = |start, end| signer.sign_between(start, end).unwrap_err();
        assert_eq!(refused(at(2), at(1)), SottError::ReversedWindow);
        assert_eq!(refused(at(1), at(1)), SottError::ReversedWindow);
        assert_eq!(refused(at(1), at(u64::from(u32::MAX) * 1_000)), SottError::TimeOutOfRange);
        let (early, late) = (Duration::from_millis(100), Duration::from_millis(900));
        assert_eq!(refused(at(1) + early, at(1) + late), SottError::ReversedWindow);
        assert_eq!(signer.sign_for(late).unwrap_err(), SottError::ReversedWindow);
    }

    #[test]
    fn nothing_shows() {
        let shown = format!("{:?}", Signer::new("canary-key", "canary-secret").unwrap());
        assert_eq!(shown, "Signer { .. }");
    }
}
