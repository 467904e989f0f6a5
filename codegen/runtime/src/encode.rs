//! Writing values: as JSON, or as the plain texts of a query, a path or a header.

use crate::buffer::Buffer;
use crate::input::{InputProblem, has_control};
use crate::value::{Json, JsonKind, Model, UnknownFields, Value};

/// Writes a value as JSON.
///
/// Secrets are written too: the text is for the wire or for a test, not for a log. A number that JSON cannot hold
/// (infinite, or not a number) becomes `null`.
#[must_use]
pub fn to_json(value: &dyn Value) -> String {
    let (mut out, mut facts) = (Buffer::default(), Facts::default());
    value.emit(&mut ValueWriter::json(&mut out, &mut facts));
    String::from_utf8_lossy(out.as_ref()).into_owned()
}

/// Takes the place of a secret in what may be shown.
pub(crate) const SECRET: &str = "[secret]";
/// Takes the place of personal data in what may be shown.
pub(crate) const PERSONAL: &str = "[personal]";

/// Writes a value as JSON without secrets, personal data, unknown fields and the content of values of any JSON.
#[cfg(feature = "mock")]
pub(crate) fn to_redacted_json(value: &dyn Value) -> String {
    let (mut out, mut facts) = (Buffer::default(), Facts { redacts: true, ..Facts::default() });
    value.emit(&mut ValueWriter::json(&mut out, &mut facts));
    String::from_utf8_lossy(out.as_ref()).into_owned()
}

/// The same in memory that is wiped, and whether a secret stands in it.
#[cfg(feature = "serde")]
pub(crate) fn write_json(value: &dyn Value) -> (Buffer, Secrets) {
    let (mut out, mut facts) = (Buffer::default(), Facts::default());
    value.emit(&mut ValueWriter::json(&mut out, &mut facts));
    (out, facts.secrets)
}

/// Where a [`Value`] writes itself.
pub struct ValueWriter<'a> {
    target: Target<'a>,
    facts: &'a mut Facts,
}

enum Target<'a> {
    Json(&'a mut Buffer),
    Texts(&'a mut dyn FnMut(&str)),
}

/// Whether there was a secret among the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Secrets {
    #[default]
    None,
    Some,
}

/// What was noticed about the values on the way.
#[derive(Default)]
pub(crate) struct Facts {
    /// One of them was a secret or personal.
    pub(crate) private: bool,
    /// One of them was a secret.
    pub(crate) secrets: Secrets,
    /// The first one that must not be sent: the innermost name that it goes by, and why.
    pub(crate) problem: Option<(Option<&'static str>, InputProblem)>,
    /// The value could have been left out, so that it may be blank.
    optional: bool,
    /// What may not be shown is replaced.
    redacts: bool,
}

impl Facts {
    /// Says that `problem` is about the value `name`, unless a name within it was given already.
    pub(crate) fn name_problem(&mut self, name: &'static str) {
        if let Some((unnamed @ None, _)) = &mut self.problem {
            *unnamed = Some(name);
        }
    }

    fn report(&mut self, problem: InputProblem) {
        self.problem.get_or_insert((None, problem));
    }
}

impl<'a> ValueWriter<'a> {
    /// Writes JSON.
    pub(crate) fn json(out: &'a mut Buffer, facts: &'a mut Facts) -> Self {
        Self { target: Target::Json(out), facts }
    }

    /// Hands out the plain text of a value, or of each value of a list.
    pub(crate) fn texts(each: &'a mut dyn FnMut(&str), facts: &'a mut Facts) -> Self {
        Self { target: Target::Texts(each), facts }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(out) => write_string(out, text),
            Target::Texts(each) => each(text),
        }
    }

    /// Writes a number or a boolean by its text; what is none of these as text.
    pub fn word(&mut self, text: &str) {
        match Json::parse(text).map(|json| json.kind()) {
            Some(JsonKind::Number | JsonKind::Boolean) => self.bare(text),
            _ => self.text(text),
        }
    }

    /// Writes a secret.
    pub(crate) fn secret(&mut self, text: &str) {
        self.facts.secrets = Secrets::Some;
        if self.facts.redacts {
            self.facts.private = true;
            return self.text(SECRET);
        }
        // It comes with what was pasted, and the server would count a failed attempt.
        if !text.trim().is_empty() && has_control(text) {
            self.facts.report(InputProblem::ControlCharacter);
        }
        self.private(text);
    }

    /// Writes a text that is secret or personal.
    pub(crate) fn private(&mut self, text: &str) {
        self.facts.private = true;
        if self.facts.redacts {
            return self.text(PERSONAL);
        }
        if !self.facts.optional && text.trim().is_empty() {
            self.facts.report(InputProblem::Blank);
        }
        self.text(text);
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.bare(if value { "true" } else { "false" });
    }

    pub(crate) fn integer(&mut self, value: i64) {
        self.bare(&value.to_string());
    }

    pub(crate) fn number(&mut self, value: f64) {
        if value.is_finite() {
            // The shortest text that reads back as the same number; JSON takes it as it is.
            self.bare(&value.to_string());
        } else {
            self.refuse(InputProblem::NotFinite);
        }
    }

    /// Refuses a value that must not be sent.
    pub(crate) fn refuse(&mut self, problem: InputProblem) {
        self.facts.report(problem);
        self.null();
    }

