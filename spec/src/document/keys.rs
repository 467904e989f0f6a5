//! What the description names things by.

use crate::decode::{Decoder, Keyed, Text};
use crate::diagnostic::{Diagnostic, Report};
use crate::yaml::{Node, Value};
use crate::{Span, rule};

/// An id: lower-case words with `_` between them.
#[derive(Debug)]
pub(crate) enum Id {}

/// An id that is also the wire name, unless a `name` stands behind it.
#[derive(Debug)]
pub(crate) enum WireId {}

/// The name of a type: words that each begin with a capital.
#[derive(Debug)]
pub(crate) enum TypeName {}

impl Keyed for Id {
    const PATTERN: Option<&'static str> = Some("^[a-z][a-z0-9]*(_[a-z0-9]+)*$");

    fn check(key: &Text, report: &mut Report) {
        if key.len() > MAX_BYTES {
            report.push(too_long(rule::BAD_ID, key));
        } else if !is_id(key) {
            let suggestion = Some(to_id(key)).filter(|id| is_id(id));
            report.push(no_id(key).suggest(key.span, suggestion.as_deref()));
        }
    }
}

impl Keyed for WireId {
    const PATTERN: Option<&'static str> = <Id as Keyed>::PATTERN;

    fn check(key: &Text, report: &mut Report) {
        Id::check(key, report);
    }

    fn check_entry(key: &Text, value: &Node, decoder: &mut Decoder<'_>) {
        let id = to_id(key);
        let Value::Map(map) = &value.value else {
            return Id::check(key, decoder.report);
        };
        let has_wire_name = map.iter().any(|(key, _)| ["name", "use"].contains(&key.as_str()));
        if key.len() > MAX_BYTES || is_id(key) || !is_id(&id) || has_wire_name {
            return Id::check(key, decoder.report);
        }
        let help = format!("did you mean `{id}`, with `{}` as its `name` on the wire?", key.value);
        let (span, fixed) = with_wire_name(key, value.span, &id, decoder);
        decoder.report.push(no_id(key).help(help).fix(span, fixed));
    }
}

fn no_id(key: &Text) -> Diagnostic {
    Diagnostic::error(rule::BAD_ID, format!("`{}` is not an id", key.value))
        .label(key.span, "an id is made of lower-case words with `_` between them")
}

/// The start of an entry with another id, and with its key of today as `name`.
fn with_wire_name(key: &Text, map: Span, id: &str, decoder: &Decoder<'_>) -> (Span, String) {
    let between = decoder.slice(Span { start: key.span.end, end: map.start, ..key.span });
    let name = match decoder.slice(key.span) {
        plain if plain.contains(['[', ']', '{', '}', ',', ':']) => format!("{:?}", key.value),
        written => written.to_owned(),
    };
    if decoder.slice(map).starts_with('{') {
        let span = Span { end: map.start + 1, ..key.span };
        return (span, format!("{id}{between}{{ name: {name},"));
    }
    let indentation = between.rsplit('\n').next().unwrap_or_default();
    let span = Span { end: map.start, ..key.span };
    (span, format!("{id}{between}name: {name}\n{indentation}"))
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
