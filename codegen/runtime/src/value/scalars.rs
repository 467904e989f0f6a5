//! The plain values: booleans, numbers, text, and nothing at all.

use super::Value;
use crate::decode::{Parsed, Slot, whole_number};
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

/// Whole numbers of other sizes than `i64`, which is what most APIs mean.
macro_rules! whole_numbers {
    ($($type:ty => $expected:literal),* $(,)?) => {$(
        impl Value for $type {
            fn slot(&mut self) -> Slot<'_> {
                Slot::parsed(self)
            }

            fn emit(&self, value: &mut ValueWriter<'_>) {
                value.raw(&self.to_string());
            }
        }

        impl Parsed for $type {
            fn parse(&mut self, text: &str) -> bool {
                let number = whole_number(text);
                number.map(|number| *self = number).is_some()
            }

            fn expected(&self) -> &'static str {
                $expected
            }
        }
    )*};
}

whole_numbers! {
    i32 => "a whole number of at most 32 bits",
    u32 => "a whole number of at most 32 bits, not below zero",
    u64 => "a whole number of at most 64 bits, not below zero",
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
