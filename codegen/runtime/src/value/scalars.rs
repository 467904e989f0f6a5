//! The plain values: booleans, numbers, text, and nothing at all.

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

impl Value for bool {
    fn slot(&mut self) -> Slot<'_> {
        Slot::boolean(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.boolean(*self);
    }
}

impl Value for i64 {
    fn slot(&mut self) -> Slot<'_> {
        Slot::integer(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.integer(*self);
    }
}

impl Value for f64 {
    fn slot(&mut self) -> Slot<'_> {
        Slot::number(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.number(*self);
    }
}

impl Value for String {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.text(self);
    }
}

/// The answer of an operation that has none: whatever the server sends is left unread.
impl Value for () {
    fn slot(&mut self) -> Slot<'_> {
        Slot::nothing()
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.null();
    }

    fn is_absent(&self) -> bool {
        true
    }
}
