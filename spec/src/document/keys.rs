//! What the description names things by.

use crate::decode::{Keyed, Text};
use crate::diagnostic::{Diagnostic, Report};
use crate::rule;

/// An id: lower-case words with `_` between them.
#[derive(Debug)]
pub(crate) enum Id {}

/// The name of a type: words that each begin with a capital.
#[derive(Debug)]
pub(crate) enum TypeName {}

impl Keyed for Id {
    const PATTERN: Option<&'static str> = Some("^[a-z][a-z0-9]*(_[a-z0-9]+)*$");

    fn check(key: &Text, report: &mut Report) {
        if key.len() > MAX_BYTES {
            report.push(too_long(rule::BAD_ID, key));
        } else if !is_id(key) {
            let message = format!("`{}` is not an id", key.value);
            let diagnostic = Diagnostic::error(rule::BAD_ID, message)
                .label(key.span, "an id is made of lower-case words with `_` between them")
                .suggest(key.span, Some(to_id(key)).filter(|id| is_id(id)).as_deref());
            report.push(diagnostic);
        }
    }
}

impl Keyed for TypeName {
    const PATTERN: Option<&'static str> = Some("^[A-Z][A-Za-z0-9]*$");

    fn check(key: &Text, report: &mut Report) {
        if key.len() > MAX_BYTES {
            report.push(too_long(rule::BAD_TYPE_NAME, key));
        } else if !is_type_name(key) {
            let message = format!("`{}` is not the name of a type", key.value);
            let name = to_type_name(key);
            let diagnostic = Diagnostic::error(rule::BAD_TYPE_NAME, message)
                .label(key.span, "a type is named in words that each begin with a capital")
                .suggest(key.span, Some(name.as_str()).filter(|name| is_type_name(name)));
            report.push(diagnostic);
        }
    }
}

/// How long an id or the name of a type can be: it becomes part of the names of files.
pub(crate) const MAX_BYTES: usize = <Id as Keyed>::LONGEST;

fn too_long(rule: &'static str, key: &Text) -> Diagnostic {
    let start: String = key.chars().take(20).collect();
    let message = format!("`{start}...` is {} bytes long", key.len());
    Diagnostic::error(rule, message).label(
        key.span,
        format!("a name has at most {MAX_BYTES} bytes, as it becomes that of a file"),
    )
}

/// Whether a text is an id.
pub(crate) fn is_id(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('_').all(word)
}

/// Whether a text is the name of a type.
pub(crate) fn is_type_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(crate) fn to_id(text: &str) -> String {
    let mut id = String::new();
    let mut after_lower = false;
    for character in text.chars() {
        let is_boundary = character.is_ascii_uppercase() && after_lower;
        if is_boundary || !character.is_ascii_alphanumeric() {
            id.push('_');
        }
        if character.is_ascii_alphanumeric() {
            id.push(character.to_ascii_lowercase());
        }
        after_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    let words: Vec<_> = id.split('_').filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn to_type_name(text: &str) -> String {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    let capitalized = words.filter_map(|word| {
        let first = word.get(..1)?.to_ascii_uppercase();
        Some(first + &word[1..])
    });
    capitalized.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for (text, expected) in [
            ("adopt_pet", "adopt_pet"),
            ("adoptPet", "adopt_pet"),
            ("Adopt-PET", "adopt_pet"),
            ("_x__y", "x_y"),
            ("OTP2", "otp2"),
        ] {
            assert_eq!(is_id(text), text == expected, "{text}");
            assert_eq!(to_id(text), expected, "{text}");
            assert!(is_id(expected), "{expected}");
        }
        for text in ["", "2x", "é", "x_", "x__y"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn type_names() {
        for (text, expected) in
            [("Session", "Session"), ("visit_outcome", "VisitOutcome"), ("v-2", "V2")]
        {
            assert_eq!(is_type_name(text), text == expected, "{text}");
            assert_eq!(to_type_name(text), expected, "{text}");
        }
    }
}
