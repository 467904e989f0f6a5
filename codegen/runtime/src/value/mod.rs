//! What goes into requests and comes out of answers: values, and objects as tables of values.

mod binary;
mod constant;
mod containers;
mod date;
mod decimal;
mod format;
mod json;
mod nullable;
mod open;
mod personal;
mod scalars;
mod secret;
mod timestamp;
mod union;
mod unknown;
mod uuid;

pub use self::binary::Binary;
pub use self::constant::Constant;
pub use self::date::Date;
pub use self::decimal::Decimal;
pub use self::format::FormatError;
pub use self::json::{Json, JsonKind};
pub use self::nullable::Nullable;
pub use self::open::UnknownValue;
pub use self::personal::Personal;
pub use self::secret::Secret;
pub use self::timestamp::{Timestamp, TimestampError};
pub use self::union::{Union, ValueKind};
pub use self::unknown::UnknownFields;
pub use self::uuid::Uuid;

pub(crate) use self::union::Choose;

use crate::decode::{Field, Slot};
use crate::encode::{ObjectWriter, ValueWriter};

/// A value that can be read from JSON and written to JSON, to a query, to a path and to a header.
///
/// It is object-safe on purpose: reading and writing are compiled once, not once per type.
pub trait Value {
    /// Where a value that is read goes. Whatever the value held before is replaced, not merged.
    fn slot(&mut self) -> Slot<'_>;

    /// Writes the value.
    fn emit(&self, value: &mut ValueWriter<'_>);

    /// Whether there is nothing to write, so that the name is left out as well.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A JSON object with known fields, as a table.
///
/// Every model is a [`Value`]; so is a model behind a `Box`, which lets a type hold itself.
pub trait Model {
    /// The fields without which an answer cannot be read: their numbers and keys.
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[]
    }

    /// Where the value of `key` goes; nowhere if no field has that name.
    fn field(&mut self, key: &str) -> Option<Field<'_>>;

    /// Where the other values go.
    fn unknown_fields_mut(&mut self) -> &mut UnknownFields;

    /// Writes the fields, then the unknown ones.
    fn write(&self, object: &mut ObjectWriter<'_>);
}

/// A model that can be set back to its empty state behind a pointer.
pub(crate) trait Object: Model {
    fn reset(&mut self);
}

impl<M: Model + Default> Object for M {
    fn reset(&mut self) {
        *self = M::default();
    }
}

impl<M: Model + Default> Value for M {
    fn slot(&mut self) -> Slot<'_> {
        Slot::object(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.object(self);
    }
}

impl<M: Model> Model for Box<M> {
    fn required(&self) -> &'static [(usize, &'static str)] {
        (**self).required()
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        (**self).field(key)
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        (**self).unknown_fields_mut()
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        (**self).write(object);
    }
}
