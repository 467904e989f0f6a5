//! Values that hold values: how their parts are filled.

use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess};

use super::entries::{Entries, Gathered};
use super::error::{Found, Step};
use super::fill::{Filled, Filler};
use super::keys::change_case;
use super::reader::{Pass, Reader};
use super::seen::KeyMatch;
use super::slot::{Field, Place};
use super::text::REPLACEMENT;
use super::{DecodeProblem, Keys, List, Map};
use crate::value::{Choose, Json, Object};

/// Fills the variant that the keys call for. One that takes any JSON needs the raw text, which the quick pass has not.
pub(super) fn fill_union(
    place: &mut dyn Choose,
    keys: Keys<'_>,
    raw: Option<&str>,
    reader: &mut Reader<'_>,
) -> Result<Filled, serde_json::Error> {
    match (place.choose(&keys).0, raw) {
        (Place::Object(object), _) => {
            fill_object(object, reader, Gathered::new(keys.into_entries()))
        }
        (chosen, Some(raw)) => reader.read_value(raw, chosen),
        (chosen, None) => Err(reader.fail(DecodeProblem::Expected(chosen.expected()))),
    }
}

pub(super) fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    reader: &mut Reader<'_>,
    mut items: A,
) -> Result<Filled, A::Error> {
    reader.enter()?;
    list.clear();
    for index in 0.. {
        let before = reader.checkpoint();
        let error = match items.next_element_seed(Item { list: &mut *list, reader: &mut *reader }) {
            Ok(None) => break,
            Ok(Some(Filled::Value | Filled::Null)) => {
                reader.place(&before, || Step::Index(index));
                continue;
            }
            Ok(Some(Filled::Nothing)) => reader.fail(DecodeProblem::Null),
            Err(error) => error,
        };
        reader.trail.push(Step::Index(index));
        return Err(error);
    }
    reader.leave();
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
    while let Some(key) = entries.next_key_seed(reader.key())? {
        let before = reader.checkpoint();
        if reader.pass == Pass::Careful && key.contains(REPLACEMENT) {
            reader.report(DecodeProblem::Undecodable);
        }
        let value = Filler { place: map.insert(key.into_owned()).0, reader: &mut *reader };
        let error = match entries.next_value_seed(value) {
            Ok(Filled::Value | Filled::Null) => {
                reader.place(&before, || Step::AnyKey);
                continue;
            }
            Ok(Filled::Nothing) => reader.fail(DecodeProblem::Null),
            Err(error) => error,
        };
        reader.trail.push(Step::AnyKey);
        return Err(error);
    }
    reader.leave();
    Ok(Filled::Value)
}

pub(super) fn fill_object<'de, E: Entries<'de>>(
    object: &mut dyn Object,
    reader: &mut Reader<'_>,
    mut entries: E,
) -> Result<Filled, E::Error> {
    reader.enter()?;
    let outer = reader.seen.enter();
    let required = object.required();
    let mut unread = Vec::new();
    let mut other = String::new();
    while let Some(key) = entries.next_key(reader.key())? {
        if let Some(field) = object.field(&key) {
            let sight = KeyMatch::Exact;
            fill_field(field, (&key, &key, sight), required, reader, &mut entries, &mut unread)?;
            continue;
        }
        if change_case(&key, &mut other)
            && let Some(field) = object.field(&other)
            && reader.seen.last(field.number) != KeyMatch::Exact
        {
            let sight = KeyMatch::CaseInsensitive;
            fill_field(field, (&key, &other, sight), required, reader, &mut entries, &mut unread)?;
            continue;
        }
        let raw = entries.raw()?;
        reader.note_code(&key, raw);
        let before = reader.checkpoint();
        if reader.pass == Pass::Careful && key.contains(REPLACEMENT) {
            reader.report(DecodeProblem::Undecodable);
        }
        reader.report_repaired(raw);
        reader.place(&before, || Step::AnyKey);
        object.unknown_fields_mut().insert(key.into_owned(), Json::from_raw(raw));
    }
    for Unread { name, key, raw, found, .. } in unread {
        if let Some(Field { place: Place::Optional(place), .. }) = object.field(&name) {
            place.set_absent();
        }
        object.unknown_fields_mut().keep(key, Json::from_raw(raw));
        reader.keep(found);
    }
    for &(number, name) in required {
        if !reader.seen.holds(number) {
            reader.trail.push(Step::Key(name.to_owned()));
            return Err(reader.fail(DecodeProblem::Missing));
        }
    }
    reader.leave_object(outer);
    Ok(Filled::Value)
}

/// A value that cannot be read, in the place of a field that can do without.
struct Unread<'de> {
    number: usize,
    name: String,
    /// The key as it came.
    key: String,
    raw: &'de str,
    found: Found,
}

type Required = &'static [(usize, &'static str)];

fn fill_field<'de, E: Entries<'de>>(
    mut field: Field<'_>,
    (key, name, sight): (&str, &str, KeyMatch),
    required: Required,
    reader: &mut Reader<'_>,
    entries: &mut E,
    unread: &mut Vec<Unread<'de>>,
) -> Result<(), E::Error> {
    let number = field.number;
    if let Place::Object(object) = &mut field.place
        && reader.seen.last(number) != KeyMatch::Never
    {
        // What the key brought before is replaced, not merged. Any other place does that itself, or is new.
        object.reset();
    }
    let is_optional = matches!(field.place, Place::Optional(_) | Place::Constant(_))
        && !required.iter().any(|(required, _)| *required == number);
    let filled = match reader.pass {
        Pass::Quick => entries.fill(field.place, reader).map(Ok),
        Pass::Careful => fill_carefully(field.place, key, is_optional, reader, entries),
    };
    unread.retain(|earlier| earlier.number != number);
    let sight = match filled {
        Ok(Ok(Filled::Value)) => sight,
        Ok(Ok(Filled::Null)) => KeyMatch::CaseInsensitive,
        Ok(Ok(Filled::Nothing)) => KeyMatch::Null,
        Ok(Err((raw, found))) => {
            unread.push(Unread { number, name: name.to_owned(), key: key.to_owned(), raw, found });
            KeyMatch::Null
        }
        Err(error) => {
            reader.trail.push(Step::Key(key.to_owned()));
            return Err(error);
        }
    };
    reader.seen.note(number, sight);
    Ok(())
}

/// Fills a field. Where it can do without a value, one that cannot be read is no error.
fn fill_carefully<'de, E: Entries<'de>>(
    place: Place<'_>,
    key: &str,
    is_optional: bool,
    reader: &mut Reader<'_>,
    entries: &mut E,
) -> Result<Result<Filled, (&'de str, Found)>, E::Error> {
    let raw = entries.raw()?;
    let before = reader.checkpoint();
    match reader.read_value(raw, place) {
        Ok(filled) => {
            reader.place(&before, || Step::Key(key.to_owned()));
            Ok(Ok(filled))
        }
        Err(error) if is_optional => {
            let mut found = reader.recover(&before, &error);
            found.trail.push(Step::Key(key.to_owned()));
            Ok(Err((raw, found)))
        }
        Err(error) => {
            let problem = reader.problem_of(&error);
            Err(reader.fail(problem))
        }
    }
}
