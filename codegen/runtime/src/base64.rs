//! Base64 (RFC 4648), into memory that is zeroized.

use crate::buffer::Buffer;

/// User and password, with a colon between, as a header has them (RFC 7617).
pub(crate) fn basic(plain: &Buffer) -> Buffer {
    let mut value = Buffer::default();
    value.extend(b"Basic ");
    encode(plain.as_ref(), &mut value);
    value
}

/// Adds the digits of some bytes, with padding.
pub(crate) fn encode(bytes: &[u8], out: &mut Buffer) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in bytes.chunks(3) {
        let byte = |index: usize| group.get(index).copied().unwrap_or_default();
        let digits = [
            byte(0) >> 2,
            (byte(0) << 4 | byte(1) >> 4) & 63,
            (byte(1) << 2 | byte(2) >> 6) & 63,
            byte(2) & 63,
        ];
        for (index, digit) in digits.into_iter().enumerate() {
            out.push(if index <= group.len() { DIGITS[usize::from(digit)] } else { b'=' });
        }
    }
}
