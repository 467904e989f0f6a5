//! What is known of a document while it is read.

use serde_core::de::DeserializeSeed;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::compound::fill_object;
use super::error::Step;
use super::fill::{Filled, Filler};
use super::keys::{KeySeed, error_number};
use super::seen::Seen;
use super::slot::Place;
use super::{DecodeError, DecodeProblem, Keys, Reading, Slot, Validity, same_key};
use crate::value::Choose;

/// More levels of known fields than any type has, and fewer than the JSON reader would allow.
const MAX_LEVELS: u32 = 100;

/// What is known of the document that is being read.
pub(super) struct Reader<'k> {
    code_key: Option<&'k str>,
    pub(super) validity: Validity,
    /// How keys are read.
    pub(super) key: KeySeed,
    pub(super) levels: u32,
    pub(super) reading: Reading,
    problem: Option<DecodeProblem>,
    pub(super) trail: Vec<Step>,
    pub(super) seen: Seen,
}

impl<'k> Reader<'k> {
    pub(super) fn new(code_key: Option<&'k str>, validity: Validity) -> Self {
        Self {
            code_key,
            validity,
            key: KeySeed::Bytes,
            levels: 0,
            reading: Reading::Opaque,
            problem: None,
            trail: Vec::new(),
            seen: Seen::new(),
        }
    }

    pub(super) fn read_document(
        mut self,
        json: &str,
        slot: Slot<'_>,
    ) -> Result<Reading, DecodeError> {
        let expected = slot.0.expected();
        let takes_null = slot.0.takes_null();
        self.key = KeySeed::of(json);
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

    pub(super) fn read_text(
        &mut self,
        json: &str,
        slot: Slot<'_>,
    ) -> Result<Filled, serde_json::Error> {
        if let Place::Union(place) = slot.0 {
            return self.read_union(json, place);
        }
        let mut document = serde_json::Deserializer::from_str(json);
        let filled = Filler { place: slot.0, reader: self }.deserialize(&mut document)?;
        document.end()?;
        Ok(filled)
    }

    fn read_union(
        &mut self,
        json: &str,
        place: &mut dyn Choose,
    ) -> Result<Filled, serde_json::Error> {
        if !json.trim_ascii_start().starts_with('{') {
            return match serde_json::from_str::<&RawValue>(json)?.get() {
                "null" => Ok(Filled::Null),
                _ => Err(self.fail(DecodeProblem::Expected("an object"))),
            };
        }
        let keys = Keys::find(json)?;
        match place.choose(&keys).0 {
            Place::Object(object) => fill_object(object, self, keys.into_entries()),
            chosen => self.read_text(json, Slot(chosen)),
        }
    }

    pub(super) fn problem_of(&self, error: &serde_json::Error) -> DecodeProblem {
        self.problem.unwrap_or(match error.classify() {
            Category::Eof => DecodeProblem::Incomplete,
            _ => DecodeProblem::Syntax,
        })
    }

    pub(super) fn fail<E: serde_core::de::Error>(&mut self, problem: DecodeProblem) -> E {
        self.problem.get_or_insert(problem);
        E::custom("")
    }

    pub(super) fn enter<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
        self.levels += 1;
        if self.levels > MAX_LEVELS { Err(self.fail(DecodeProblem::TooDeep)) } else { Ok(()) }
    }

    /// Whether an unknown field of the outermost object shows that this is the body of an error.
    pub(super) fn error_code(&self, key: &str, value: &str) -> Option<i64> {
        self.code_key.filter(|code_key| self.levels == 1 && same_key(code_key, key))?;
        error_number(value)
    }
}
