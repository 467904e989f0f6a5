//! User and password as one credential.

use crate::buffer::Buffer;
use crate::input::{InputProblem, has_control};
use crate::value::Secret;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What stands behind the scheme `Basic` (RFC 7617). No copy of either text is left in memory.
pub(crate) fn basic(user: &Secret, password: &Secret) -> Result<Secret, InputProblem> {
    let [user, password] = [user, password].map(Secret::expose);
    if user.trim().is_empty() && password.trim().is_empty() {
        return Err(InputProblem::Blank);
    }
    if has_control(user) || has_control(password) {
        return Err(InputProblem::ControlCharacter);
    }
    if user.contains(':') {
        return Err(InputProblem::Setting("must not contain a colon in its user"));
    }
    let mut pair = Buffer::default();
    for text in [user, ":", password] {
        pair.extend(text.as_bytes());
    }
    Ok(Secret::from(base64(pair.as_ref())))
}

fn base64(bytes: &[u8]) -> String {
    // Of the final size from the start: text that grows leaves copies behind.
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, basic};
    use crate::input::InputProblem;

    /// The vectors of RFC 4648, and bytes with the last digits.
    #[test]
    fn base64_of_bytes() {
        #[rustfmt::skip]
        let table: [(&[u8], &str); 8] = [
            (b"", ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"foob", "Zm9vYg=="), (b"fooba", "Zm9vYmE="),
            (b"foobar", "Zm9vYmFy"), (b"\xfb\xef\xff\xff", "++///w=="),
        ];
        for (bytes, text) in table {
            assert_eq!(base64(bytes), text);
        }
    }

    #[test]
    fn users_and_passwords() {
        let colon = InputProblem::Setting("must not contain a colon in its user");
        #[rustfmt::skip]
        let table = [
            ("Aladdin", "open sesame", Ok("QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
            ("test",    "123\u{a3}",   Ok("dGVzdDoxMjPCow==")),
            ("key",     "",            Ok("a2V5Og==")),
            ("",        "key",         Ok("OmtleQ==")),
            ("a",       "b:c",         Ok("YTpiOmM=")),
            ("a:b",     "c",           Err(colon)),
            (" ",       "",            Err(InputProblem::Blank)),
            ("a\n",     "b",           Err(InputProblem::ControlCharacter)),
            ("a",       "b\0",         Err(InputProblem::ControlCharacter)),
        ];
        for (user, password, expected) in table {
            let found = basic(&user.into(), &password.into());
            assert_eq!(found.as_ref().map(|it| it.expose()), expected.as_ref().map(|it| *it));
        }
    }
}
