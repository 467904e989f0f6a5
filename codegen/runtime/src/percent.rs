//! Percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::buffer::Buffer;

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes `text` so that it can stand anywhere in a URL.
pub(crate) fn encode(out: &mut Buffer, text: &str) {
    utf8_percent_encode(text, RESERVED).for_each(|piece| out.extend(piece.as_bytes()));
}

/// Undoes percent-encoding in memory that is wiped; what is none stays as it is.
#[cfg(any(test, feature = "built-in", feature = "oauth"))]
pub(crate) fn percent_decode(text: &str) -> Buffer {
    let mut out = Buffer::default();
    percent_encoding::percent_decode_str(text).for_each(|byte| out.push(byte));
    out
}

/// The same as text; bytes that are not UTF-8 become replacement characters.
#[cfg(feature = "mock")]
pub(crate) fn percent_decode_lossy(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The same; none if there is a `%` without two digits behind it, or if the text is not UTF-8.
#[cfg(feature = "mock")]
pub(crate) fn percent_decode_strict(text: &str) -> Option<String> {
    let is_encoded = |rest: &str| {
        rest.get(..2).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    if !text.split('%').skip(1).all(is_encoded) {
        return None;
    }
    Some(percent_encoding::percent_decode_str(text).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{encode, percent_decode};
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
            assert_eq!(percent_decode(expected).as_ref(), text.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_encoding() {
        for (text, expected) in [("%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("a+b", "a+b")] {
            assert_eq!(percent_decode(text).as_ref(), expected.as_bytes(), "{text}");
        }
    }
}
