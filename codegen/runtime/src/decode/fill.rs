//! The one visitor: it walks a document and fills the slots that its values lead to.

use std::fmt;

use serde_core::Deserialize as _;
use serde_core::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::error::Step;
use super::keys::{KeySeed, error_number, whole_number};
use super::slot::Place;
use super::{
    DecodeError, DecodeProblem, Keys, List, Map, Optional, Reading, Slot, Validity, other_case,
    same_key,
};
use crate::value::{Choose, Json, Object};

/// More levels of known fields than any type has, and fewer than the JSON reader would allow.
const MAX_LEVELS: u32 = 100;

/// Under this key the JSON reader hands out numbers if some crate turned on its arbitrary precision.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// What is known of the document that is being read.
pub(super) struct Reader<'k> {
    code_key: Option<&'k str>,
    validity: Validity,
    levels: u32,
    reading: Reading,
    problem: Option<DecodeProblem>,
    trail: Vec<Step>,
}

/// Whether a value was there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filled {
    Value,
    Null,
}

impl<'k> Reader<'k> {
    pub(super) fn new(code_key: Option<&'k str>, validity: Validity) -> Self {
        let (problem, trail) = (None, Vec::new());
        Self {
            code_key,
            validity,
            levels: 0,
            reading: Reading::Opaque,
            problem,
            trail,
        }
    }

    pub(super) fn read_document(
        mut self,
        json: &str,
        slot: Slot<'_>,
    ) -> Result<Reading, DecodeError> {
        let expected = slot.0.expected();
        let takes_null = slot.0.takes_null();
        match self.read_text(json, slot) {
            Ok(Filled::Null) if !takes_null => {
                Err(DecodeError::of_body(DecodeProblem::Expected(expected)))
            }
            Ok(_) => Ok(self.reading),
            // Not an error of the document: what followed the error code did not matter any more.
            Err(_) if matches!(self.reading, Reading::Error(_)) => Ok(self.reading),
            Err(error) => Err(DecodeError::at(&self.trail, self.problem_of(&error))),
        }
    }

    fn read_text(&mut self, json: &str, slot: Slot<'_>) -> Result<Filled, serde_json::Error> {
        let mut document = serde_json::Deserializer::from_str(json);
        let filled = Filler {
            place: slot.0,
            reader: self,
        }
        .deserialize(&mut document)?;
        document.end()?;
        Ok(filled)
    }

    fn problem_of(&self, error: &serde_json::Error) -> DecodeProblem {
        self.problem.unwrap_or(match error.classify() {
            serde_json::error::Category::Eof => DecodeProblem::Incomplete,
            _ => DecodeProblem::Syntax,
        })
    }

    fn fail<E: serde_core::de::Error>(&mut self, problem: DecodeProblem) -> E {
        self.problem.get_or_insert(problem);
        E::custom("")
    }

    fn enter<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
        self.levels += 1;
        if self.levels > MAX_LEVELS {
            Err(self.fail(DecodeProblem::TooDeep))
        } else {
            Ok(())
        }
    }

    /// Whether an unknown field of the outermost object shows that this is the body of an error.
    fn error_code(&self, key: &str, value: &RawValue) -> Option<i64> {
        self.code_key
            .filter(|code_key| self.levels == 1 && same_key(code_key, key))?;
        error_number(value.get())
    }
}

/// Fills one place.
struct Filler<'p, 'r, 'k> {
    place: Place<'p>,
    reader: &'r mut Reader<'k>,
}

impl<'de> DeserializeSeed<'de> for Filler<'_, '_, '_> {
    type Value = Filled;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Filled, D::Error> {
        match self.place {
            Place::Optional(place) => fill_optional(place, self.reader, value),
            Place::Json(place) => {
                let raw = <&RawValue>::deserialize(value)?.get();
                *place = Json::from_raw(raw);
                Ok(if raw == "null" {
                    Filled::Null
                } else {
                    Filled::Value
                })
            }
            Place::Union(place) => fill_union(place, self.reader, value),
            Place::Nothing | Place::Unknown(_) => {
                IgnoredAny::deserialize(value).map(|IgnoredAny| Filled::Value)
            }
            _ => value.deserialize_any(self),
        }
    }
}

fn fill_optional<'de, D: Deserializer<'de>>(
    place: &mut dyn Optional,
    reader: &mut Reader<'_>,
    value: D,
) -> Result<Filled, D::Error> {
    let filled = Filler {
        place: place.fill().0,
        reader,
    }
    .deserialize(value)?;
    if filled == Filled::Null {
        place.set_null();
    }
    Ok(filled)
}

fn fill_union<'de, D: Deserializer<'de>>(
    place: &mut dyn Choose,
    reader: &mut Reader<'_>,
    value: D,
) -> Result<Filled, D::Error> {
    let raw = <&RawValue>::deserialize(value)?.get();
    if raw == "null" {
        return Ok(Filled::Null);
    }
    let Some(keys) = Keys::parse(raw) else {
        return Err(reader.fail(DecodeProblem::Expected("an object")));
    };
    let chosen = place.choose(&keys);
    reader.read_text(raw, chosen).map_err(|error| {
        let problem = reader.problem_of(&error);
        reader.fail(problem)
    })
}

/// Which fields of an object were seen: where the field is, and whether its exact key held a value.
#[derive(Default)]
struct Seen(Vec<(usize, bool)>);

