//! Values that hold values: how their parts are filled.

use serde_core::Deserialize as _;
use serde_core::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use super::entries::Entries;
use super::error::Step;
use super::fill::{Filled, Filler};
use super::reader::Reader;
use super::seen::Sight;
use super::slot::Place;
use super::{DecodeProblem, List, Map, Optional, Reading, Slot, change_case};
use crate::value::{Choose, Json, Object};

pub(super) fn fill_optional<'de, D: Deserializer<'de>>(
    place: &mut dyn Optional,
    reader: &mut Reader<'_>,
    value: D,
) -> Result<Filled, D::Error> {
    let filled = Filler { place: place.fill().0, reader }.deserialize(value)?;
    if filled == Filled::Null {
        place.set_null();
    }
    Ok(filled)
}

pub(super) fn fill_union<'de, D: Deserializer<'de>>(
    place: &mut dyn Choose,
    reader: &mut Reader<'_>,
    value: D,
) -> Result<Filled, D::Error> {
    let raw = <&RawValue>::deserialize(value)?.get();
    reader.read_text(raw, Slot(Place::Union(place))).map_err(|error| {
        let problem = reader.problem_of(&error);
        reader.fail(problem)
    })
}

pub(super) fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    reader: &mut Reader<'_>,
    mut items: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    list.clear();
    for index in 0.. {
        match items.next_element_seed(Item { list: &mut *list, reader: &mut *reader }) {
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
    reader.levels -= 1;
    Ok(Filled::Value)
}

/// An item of a list, which gets its place when there turns out to be one.
struct Item<'l, 'r, 'k> {
    list: &'l mut dyn List,
    reader: &'r mut Reader<'k>,
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_, '_> {
    type Value = Filled;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Filled, D::Error> {
        Filler { place: self.list.push().0, reader: self.reader }.deserialize(value)
    }
}

pub(super) fn fill_map<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    reader: &mut Reader<'_>,
    mut entries: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    map.clear();
    while let Some(key) = entries.next_key_seed(reader.key)? {
        let value = Filler { place: map.insert(key.clone().into_owned()).0, reader };
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

pub(super) fn fill_object<'de, E: Entries<'de>>(
    object: &mut dyn Object,
    reader: &mut Reader<'_>,
    mut entries: E,
) -> Result<Filled, E::Error> {
    reader.enter()?;
    let outer = reader.seen.enter();
    let mut other = String::new();
    while let Some(key) = entries.next_key()? {
        let slot = object.field(&key);
        if !slot.is_unknown() {
            fill_field(slot, &key, true, reader, &mut entries)?;
            continue;
        }
        if change_case(&key, &mut other) {
            let slot = object.field(&other);
            if !slot.is_unknown() && !reader.seen.holds_exactly(slot.0.address()) {
                fill_field(slot, &key, false, reader, &mut entries)?;
                continue;
            }
        }
        let raw = entries.raw()?;
        if let Some(code) = reader.error_code(&key, raw) {
            reader.reading = Reading::Error(code);
            return Err(E::Error::custom(""));
        }
        if let Place::Unknown(fields) = object.field(&key).0 {
            fields.insert(key.into_owned(), Json::from_raw(raw));
        }
    }
    for &name in object.required() {
        if !reader.seen.holds(object.field(name).0.address()) {
            reader.trail.push(Step::Key(name.to_owned()));
            return Err(reader.fail(DecodeProblem::Missing));
        }
    }
    reader.seen.leave(outer);
    reader.levels -= 1;
    if reader.levels == 0 {
        reader.reading = Reading::Object;
    }
    Ok(Filled::Value)
}

fn fill_field<'de, E: Entries<'de>>(
    mut slot: Slot<'_>,
    key: &str,
    is_exact_key: bool,
    reader: &mut Reader<'_>,
    entries: &mut E,
) -> Result<(), E::Error> {
    let field = slot.0.address();
    let takes_null = slot.0.takes_null();
    if let Place::Object(object) = &mut slot.0
        && reader.seen.knows(field)
    {
        // What the key brought before is replaced, not merged. Any other place does that itself, or is new.
        object.reset();
    }
    match entries.fill(Filler { place: slot.0, reader }) {
        Ok(Filled::Value) if is_exact_key => reader.seen.note(field, Sight::Exact),
        Ok(Filled::Value) => reader.seen.note(field, Sight::Similar),
        Ok(Filled::Null) if takes_null => reader.seen.note(field, Sight::Similar),
        Ok(Filled::Null) => reader.seen.note(field, Sight::Null),
        Err(error) => {
            reader.trail.push(Step::Key(key.to_owned()));
            return Err(error);
        }
    }
    Ok(())
}
