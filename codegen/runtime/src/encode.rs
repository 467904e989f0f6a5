//! Writing values: as JSON, as a form, or as the plain texts of a query, a path or a header.

mod form;
#[cfg(feature = "limits")]
mod limits;
mod object;

pub use self::form::FormLists;
pub use self::object::ObjectWriter;

pub(crate) use self::form::{FORM_TYPE, Form};

use crate::buffer::Buffer;
use crate::input::{InputProblem, has_control};
use crate::value::{Json, JsonKind, Model, Value};

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

/// The content type of the parts of a multipart body that are JSON.
#[cfg(feature = "uploads")]
const JSON_TYPE: &str = "application/json";

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
    Form(&'a mut Form),
    Texts(&'a mut dyn FnMut(&str)),
    #[cfg(feature = "uploads")]
    Parts(&'a mut EachPart<'a>),
}

/// Takes the text of a part of a multipart body, with its content type where it is not plain text.
#[cfg(feature = "uploads")]
pub(crate) type EachPart<'a> = dyn FnMut(&str, Option<&'static str>) + 'a;

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
    /// The limits of the value.
    #[cfg(feature = "limits")]
    limits: Option<limits::Scope>,
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

    /// Writes into a form.
    pub(crate) fn form(form: &'a mut Form, facts: &'a mut Facts) -> Self {
        Self { target: Target::Form(form), facts }
    }

    /// Hands out the plain text of a value, or of each value of a list.
    pub(crate) fn texts(each: &'a mut dyn FnMut(&str), facts: &'a mut Facts) -> Self {
        Self { target: Target::Texts(each), facts }
    }

    /// Hands out the parts of a multipart body that a value is: one for each value of a list.
    #[cfg(feature = "uploads")]
    pub(crate) fn parts(each: &'a mut EachPart<'a>, facts: &'a mut Facts) -> Self {
        Self { target: Target::Parts(each), facts }
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) {
        #[cfg(feature = "limits")]
        self.facts.check(text);
        match &mut self.target {
            Target::Json(out) => write_string(out, text),
            Target::Form(form) => form.put(text),
            Target::Texts(each) => each(text),
            #[cfg(feature = "uploads")]
            Target::Parts(each) => each(text, None),
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
        self.raw(&value.to_string());
    }

    pub(crate) fn number(&mut self, value: f64) {
        if value.is_finite() {
            // The shortest text that reads back as the same number; JSON takes it as it is.
            self.raw(&value.to_string());
        } else {
            self.refuse(InputProblem::NotFinite);
        }
    }

    /// Refuses a value that must not be sent.
    pub(crate) fn refuse(&mut self, problem: InputProblem) {
        self.facts.report(problem);
        self.null();
    }

    /// Writes `null` into JSON, an empty text into a form or a part, nothing elsewhere.
    pub fn null(&mut self) {
        match &mut self.target {
            Target::Json(out) => out.extend(b"null"),
            Target::Form(form) => form.put(""),
            Target::Texts(_) => {}
            #[cfg(feature = "uploads")]
            Target::Parts(each) => each("", None),
        }
    }

    /// Writes a number as it stands.
    pub(crate) fn raw(&mut self, number: &str) {
        #[cfg(feature = "limits")]
        self.facts.check(number);
        self.bare(number);
    }

    /// Writes any JSON as it stands.
    pub(crate) fn any(&mut self, json: &Json) {
        #[cfg(feature = "uploads")]
        if let Target::Parts(each) = &mut self.target {
            return each(json.as_str(), Some(JSON_TYPE));
        }
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
        #[cfg(feature = "limits")]
        if self.counts_items() {
            let items: Vec<_> = items.collect();
            let limit = self.items_beyond(&items);
            self.list(&mut items.into_iter());
            return self.report_limit(limit);
        }
        let is_flat = match &self.target {
            Target::Json(_) | Target::Form(_) => false,
            Target::Texts(_) => true,
            #[cfg(feature = "uploads")]
            Target::Parts(_) => true,
        };
        if is_flat {
            return items.for_each(|item| item.emit(self));
        }
        if let Target::Form(form) = &mut self.target {
            let facts = &mut *self.facts;
            return form.list(items, &mut |form, item| {
                item.emit(&mut ValueWriter::form(form, facts));
            });
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
        #[cfg(feature = "limits")]
        if self.counts_items() {
            let items: Vec<_> = items.collect();
            let limit = self.items_beyond(&items.iter().map(|(_, item)| *item).collect::<Vec<_>>());
            self.map(&mut items.into_iter());
            return self.report_limit(limit);
        }
        if let Target::Form(form) = &mut self.target {
            for (key, item) in items {
                ObjectWriter::form(form, self.facts).data(key, item);
            }
            return;
        }
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
        if let Target::Form(form) = &mut self.target {
            return model.write(&mut ObjectWriter::form(form, self.facts));
        }
        self.composite(&mut |out, facts| {
            let mut object = ObjectWriter::open(out, facts);
            model.write(&mut object);
            object.close();
        });
    }

    fn bare(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(out) => out.extend(text.as_bytes()),
            Target::Form(form) => form.put(text),
            Target::Texts(each) => each(text),
            #[cfg(feature = "uploads")]
            Target::Parts(each) => each(text, None),
        }
    }

    /// Writes what only JSON can hold; elsewhere its JSON text stands for it.
    fn composite(&mut self, write: &mut dyn FnMut(&mut Buffer, &mut Facts)) {
        match &mut self.target {
            Target::Json(out) => write(out, self.facts),
            // A form has places of its own for what is composed, so that it never comes here.
            Target::Form(_) => {}
            Target::Texts(each) => {
                let mut out = Buffer::default();
                write(&mut out, self.facts);
                each(&String::from_utf8_lossy(out.as_ref()));
            }
            #[cfg(feature = "uploads")]
            Target::Parts(each) => {
                let mut out = Buffer::default();
                write(&mut out, self.facts);
                each(&String::from_utf8_lossy(out.as_ref()), Some(JSON_TYPE));
            }
        }
    }
}

fn write_string(out: &mut Buffer, text: &str) {
    // Growing memory is the only way in which this could fail, and that does not return.
    let _ = serde_json::to_writer(out, text);
}
