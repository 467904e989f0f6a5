//! Values that hold values: optional ones, lists and maps.

use std::collections::BTreeMap;

use super::Value;
use crate::decode::{List, Map, Optional, Slot};
use crate::encode::ValueWriter;

impl<T: Value + Default> Value for Option<T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::optional(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        match self {
            Some(inner) => value.optional(inner),
            None => value.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Value + Default> Optional for Option<T> {
    fn set_null(&mut self) {
        *self = None;
    }

    fn set_absent(&mut self) {
        *self = None;
    }

    fn fill(&mut self) -> Slot<'_> {
        self.insert(T::default()).slot()
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::list(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.list(&mut self.iter().map(|item| -> &dyn Value { item }));
    }
}

impl<T: Value + Default> List for Vec<T> {
    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self) -> Slot<'_> {
        let index = self.len();
        Vec::push(self, T::default());
        self[index].slot()
    }
}

impl<T: Value + Default> Value for BTreeMap<String, T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::map(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.map(&mut self.iter().map(|(key, item)| -> (&str, &dyn Value) { (key, item) }));
    }
}

impl<T: Value + Default> Map for BTreeMap<String, T> {
    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn insert(&mut self, key: String) -> Slot<'_> {
        let item = self.entry(key).or_default();
        *item = T::default();
        item.slot()
    }
}
