//! Hands JSON text on to the serializer of any format, with the digits of its numbers where that format is JSON.

use std::any::type_name;
use std::collections::BTreeMap;

use serde_core::ser::SerializeMap as _;
use serde_core::{Serialize, Serializer};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::decode::Keys;

const UNREADABLE: &str = "holds JSON that no tree of values can hold";

/// As many levels as the JSON reader goes down when it reads a tree.
const MAX_LEVELS: u32 = 128;

/// JSON text that serializes as the value that it stands for.
pub(super) struct Text<'a> {
    json: &'a str,
    /// How many levels of lists and objects it may have.
    levels: u32,
}

impl<'a> Text<'a> {
    pub(super) fn new(json: &'a str) -> Self {
        Self { json, levels: MAX_LEVELS }
    }

    /// A value that stands in this one.
    fn inner(&self, json: &'a str) -> Self {
        Self { json, levels: self.levels.saturating_sub(1) }
    }

    fn object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = Keys::parse(self.json).ok_or_else(unreadable)?;
        let entries: Vec<_> = keys.into_entries().collect();
        // Of several entries with one key, the last one counts.
        let last: BTreeMap<_, _> =
            entries.iter().enumerate().map(|(index, (key, _))| (key, index)).collect();
        let mut map = serializer.serialize_map(Some(last.len()))?;
        for (index, (key, value)) in entries.iter().enumerate() {
            if last.get(key) == Some(&index) {
                map.serialize_entry(key, &self.inner(value))?;
            }
        }
        map.end()
    }

    fn list<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.json).map_err(|_| unreadable())?;
        serializer.collect_seq(items.into_iter().map(|item| self.inner(item.get())))
    }

    fn string<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.json.contains('\\') {
            return serializer.serialize_str(self.json.trim_matches('"'));
        }
        // It may be a secret.
        let text = serde_json::from_str(self.json).map(Zeroizing::<String>::new);
        serializer.serialize_str(&text.map_err(|_| unreadable())?)
    }

    fn number<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_same = |text: String| text == self.json;
        match (self.json.parse::<i64>(), self.json.parse::<u64>()) {
            (Ok(number), _) if is_same(number.to_string()) => serializer.serialize_i64(number),
            (_, Ok(number)) if is_same(number.to_string()) => serializer.serialize_u64(number),
            // A raw value is what it is for the serializers of its own library alone, which share this error.
            _ if type_name::<S::Error>() == type_name::<serde_json::Error>() => {
                let raw = serde_json::from_str::<&RawValue>(self.json);
                raw.map_err(|_| unreadable())?.serialize(serializer)
            }
            _ => match self.json.parse::<f64>() {
                Ok(number) if number.is_finite() => serializer.serialize_f64(number),
                _ => Err(unreadable()),
            },
        }
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.json.as_bytes().first() {
            Some(b'{' | b'[') if self.levels == 0 => Err(unreadable()),
            Some(b'{') => self.object(serializer),
            Some(b'[') => self.list(serializer),
            Some(b'"') => self.string(serializer),
            Some(b't') => serializer.serialize_bool(true),
            Some(b'f') => serializer.serialize_bool(false),
            Some(b'n') | None => serializer.serialize_unit(),
            Some(_) => self.number(serializer),
        }
    }
}

fn unreadable<E: serde_core::ser::Error>() -> E {
    E::custom(UNREADABLE)
}