impl Seen {
    fn note(&mut self, field: usize, by_exact_key: bool) {
        match self.0.iter_mut().find(|(seen, _)| *seen == field) {
            Some((_, exact)) => *exact = by_exact_key,
            None => self.0.push((field, by_exact_key)),
        }
    }

    fn forget(&mut self, field: usize) {
        self.0.retain(|(seen, _)| *seen != field);
    }

    fn holds(&self, field: usize) -> bool {
        self.0.iter().any(|(seen, _)| *seen == field)
    }

    fn holds_exactly(&self, field: usize) -> bool {
        self.0.contains(&(field, true))
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
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_i64<E: serde_core::de::Error>(self, value: i64) -> Result<Filled, E> {
        match self.place {
            Place::Integer(place) => *place = value,
            Place::Number(_) | Place::Boolean(_) => return self.fill_from_text(&value.to_string()),
            place => return Err(mismatch(self.reader, &place)),
        }
        Ok(Filled::Value)
    }

    fn visit_u64<E: serde_core::de::Error>(self, value: u64) -> Result<Filled, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.fill_number(&value.to_string()),
        }
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Filled, E> {
        match self.place {
            Place::Number(place) => *place = value,
            Place::Integer(_) => return self.fill_from_text(&format!("{value:?}")),
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
            Place::Object(place) => fill_object(place, self.reader, entries),
            Place::Map(place) => fill_map(place, self.reader, entries),
            place => match entries.next_key_seed(KeySeed)? {
                Some(key) if key == NUMBER_KEY => {
                    let number: String = entries.next_value()?;
                    Filler {
                        place,
                        reader: self.reader,
                    }
                    .fill_number(&number)
                }
                _ => Err(mismatch(self.reader, &place)),
            },
        }
    }
}

impl Filler<'_, '_, '_> {
    /// Fills from a number that is given by its text.
    fn fill_number<E: serde_core::de::Error>(self, number: &str) -> Result<Filled, E> {
        match self.place {
            Place::Text(_) => Err(mismatch(self.reader, &self.place)),
            _ => self.fill_from_text(number),
        }
    }

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
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
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

fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    reader: &mut Reader<'_>,
    mut items: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    list.clear();
    for index in 0.. {
        let item = Filler {
            place: list.push().0,
            reader,
        };
        match items.next_element_seed(item) {
            Ok(Some(Filled::Value)) => {}
            // A null in a list stands for nothing.
            Ok(Some(Filled::Null)) => list.pop(),
            Ok(None) => break,
            Err(error) => {
                reader.trail.push(Step::Index(index));
                return Err(error);
            }
        }
    }
    list.pop();
    reader.levels -= 1;
    Ok(Filled::Value)
}

fn fill_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    reader: &mut Reader<'_>,
    mut entries: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    map.clear();
    while let Some(key) = entries.next_key_seed(KeySeed)? {
        let value = Filler {
            place: map.insert(key.clone().into_owned()).0,
            reader,
        };
        match entries.next_value_seed(value) {
            Ok(Filled::Value) => {}
            Ok(Filled::Null) => map.remove(&key),
            Err(error) => {
                reader.trail.push(Step::AnyKey);
                return Err(error);
            }
        }
    }
    reader.levels -= 1;
    Ok(Filled::Value)
}

fn fill_object<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    reader: &mut Reader<'_>,
    mut entries: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    object.reset();
    let mut seen = Seen::default();
    while let Some(key) = entries.next_key_seed(KeySeed)? {
        let slot = object.field(&key);
        if !slot.is_unknown() {
            fill_field(slot, &key, true, &mut seen, reader, &mut entries)?;
            continue;
        }
        if let Some(other) = other_case(&key) {
            let slot = object.field(&other);
            if !slot.is_unknown() && !seen.holds_exactly(slot.0.address()) {
                fill_field(slot, &key, false, &mut seen, reader, &mut entries)?;
                continue;
            }
        }
        let raw: &RawValue = entries.next_value()?;
        if let Some(code) = reader.error_code(&key, raw) {
            reader.reading = Reading::Error(code);
            return Err(A::Error::custom(""));
        }
        if let Place::Unknown(fields) = object.field(&key).0 {
            fields.insert(key.into_owned(), Json::from_raw(raw.get()));
        }
    }
    for &name in object.required() {
        if !seen.holds(object.field(name).0.address()) {
            reader.trail.push(Step::Key(name.to_owned()));
            return Err(reader.fail(DecodeProblem::Missing));
        }
    }
    reader.levels -= 1;
    if reader.levels == 0 {
        reader.reading = Reading::Object;
    }
    Ok(Filled::Value)
}

fn fill_field<'de, A: MapAccess<'de>>(
    slot: Slot<'_>,
    key: &str,
    is_exact_key: bool,
    seen: &mut Seen,
    reader: &mut Reader<'_>,
    entries: &mut A,
) -> Result<(), A::Error> {
    let field = slot.0.address();
    let takes_null = slot.0.takes_null();
    match entries.next_value_seed(Filler {
        place: slot.0,
        reader,
    }) {
        Ok(Filled::Value) => seen.note(field, is_exact_key),
        Ok(Filled::Null) if takes_null => seen.note(field, false),
        Ok(Filled::Null) => seen.forget(field),
        Err(error) => {
            reader.trail.push(Step::Key(key.to_owned()));
            return Err(error);
        }
    }
    Ok(())
}
