//! Percent-encoding.

use crate::buffer::Buffer;

/// Writes `text` so that it can stand anywhere in a URL: all but RFC 3986's unreserved characters are encoded.
pub(super) fn encode(out: &mut Buffer, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let plain = rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        out.extend(&rest[..plain]);
        rest = &rest[plain..];
        if let Some((byte, after)) = rest.split_first() {
            out.extend(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            rest = after;
        }
    }
}

/// Undoes percent-encoding; what is none stays as it is.
#[cfg(any(test, feature = "mock", feature = "rustls"))]
pub(crate) fn decode_bytes(text: &str) -> Buffer {
    let mut out = Buffer::default();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |index: usize| char::from(*after.get(index)?).to_digit(16);
        let byte = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    out
}

/// The same as text; bytes that are not UTF-8 become replacement characters.
#[cfg(feature = "mock")]
pub(crate) fn decode(text: &str) -> String {
    String::from_utf8_lossy(decode_bytes(text).as_ref()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode_bytes, encode};
    use crate::buffer::Buffer;

    #[test]
    fn table() {
        #[rustfmt::skip]
        let table = [
            ("",                ""),
            ("AZaz09-._~",      "AZaz09-._~"),
            ("+14155550123",    "%2B14155550123"),
            ("a b",             "a%20b"),
            ("&=#%/\"?",        "%26%3D%23%25%2F%22%3F"),
            ("é🔑",             "%C3%A9%F0%9F%94%91"),
            ("\r\n\0",          "%0D%0A%00"),
        ];
        for (text, expected) in table {
            let mut out = Buffer::default();
            encode(&mut out, text);
            assert_eq!(out.as_ref(), expected.as_bytes(), "{text:?}");
            assert_eq!(decode_bytes(expected).as_ref(), text.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_encoding() {
        for (text, expected) in [("%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("a+b", "a+b")] {
            assert_eq!(decode_bytes(text).as_ref(), expected.as_bytes(), "{text}");
        }
    }
}
