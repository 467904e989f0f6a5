//! The keys of a JSON object, with their values still unread.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer as _, MapAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::scalar::{boolean, finite_number, whole_number};
use super::text::without_surrogates;

/// The entries of a JSON object with their values as raw text, as far as a [`Union`](crate::Union) needs them to tell
/// its variants apart.
///
/// Keys are matched with their first letter in either case. Of several, the one rule of objects decides: the last one
/// counts, and one in the other case only where the exact one is missing or null.
pub struct Keys<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Keys<'a> {
    /// Whether the key is there, and its value is not null.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Whether the key is there, with this text.
    #[must_use]
    pub fn equals(&self, key: &str, text: &str) -> bool {
        self.text(key).is_some_and(|found| found == text)
    }

    /// Whether the key is there, with this number, in whichever digits.
    #[must_use]
    pub fn equals_number(&self, key: &str, number: &str) -> bool {
        self.value(key).is_some_and(|found| is_same_number(found, number))
    }

    /// Whether the key is there, with this boolean.
    #[must_use]
    pub fn equals_boolean(&self, key: &str, value: bool) -> bool {
        // Not from a text in quotes or a number: that is something else here.
        let is_word = |found: &&str| found.starts_with(['t', 'f']);
        self.value(key).filter(is_word).and_then(boolean) == Some(value)
    }

    /// The entries of a document that is an object.
    pub(crate) fn parse(json: &'a str) -> Option<Self> {
        Self::read(json).ok()
    }

    /// The same, or why it is none.
    pub(super) fn read(json: &'a str) -> serde_json::Result<Self> {
        let mut reader = Deserializer::from_str(json);
        let keys = (&mut reader).deserialize_map(KeysVisitor)?;
        reader.end()?;
        Ok(keys)
    }

    /// The entries of an object that is being read.
    pub(super) fn collect<A: MapAccess<'a>>(mut entries: A) -> Result<Self, A::Error> {
        // Most objects have no more, and memory is asked for once.
        let mut keys = Vec::with_capacity(16);
        while let Some(key) = entries.next_key_seed(KeySeed::Exact)? {
            keys.push((key, entries.next_value::<&RawValue>()?.get()));
        }
        Ok(Self(keys))
    }

    /// The entries, in their order.
    pub(crate) fn into_entries(self) -> std::vec::IntoIter<(Cow<'a, str>, &'a str)> {
        self.0.into_iter()
    }

    /// Whether the key is there, even if its value is null.
    pub(crate) fn mentions(&self, key: &str) -> bool {
        self.0.iter().any(|(found, _)| same_key(found, key))
    }

    /// The value of the key, unless it is null.
    pub(crate) fn value(&self, key: &str) -> Option<&'a str> {
        let mut precedence = Precedence::default();
        let taken = self.0.iter().filter(|(found, value)| precedence.takes(key, found, value));
        taken.last().map(|(_, value)| *value).filter(|value| *value != "null")
    }

    /// The value of the key, if it is text.
    pub(crate) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        string(self.value(key)?)
    }
}

/// Which of several entries counts for a key, while they pass by: the last one, and one with the first letter of its key
/// in the other case only where the exact one is missing or null.
#[derive(Default)]
pub(super) struct Precedence {
    holds_exactly: bool,
}

impl Precedence {
    /// Whether an entry is for the key, and counts before those that passed.
    pub(super) fn takes(&mut self, key: &str, found: &str, value: &str) -> bool {
        let is_exact = found == key;
        let takes = is_exact || (!self.holds_exactly && same_key(found, key));
        if takes {
            self.holds_exactly = is_exact && value != "null";
        }
        takes
    }
}

/// Whether two numbers are the same in JSON.
pub(crate) fn is_same_number(left: &str, right: &str) -> bool {
    let is_number = left.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let numbers = |read: fn(&str) -> Option<f64>| read(left).zip(read(right));
    is_number
        && match (whole_number::<i64>(left), whole_number::<i64>(right)) {
            (Some(left), Some(right)) => left == right,
            _ => numbers(finite_number).is_some_and(|(left, right)| left.total_cmp(&right).is_eq()),
        }
}

/// The text of a JSON string. Half a surrogate pair in it becomes one replacement character.
pub(crate) fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    KeySeed::Lenient.deserialize(&mut Deserializer::from_str(raw)).ok()
}

/// Makes `other` the same key with its first letter in the other case, if that is another key.
pub(super) fn change_case(key: &str, other: &mut String) -> bool {
    if !key.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return false;
    }
    other.clear();
    other.push_str(key);
    let (first, _) = other.split_at_mut(1);
    if first.starts_with(|first: char| first.is_ascii_uppercase()) {
        first.make_ascii_lowercase();
    } else {
        first.make_ascii_uppercase();
    }
    true
}

/// Whether two keys are the same but for the case of their first letter.
fn same_key(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    left.len() == right.len()
        && left.iter().zip(right).take(1).all(|(l, r)| l.eq_ignore_ascii_case(r))
        && left.get(1..) == right.get(1..)
}

/// Reads the text of a key, or of a value.
#[derive(Clone, Copy)]
pub(super) enum KeySeed {
    /// What is not quite text (half a surrogate pair) is an error, which is read faster.
    Exact,
    /// What is not quite text is repaired.
    Lenient,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde_core::Deserializer<'de>>(
        self,
        key: D,
    ) -> Result<Self::Value, D::Error> {
        match self {
            Self::Exact => key.deserialize_str(self),
            Self::Lenient => key.deserialize_bytes(self),
        }
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_borrowed_bytes<E>(self, key: &'de [u8]) -> Result<Self::Value, E> {
        let repaired = |_| Cow::Owned(without_surrogates(key.to_vec()));
        Ok(std::str::from_utf8(key).map_or_else(repaired, Cow::Borrowed))
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(without_surrogates(key.to_vec())))
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keys<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        Keys::collect(entries)
    }
}
