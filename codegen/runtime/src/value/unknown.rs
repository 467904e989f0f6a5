//! Fields of an answer that the generated types have no name for.

use std::collections::BTreeMap;
use std::fmt;

use super::Json;

/// Fields that this version of the crate has no name for, or whose value is of another kind than it knows, as raw JSON.
///
/// One pointer wide while there are none.
#[derive(Clone, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "an empty map in every model would be three words")]
pub struct UnknownFields(Option<Box<BTreeMap<String, Entry>>>);

#[derive(Clone, PartialEq)]
struct Entry {
    value: Json,
    origin: Origin,
}

/// Why a value is among the unknown fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Its key has no name.
    Unknown,
    /// It could not be read. Its field may be one for secrets.
    Unread,
}

impl UnknownFields {
    /// Their names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.entries().map(|(name, entry)| (name.as_str(), &entry.value))
    }

    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name).map(|entry| &entry.value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn insert(&mut self, name: String, value: Json) {
        self.add(name, value, Origin::Unknown);
    }

    /// Keeps a value that could not be read.
    pub(crate) fn keep(&mut self, name: String, value: Json) {
        self.add(name, value, Origin::Unread);
    }

    /// Whether a secret may stand among them, as a value that could not be read.
    pub(crate) fn may_hold_secret(&self) -> bool {
        self.entries().any(|(_, Entry { value, origin })| {
            let is_empty = matches!(value.as_str(), "[]" | "{}" | "\"\"");
            *origin == Origin::Unread && !is_empty
        })
    }

    fn add(&mut self, name: String, value: Json, origin: Origin) {
        self.0.get_or_insert_default().insert(name, Entry { value, origin });
    }

    fn entries(&self) -> impl Iterator<Item = (&String, &Entry)> {
        self.0.iter().flat_map(|fields| fields.iter())
    }
}

/// Shows the names only.
impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
