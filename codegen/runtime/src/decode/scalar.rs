//! Numbers and booleans in the forms in which servers write them.

use std::str::FromStr;

/// The number of an error: none is below 1. Zero is what some servers call 'no error'.
pub(crate) fn error_number(raw: &str) -> Option<i64> {
    whole_number(raw.trim_matches('"')).filter(|number| *number >= 1)
}

/// A whole number: `901`, `901.0`.
pub(crate) fn whole_number<N: FromStr>(text: &str) -> Option<N> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        // An exponent, or a fraction that counts, makes no whole number that anybody meant.
        let (whole, fraction) = text.split_once('.')?;
        let zeros = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
        if zeros { whole.parse().ok() } else { None }
    })
}

/// A number that 64 bits can hold.
pub(super) fn finite_number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Whether a text is a number that 64 bits cannot hold.
pub(super) fn is_out_of_range(text: &str) -> bool {
    let text = text.trim();
    // Other than `inf`, which is no number of JSON.
    text.ends_with(|last: char| last.is_ascii_digit()) && text.parse().is_ok_and(f64::is_infinite)
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "1" => Some(true),
        "0" => Some(false),
        word if word.eq_ignore_ascii_case("true") => Some(true),
        word if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