    /// Writes `null` into JSON, nothing elsewhere.
    /// Writes null.
    pub fn null(&mut self) {
        if let Target::Json(out) = &mut self.target {
            out.extend(b"null");
        }
    }

    /// Writes a number as it stands.
    pub(crate) fn raw(&mut self, number: &str) {
        self.bare(number);
    }

    /// Writes any JSON as it stands.
    pub(crate) fn any(&mut self, json: &Json) {
        if !self.facts.redacts {
            return self.bare(json.as_str());
        }
        self.facts.private = true;
        self.bare(match json.kind() {
            JsonKind::Null => "null",
            JsonKind::Boolean => "false",
            JsonKind::Number => "0",
            JsonKind::String => "\"\"",
            JsonKind::Array => "[]",
            JsonKind::Object => "{}",
        });
    }

    /// Writes a value that could have been left out.
    pub(crate) fn optional(&mut self, value: &dyn Value) {
        let outer = std::mem::replace(&mut self.facts.optional, true);
        value.emit(self);
        self.facts.optional = outer;
    }

    pub(crate) fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Value>) {
        if let Target::Texts(_) = &self.target {
            return items.for_each(|item| item.emit(self));
        }
        self.composite(&mut |out, facts| {
            out.push(b'[');
            for (index, item) in items.enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                item.emit(&mut ValueWriter::json(out, facts));
            }
            out.push(b']');
        });
    }

    pub(crate) fn map<'v>(&mut self, items: &mut dyn Iterator<Item = (&'v str, &'v dyn Value)>) {
        self.composite(&mut |out, facts| {
            let mut object = ObjectWriter::open(out, facts);
            for (index, (key, item)) in items.enumerate() {
                object.data_entry(index, key, item);
            }
            object.close();
        });
    }

    /// Writes an object.
    pub(crate) fn object(&mut self, model: &dyn Model) {
        self.composite(&mut |out, facts| {
            let mut object = ObjectWriter::open(out, facts);
            model.write(&mut object);
            object.close();
        });
    }

    fn bare(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(out) => out.extend(text.as_bytes()),
            Target::Texts(each) => each(text),
        }
    }

    /// Writes what only JSON can hold; elsewhere its JSON text stands for it.
    fn composite(&mut self, write: &mut dyn FnMut(&mut Buffer, &mut Facts)) {
        match &mut self.target {
            Target::Json(out) => write(out, self.facts),
            Target::Texts(each) => {
                let mut out = Buffer::default();
                write(&mut out, self.facts);
                each(&String::from_utf8_lossy(out.as_ref()));
            }
        }
    }
}

/// Where a [`Model`] writes its fields.
pub struct ObjectWriter<'a> {
    out: &'a mut Buffer,
    facts: &'a mut Facts,
    /// What stands before the next entry: the opening brace, then commas.
    separator: u8,
}

impl<'a> ObjectWriter<'a> {
    /// Starts an object.
    pub(crate) fn open(out: &'a mut Buffer, facts: &'a mut Facts) -> Self {
        Self { out, facts, separator: b'{' }
    }

    /// Goes on with an object that has entries and is not closed.
    pub(crate) fn resume(out: &'a mut Buffer, facts: &'a mut Facts) -> Self {
        Self { out, facts, separator: b',' }
    }

    /// Writes a field, unless its value is absent.
    pub fn field(&mut self, name: &'static str, value: &dyn Value) {
        if !value.is_absent() {
            self.nullable(name, value);
        }
    }

    /// Writes a field; an absent value as `null`.
    pub fn nullable(&mut self, name: &'static str, value: &dyn Value) {
        let outer = std::mem::replace(&mut self.facts.optional, false);
        self.entry(name, value);
        self.facts.optional = outer;
        self.facts.name_problem(name);
    }

    /// Writes the fields without a name of their own, as they came.
    pub fn unknown(&mut self, fields: &UnknownFields) {
        if self.facts.redacts {
            return;
        }
        if fields.may_hold_secret() {
            self.facts.secrets = Secrets::Some;
        }
        for (name, value) in fields.iter() {
            self.entry(name, value);
        }
    }

    pub(crate) fn close(self) {
        if self.separator == b'{' {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }

    /// Writes an entry whose key is data, which may be about a person where its value is.
    fn data_entry(&mut self, index: usize, key: &str, value: &dyn Value) {
        if !self.facts.redacts {
            return self.entry(key, value);
        }
        let outer = std::mem::take(&mut self.facts.private);
        let mut item = Buffer::default();
        value.emit(&mut ValueWriter::json(&mut item, self.facts));
        let is_private = std::mem::replace(&mut self.facts.private, outer);
        let replacement = format!("[key {}]", index + 1);
        self.key(if is_private { &replacement } else { key });
        self.facts.private |= is_private;
        self.out.extend(item.as_ref());
    }

    fn entry(&mut self, key: &str, value: &dyn Value) {
        self.key(key);
        value.emit(&mut ValueWriter::json(self.out, self.facts));
    }

    fn key(&mut self, key: &str) {
        self.out.push(std::mem::replace(&mut self.separator, b','));
        write_string(self.out, key);
        self.out.push(b':');
    }
}

fn write_string(out: &mut Buffer, text: &str) {
    // Growing memory is the only way in which this could fail, and that does not return.
    let _ = serde_json::to_writer(out, text);
}
