//! Whether two values are the same, however they are written.

use super::tree::is_mark;
use crate::yaml::{Entries, Yaml};

/// Whether two values mean the same. Keys of maps may stand in any order.
pub(super) fn same(left: &Yaml, right: &Yaml) -> bool {
    compare(left, right, false)
}

/// Whether a value is as it was imported. That people have confirmed what was inferred is no difference.
pub(super) fn is_untouched(imported: &Yaml, ours: &Yaml) -> bool {
    compare(imported, ours, true)
}

fn compare(left: &Yaml, right: &Yaml, may_be_confirmed: bool) -> bool {
    match (left, right) {
        (Yaml::Map(left, _), Yaml::Map(right, _)) => {
            let in_right = |(key, value): &(String, Yaml)| match value_of(right, key) {
                Some(other) => {
                    (may_be_confirmed && key == "inferred")
                        || compare(value, other, may_be_confirmed)
                }
                None => may_be_confirmed && key == "inferred",
            };
            left.iter().all(in_right) && right.iter().all(|(key, _)| value_of(left, key).is_some())
        }
        (Yaml::List(left) | Yaml::Block(left), Yaml::List(right) | Yaml::Block(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| compare(left, right, may_be_confirmed))
        }
        (Yaml::Text(left), Yaml::Text(right)) => left.trim_end() == right.trim_end(),
        (Yaml::Raw(left), Yaml::Raw(right)) => left == right || number(left, right),
        (Yaml::Raw(raw), Yaml::Text(text)) | (Yaml::Text(text), Yaml::Raw(raw)) => {
            // A version such as `0.1.0` is text, although it needs no quotes.
            raw == text
                && raw.parse::<f64>().is_err()
                && !matches!(raw.as_str(), "true" | "false" | "null")
        }
        _ => false,
    }
}

fn number(left: &str, right: &str) -> bool {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right).is_eq(),
        _ => false,
    }
}

/// The value of a key.
pub(crate) fn value_of<'a>(entries: &'a [(String, Yaml)], key: &str) -> Option<&'a Yaml> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The value of a key of a map.
pub(super) fn at<'a>(value: &'a Yaml, key: &str) -> Option<&'a Yaml> {
    value_of(map(value)?, key)
}

/// The keys of a response behind which a type stands.
pub(super) const TYPES_OF_RESPONSE: [&str; 3] = ["type", "events", "lines"];

/// The type of a response or of its items, which stands alone or beside more that there is to say.
pub(super) fn type_of(body: &Yaml) -> Option<&str> {
    word(body).or_else(|| TYPES_OF_RESPONSE.iter().find_map(|key| word_at(body, key)))
}

/// The text of a key of a map, or its number or boolean as it is written.
pub(super) fn word_at<'a>(value: &'a Yaml, key: &str) -> Option<&'a str> {
    at(value, key).and_then(word)
}

/// A text, or a number or boolean as it is written.
pub(super) fn word(value: &Yaml) -> Option<&str> {
    match value {
        Yaml::Text(word) | Yaml::Raw(word) => Some(word),
        _ => None,
    }
}

/// The entries of a map.
pub(crate) fn map(value: &Yaml) -> Option<&Entries> {
    match value {
        Yaml::Map(entries, _) => Some(entries),
        _ => None,
    }
}

/// The entries of a map that are no comments.
pub(super) fn entries(value: Option<&Yaml>) -> impl Iterator<Item = &(String, Yaml)> {
    value.and_then(map).into_iter().flatten().filter(|(key, _)| !is_mark(key))
}

/// The elements of a list.
pub(crate) fn list(value: &Yaml) -> Option<&[Yaml]> {
    match value {
        Yaml::List(elements) | Yaml::Block(elements) => Some(elements),
        _ => None,
    }
}
