//! What is known of a document while it is read.

use std::borrow::Cow;

use serde_core::de::DeserializeSeed;
use serde_json::error::Category;

use super::compound::fill_union;
use super::error::{Found, Step};
use super::fill::{Filled, Filler};
use super::keys::{KeySeed, Precedence, string};
use super::scalar::error_number;
use super::seen::{Mark, SeenFields};
use super::slot::Place;
use super::text::{REPLACEMENT, Validity};
use super::{DecodeError, DecodeProblem, Keys};
use crate::value::{Json, ValueKind};

/// More levels of known fields than any type has, and fewer than the JSON reader would allow.
const MAX_LEVELS: u32 = 100;

/// No more problems than these are kept, since an answer may hold millions.
const MAX_PROBLEMS: usize = 100;

/// How a document is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// In one go. It ends at the first thing that is odd.
    Quick,
    /// With the raw text of each value at hand, which takes longer: what is odd becomes absent where it can.
    Careful,
}

/// What is known of the document that is being read.
pub(super) struct Reader<'k> {
    pub(super) pass: Pass,
    pub(super) validity: Validity,
    code_key: Option<&'k str>,
    code: Option<i64>,
    precedence: Precedence,
    /// Whether the document is an object all of whose keys were looked at.
    pub(super) is_object: bool,
    levels: u32,
    pub(super) seen: SeenFields,
    /// What is wrong, if there is an error on its way, and the way that it took.
    problem: Option<DecodeProblem>,
    pub(super) trail: Vec<Step>,
    /// What was wrong, and did not keep the rest from being read.
    found: Vec<Found>,
}

/// Where reading can go on from after a value that is odd.
pub(super) struct Checkpoint {
    levels: u32,
    seen: Mark,
    found: usize,
}

impl<'k> Reader<'k> {
    /// Reads a document in the quick pass, and again if anything in it is odd.
    pub(super) fn read(
        json: &str,
        validity: Validity,
        mut place: Place<'_>,
        code_key: Option<&'k str>,
    ) -> Result<Self, DecodeError> {
        let mut first = None;
        if validity == Validity::Valid {
            let mut reader = Self::new(Pass::Quick, validity, code_key);
            match reader.document(json, place.again()) {
                Ok(()) => return Ok(reader),
                Err(error) => first = Some(error),
            }
        }
        if let Place::Object(object) = &mut place {
            object.reset();
        }
        let mut reader = Self::new(Pass::Careful, validity, code_key);
        match reader.document(json, place) {
            Ok(()) => Ok(reader),
            // Where the document breaks off, the quick pass came closer to the place.
            Err(error) if error.is_syntax() => {
                Err(first.filter(DecodeError::is_syntax).unwrap_or(error))
            }
            Err(error) => Err(error),
        }
    }

    fn new(pass: Pass, validity: Validity, code_key: Option<&'k str>) -> Self {
        Self {
            pass,
            validity,
            code_key,
            code: None,
            precedence: Precedence::default(),
            is_object: false,
            levels: 0,
            seen: SeenFields::new(),
            problem: None,
            trail: Vec::new(),
            found: Vec::new(),
        }
    }

    fn document(&mut self, json: &str, place: Place<'_>) -> Result<(), DecodeError> {
        let expected = place.expected();
        let mut document = serde_json::Deserializer::from_str(json);
        let filled = Filler { place, reader: &mut *self }
            .deserialize(&mut document)
            .and_then(|filled| document.end().map(|()| filled));
        match filled {
            Ok(Filled::Nothing) => Err(DecodeError::of_body(DecodeProblem::Expected(expected))),
            Ok(Filled::Value | Filled::Null) => Ok(()),
            Err(error) => Err(self.take_error(&error).into()),
        }
    }

