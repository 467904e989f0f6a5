//! The one visitor: it walks a document and fills the slots that its values lead to.

use std::fmt;

use serde_core::Deserialize as _;
use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::compound::{fill_list, fill_map, fill_object, fill_optional, fill_union};
use super::entries::Streamed;
use super::keys::whole_number;
use super::reader::Reader;
use super::slot::Place;
use super::{DecodeProblem, Validity};
use crate::value::Json;

/// Under this key the JSON reader hands out numbers if some crate turned on its arbitrary precision.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Whether a value was there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    Value,
    Null,
}

/// Fills one place.
pub(super) struct Filler<'p, 'r, 'k> {
    pub(super) place: Place<'p>,
    pub(super) reader: &'r mut Reader<'k>,
}

impl<'de> DeserializeSeed<'de> for Filler<'_, '_, '_> {
    type Value = Filled;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Filled, D::Error> {
        match self.place {
            Place::Optional(place) => fill_optional(place, self.reader, value),
            Place::Json(place) => {
                let raw = <&RawValue>::deserialize(value)?.get();
                *place = Json::from_raw(raw);
                Ok(if raw == "null" { Filled::Null } else { Filled::Value })
            }
            Place::Union(place) => fill_union(place, self.reader, value),
            Place::Nothing | Place::Unknown(_) => {
                IgnoredAny::deserialize(value).map(|IgnoredAny| Filled::Value)
            }
            _ => value.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Filler<'_, '_, '_> {
    type Value = Filled;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Filled, E> {
        Ok(Filled::Null)
    }

    fn visit_bool<E: serde_core::de::Error>(self, value: bool) -> Result<Filled, E> {
        match self.place {
            Place::Boolean(place) => *place = value,
            Place::Text(_) => return self.fill_from_text(&value.to_string()),
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_i64<E: serde_core::de::Error>(self, value: i64) -> Result<Filled, E> {
        match self.place {
            Place::Integer(place) => *place = value,
            Place::Number(_) | Place::Boolean(_) | Place::Text(_) => {
                return self.fill_from_text(&value.to_string());
            }
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_u64<E: serde_core::de::Error>(self, value: u64) -> Result<Filled, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.fill_from_text(&value.to_string()),
        }
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Filled, E> {
        match self.place {
            Place::Number(place) => *place = value,
            Place::Integer(_) | Place::Text(_) => {
                return self.fill_from_text(&format!("{value:?}"));
            }
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<Filled, E> {
        if self.reader.validity == Validity::Repaired && text.contains('\u{FFFD}') {
            return Err(self.reader.fail(DecodeProblem::Syntax));
        }
        self.fill_from_text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Filled, A::Error> {
        match self.place {
            Place::List(place) => fill_list(place, self.reader, items),
            place => Err(mismatch(self.reader, &place)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Filled, A::Error> {
        match self.place {
            Place::Object(place) => {
                let key = self.reader.key;
                fill_object(place, self.reader, Streamed { entries, key })
            }
            Place::Map(place) => fill_map(place, self.reader, entries),
            place => match entries.next_key_seed(self.reader.key)? {
                Some(key) if key == NUMBER_KEY => {
                    let number: String = entries.next_value()?;
                    Filler { place, reader: self.reader }.fill_from_text(&number)
                }
                _ => Err(mismatch(self.reader, &place)),
            },
        }
    }
}

impl Filler<'_, '_, '_> {
    fn fill_from_text<E: serde_core::de::Error>(self, text: &str) -> Result<Filled, E> {
        let expected = self.place.expected();
        let is_understood = match self.place {
            Place::Text(place) => {
                place.set(text);
                true
            }
            Place::Boolean(place) => set(place, boolean(text)),
            Place::Integer(place) => set(place, whole_number(text)),
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

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

fn finite_number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "1" => Some(true),
        "0" => Some(false),
        word if word.eq_ignore_ascii_case("true") => Some(true),
        word if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn mismatch<E: serde_core::de::Error>(reader: &mut Reader<'_>, place: &Place<'_>) -> E {
    reader.fail(DecodeProblem::Expected(place.expected()))
}
