//! Fields of an answer that the generated types have no name for.

use std::collections::BTreeMap;
use std::fmt;

use super::Json;
use crate::decode::Slot;

/// Fields that this version of the crate has no name for, as raw JSON.
///
/// One pointer wide while there are none.
#[derive(Clone, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "an empty map in every model would be three words")]
pub struct UnknownFields(Option<Box<BTreeMap<String, Json>>>);

impl UnknownFields {
    /// Their names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().flat_map(|fields| fields.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
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

    /// Where a field without a name of its own goes.
    pub fn slot(&mut self) -> Slot<'_> {
        Slot::unknown(self)
    }

    pub(crate) fn insert(&mut self, name: String, value: Json) {
        self.0.get_or_insert_default().insert(name, value);
    }
}

/// Shows the names only.
impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