    /// Reads the text of one value, which a parser went through already.
    pub(super) fn read_value(
        &mut self,
        raw: &str,
        place: Place<'_>,
    ) -> Result<Filled, serde_json::Error> {
        match (place, raw.as_bytes().first()) {
            (Place::Optional(place), _) => match self.read_value(raw, place.fill().0)? {
                Filled::Value => Ok(Filled::Value),
                Filled::Null | Filled::Nothing => {
                    place.set_null();
                    Ok(Filled::Null)
                }
            },
            (Place::Json(place), _) => {
                self.report_repaired(raw);
                *place = Json::from_raw(raw);
                Ok(if raw == "null" { Filled::Null } else { Filled::Value })
            }
            (Place::Nothing, _) => Ok(Filled::Value),
            (Place::Union(place), Some(b'{')) => {
                fill_union(place, Keys::read(raw)?, Some(raw), self)
            }
            (Place::Union(place), Some(b'"' | b'[' | b't' | b'f' | b'-' | b'0'..=b'9')) => {
                let expected = place.expected();
                match ValueKind::of(raw).and_then(|kind| place.choose_kind(kind)) {
                    Some(chosen) => self.read_value(raw, chosen.0),
                    None => Err(self.fail(DecodeProblem::Expected(expected))),
                }
            }
            (place, Some(b'"')) => self.read_string(raw, place),
            (place, Some(b'-' | b'0'..=b'9')) => Filler { place, reader: self }.fill_from_text(raw),
            (place, _) => {
                let filler = Filler { place, reader: self };
                serde_core::Deserializer::deserialize_any(
                    &mut serde_json::Deserializer::from_str(raw),
                    filler,
                )
            }
        }
    }

    fn read_string(&mut self, raw: &str, place: Place<'_>) -> Result<Filled, serde_json::Error> {
        let text = string(raw).unwrap_or_default();
        let is_text = matches!(place, Place::Text(_));
        let filled = Filler { place, reader: &mut *self }.fill_from_text(&text)?;
        // Only escapes spell what is no text, unless the document as a whole was repaired.
        let is_damaged = match text {
            Cow::Borrowed(text) => {
                self.validity == Validity::Repaired && text.contains(REPLACEMENT)
            }
            Cow::Owned(text) => {
                text.contains(REPLACEMENT)
                    && (self.validity == Validity::Repaired
                        || serde_json::from_str::<String>(raw).is_err())
            }
        };
        if is_text && is_damaged {
            self.report(DecodeProblem::Undecodable);
        }
        Ok(filled)
    }

    /// How keys are read.
    pub(super) fn key(&self) -> KeySeed {
        match self.pass {
            Pass::Quick => KeySeed::Exact,
            Pass::Careful => KeySeed::Lenient,
        }
    }

    /// What the error on its way is about. Reading can go on from the checkpoint.
    pub(super) fn recover(&mut self, before: &Checkpoint, error: &serde_json::Error) -> Found {
        self.levels = before.levels;
        self.seen.leave(before.seen);
        // They are in the value that is given up.
        self.found.truncate(before.found);
        self.take_error(error)
    }

    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { levels: self.levels, seen: self.seen.mark(), found: self.found.len() }
    }

    /// Takes note of a problem in the value that is being read.
    pub(super) fn report(&mut self, problem: DecodeProblem) {
        self.keep(Found { trail: Vec::new(), problem });
    }

    /// The same, where the raw text of a value shows that its bytes were no text.
    pub(super) fn report_repaired(&mut self, raw: &str) {
        if self.validity == Validity::Repaired && raw.contains(REPLACEMENT) {
            self.report(DecodeProblem::Undecodable);
        }
    }

    pub(super) fn keep(&mut self, found: Found) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(found);
        }
    }

    /// Says that what was found since the checkpoint is behind this step.
    pub(super) fn place(&mut self, before: &Checkpoint, step: impl Fn() -> Step) {
        for found in self.found.get_mut(before.found..).unwrap_or_default() {
            found.trail.push(step());
        }
    }

    /// The problems, and the code of an error, if the document is an object that has one.
    pub(super) fn finish(self) -> (Vec<DecodeError>, Option<i64>) {
        (self.found.into_iter().map(DecodeError::from).collect(), self.code)
    }

    fn take_error(&mut self, error: &serde_json::Error) -> Found {
        let problem = self.problem_of(error);
        self.problem = None;
        Found { trail: std::mem::take(&mut self.trail), problem }
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

    pub(super) fn leave(&mut self) {
        self.levels -= 1;
    }

    /// Leaves an object, each key of which was looked at.
    pub(super) fn leave_object(&mut self, mark: Mark) {
        self.seen.leave(mark);
        self.levels -= 1;
        self.is_object = self.levels == 0;
    }

    /// Looks for the code of an error among the unknown fields of the outermost object.
    pub(super) fn note_code(&mut self, key: &str, raw: &str) {
        let code_key = self.code_key.filter(|_| self.levels == 1);
        if code_key.is_some_and(|code_key| self.precedence.takes(code_key, key, raw)) {
            self.code = error_number(raw);
        }
    }
}
