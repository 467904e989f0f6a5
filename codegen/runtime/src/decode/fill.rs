//! The one visitor: it walks a document and fills the places that its values lead to.

use std::fmt;

use serde_core::Deserialize as _;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::compound::{fill_list, fill_map, fill_object, fill_union};
use super::entries::Streamed;
use super::keys::is_same_number;
use super::reader::{Pass, Reader};
use super::scalar::{boolean, finite_number, is_out_of_range, whole_number};
use super::slot::Place;
use super::{DecodeProblem, Keys, Slot};
use crate::value::{Choose, Constant, Json, ValueKind};

/// Under this key the JSON reader hands out numbers if some crate turned on its arbitrary precision.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// What was there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    Value,
    /// Null, where that is a value.
    Null,
    /// Null, where that is none.
    Nothing,
}

/// Fills one place.
pub(super) struct Filler<'p, 'r, 'k> {
    pub(super) place: Place<'p>,
    pub(super) reader: &'r mut Reader<'k>,
}

impl<'de> DeserializeSeed<'de> for Filler<'_, '_, '_> {
    type Value = Filled;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Filled, D::Error> {
        let Self { place, reader } = self;
        if reader.pass == Pass::Careful {
            let raw = <&RawValue>::deserialize(value)?.get();
            return reader.read_value(raw, place).map_err(|error| {
                let problem = reader.problem_of(&error);
                reader.fail(problem)
            });
        }
        match place {
            Place::Optional(place) => {
                let filled = Filler { place: place.fill().0, reader }.deserialize(value)?;
                if filled == Filled::Value {
                    return Ok(filled);
                }
                place.set_null();
                Ok(Filled::Null)
            }
            Place::Json(place) => {
                let raw = <&RawValue>::deserialize(value)?.get();
                *place = Json::from_raw(raw);
                Ok(if raw == "null" { Filled::Null } else { Filled::Value })
            }
            Place::Nothing => IgnoredAny::deserialize(value).map(|IgnoredAny| Filled::Value),
            place => value.deserialize_any(Filler { place, reader }),
        }
    }
}

impl<'de> Visitor<'de> for Filler<'_, '_, '_> {
    type Value = Filled;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Filled, E> {
        Ok(Filled::Nothing)
    }

    fn visit_bool<E: serde_core::de::Error>(self, value: bool) -> Result<Filled, E> {
        match self.place {
            Place::Union(place) => {
                return Self::of_kind(place, ValueKind::Boolean, self.reader)?.visit_bool(value);
            }
            Place::Boolean(place) => *place = value,
            Place::Text(_) | Place::Constant(_) => {
                return self.fill_from_text(if value { "true" } else { "false" });
            }
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_i64<E: serde_core::de::Error>(self, value: i64) -> Result<Filled, E> {
        match self.place {
            Place::Union(place) => {
                Self::of_kind(place, ValueKind::Integer, self.reader)?.visit_i64(value)
            }
            Place::Integer(place) => {
                *place = value;
                Ok(Filled::Value)
            }
            _ => self.fill_from_text(&value.to_string()),
        }
    }

    fn visit_u64<E: serde_core::de::Error>(self, value: u64) -> Result<Filled, E> {
        match (i64::try_from(value), self.place) {
            (Ok(value), place) => Self { place, ..self }.visit_i64(value),
            (Err(_), Place::Union(place)) => {
                Self::of_kind(place, ValueKind::Integer, self.reader)?.visit_u64(value)
            }
            (Err(_), place) => Self { place, ..self }.fill_from_text(&value.to_string()),
        }
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Filled, E> {
        match self.place {
            Place::Number(place) => {
                *place = value;
                Ok(Filled::Value)
            }
            // Its digits are lost here, and are looked at in the careful pass.
            place => Err(mismatch(self.reader, &place)),
        }
    }

    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<Filled, E> {
        match self.place {
            Place::Union(place) => Self::of_kind(place, ValueKind::String, self.reader)?,
            place => Self { place, ..self },
        }
        .fill_from_text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Filled, A::Error> {
        match self.place {
            Place::List(place) => fill_list(place, self.reader, items),
            Place::Union(place) => {
                Self::of_kind(place, ValueKind::List, self.reader)?.visit_seq(items)
            }
            place => Err(mismatch(self.reader, &place)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Filled, A::Error> {
        match self.place {
            Place::Object(place) => fill_object(place, self.reader, Streamed(entries)),
            Place::Map(place) => fill_map(place, self.reader, entries),
            Place::Union(place) => {
                let keys = Keys::collect(entries)?;
                fill_union(place, keys, None, self.reader).map_err(|error| {
                    let problem = self.reader.problem_of(&error);
                    self.reader.fail(problem)
                })
            }
            place => match entries.next_key_seed(self.reader.key())? {
                Some(key) if key == NUMBER_KEY => {
                    let number: String = entries.next_value()?;
                    Filler { place, reader: self.reader }.fill_from_text(&number)
                }
                _ => Err(mismatch(self.reader, &place)),
            },
        }
    }
}

impl<'p, 'r, 'k> Filler<'p, 'r, 'k> {
    /// Fills the variant for a value of a kind. Where that takes any JSON, the quick pass has not the text that it needs.
    fn of_kind<E: serde_core::de::Error>(
        union: &'p mut dyn Choose,
        kind: ValueKind,
        reader: &'r mut Reader<'k>,
    ) -> Result<Self, E> {
        let expected = union.expected();
        match union.choose_kind(kind) {
            Some(Slot(Place::Json(_))) | None => {
                Err(reader.fail(DecodeProblem::Expected(expected)))
            }
            Some(Slot(place)) => Ok(Self { place, reader }),
        }
    }

    /// Reads a text, or a number by its digits.
    pub(super) fn fill_from_text<E: serde_core::de::Error>(self, text: &str) -> Result<Filled, E> {
        let expected = self.place.expected();
        let is_understood = match self.place {
            Place::Text(place) => {
                place.set(text);
                true
            }
            Place::Parsed(place) => place.parse(text),
            Place::Constant(constant) => is_constant(constant, text),
            Place::Boolean(place) => set(place, boolean(text)),
            Place::Integer(place) => set(place, whole_number(text)),
            Place::Number(_) if is_out_of_range(text) => {
                return Err(self.reader.fail(DecodeProblem::OutOfRange));
            }
            Place::Number(place) => set(place, finite_number(text)),
            _ => false,
        };
        if is_understood {
            Ok(Filled::Value)
        } else {
            Err(self.reader.fail(DecodeProblem::Expected(expected)))
        }
    }
}

/// Whether a text, or the text of another value, stands for a constant.
fn is_constant(constant: Constant, text: &str) -> bool {
    match constant {
        Constant::Text(wanted) => text == wanted,
        Constant::Number(digits) => is_same_number(text, digits),
        Constant::Boolean(wanted) => boolean(text) == Some(wanted),
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

fn mismatch<E: serde_core::de::Error>(reader: &mut Reader<'_>, place: &Place<'_>) -> E {
    reader.fail(DecodeProblem::Expected(place.expected()))
}
