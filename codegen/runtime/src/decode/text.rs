//! From the bytes of a body to its text.

use std::borrow::Cow;

/// The character that stands in for what could not be decoded.
pub(super) const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Whether a body could be decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    Valid,
    /// It could not; replacement characters stand for the bytes that are no text.
    Repaired,
}

/// The text of a body, without its byte order mark.
///
/// JSON is UTF-8. Other encodings of Unicode show themselves by their byte order mark, or by the zeros beside the first
/// two characters, which are ASCII in every document.
pub(super) fn decode(body: &[u8]) -> (Cow<'_, str>, Validity) {
    let text = match *body {
        [0xEF, 0xBB, 0xBF, ref rest @ ..] => lossy(rest),
        [0x00, 0x00, 0xFE, 0xFF, ref rest @ ..] => utf_32(rest, u32::from_be_bytes),
        [0xFF, 0xFE, 0x00, 0x00, ref rest @ ..] => utf_32(rest, u32::from_le_bytes),
        [0xFE, 0xFF, ref rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, ref rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0, 0, 0, _, ..] => utf_32(body, u32::from_be_bytes),
        [_, 0, 0, 0, ..] => utf_32(body, u32::from_le_bytes),
        [0, _, ..] => utf_16(body, u16::from_be_bytes),
        [_, 0, ..] => utf_16(body, u16::from_le_bytes),
        _ => lossy(body),
    };
    let is_repaired = matches!(text, Cow::Owned(_)) && text.contains(REPLACEMENT);
    (text, if is_repaired { Validity::Repaired } else { Validity::Valid })
}

/// Text in which replacement characters stand for what is not UTF-8. What is, as nearly everything, is looked at much
/// faster than the standard library does it while it repairs.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'_, str> {
    let (units, rest) = bytes.as_chunks();
    let mut text: String = char::decode_utf16(units.iter().copied().map(unit))
        .map(|character| character.unwrap_or(REPLACEMENT))
        .collect();
    text.extend((!rest.is_empty()).then_some(REPLACEMENT));
    Cow::Owned(text)
}

fn utf_32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Cow<'_, str> {
    let (units, rest) = bytes.as_chunks();
    let mut text: String =
        units.iter().map(|bytes| char::from_u32(unit(*bytes)).unwrap_or(REPLACEMENT)).collect();
    text.extend((!rest.is_empty()).then_some(REPLACEMENT));
    Cow::Owned(text)
}

/// Text of the JSON reader, which writes half a surrogate pair in the three bytes that it would have if it were a
/// character: one replacement character takes their place.
pub(super) fn without_surrogates(mut bytes: Vec<u8>) -> String {
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
            bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Validity, decode, without_surrogates};

    #[test]
    fn encodings() {
        let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let utf_32 = |text: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().map(u32::from).flat_map(bytes).collect()
        };
        let text = "{\"é\":\"😀\"}";
        for mark in ["", "\u{FEFF}"] {
            let text = format!("{mark}{text}");
            for body in [
                text.clone().into_bytes(),
                utf_16(&text, u16::to_le_bytes),
                utf_16(&text, u16::to_be_bytes),
                utf_32(&text, u32::to_le_bytes),
                utf_32(&text, u32::to_be_bytes),
            ] {
                let (decoded, validity) = decode(&body);
                assert_eq!(decoded, text.trim_start_matches('\u{FEFF}'), "{body:?}");
                assert!(validity == Validity::Valid, "{body:?}");
            }
        }
    }

    #[test]
    fn what_is_no_text_is_replaced() {
        #[rustfmt::skip]
        let table: [(&[u8], &str); 4] = [
            (b"\"\xE9t\xE9\"",                  "\"\u{FFFD}t\u{FFFD}\""),
            (b"[\0\x3D\xD8]\0",                 "[\u{FFFD}]"),
            (b"[\0]\0\x20",                     "[]\u{FFFD}"),
            (b"[\0\0\0\0\xD8\0\0]\0\0\0",       "[\u{FFFD}]"),
        ];
        for (body, expected) in table {
            let (decoded, validity) = decode(body);
            assert_eq!(decoded, expected);
            assert!(validity == Validity::Repaired, "{expected}");
        }
        // A replacement character that the server sent is text like any other.
        assert!(decode("\u{FFFD}".as_bytes()).1 == Validity::Valid);
        assert_eq!(
            without_surrogates(b"a\xED\xA0\xBDx\xED\x9F\xBF".to_vec()),
            "a\u{FFFD}x\u{D7FF}"
        );
    }
}
