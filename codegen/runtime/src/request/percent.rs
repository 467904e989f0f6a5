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

#[cfg(test)]
mod tests {
    use super::encode;
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
        }
    }
}
