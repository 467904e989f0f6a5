//! Writing objects field by field.

use super::form::is_key;
use super::{Facts, Form, Secrets, ValueWriter, write_string};
use crate::buffer::Buffer;
use crate::decode::string;
use crate::input::InputProblem;
use crate::value::{Constant, Json, JsonKind, UnknownFields, Value};

/// Where a [`Model`](crate::Model) writes its fields.
pub struct ObjectWriter<'a> {
    target: Target<'a>,
    facts: &'a mut Facts,
}

enum Target<'a> {
    Json {
        out: &'a mut Buffer,
        /// What stands before the next entry: the opening brace, then commas.
        separator: u8,
    },
    Form(&'a mut Form),
}

impl<'a> ObjectWriter<'a> {
    /// Starts an object.
    pub(crate) fn open(out: &'a mut Buffer, facts: &'a mut Facts) -> Self {
        Self { target: Target::Json { out, separator: b'{' }, facts }
    }

    /// Goes on with an object that has entries and is not closed.
    pub(crate) fn resume(out: &'a mut Buffer, facts: &'a mut Facts) -> Self {
        Self { target: Target::Json { out, separator: b',' }, facts }
    }

    /// Writes the fields of an object into a form, under its current key.
    pub(crate) fn form(form: &'a mut Form, facts: &'a mut Facts) -> Self {
        Self { target: Target::Form(form), facts }
    }

    /// Writes a field, unless its value is absent.
    pub fn field(&mut self, name: &'static str, value: &dyn Value) {
        if !value.is_absent() {
            self.nullable(name, value);
        }
    }

    /// Writes a field that always has the same value, unless another one was read in its place.
    pub fn constant(&mut self, name: &'static str, value: Constant, unknown: &UnknownFields) {
        if unknown.get(name).is_none() {
            self.nullable(name, &value);
        }
    }

    /// Writes a field; an absent value as `null`, in a form as an empty text.
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
            match &self.target {
                Target::Json { .. } => self.entry(name, value),
                Target::Form(_) => self.plain(name, value),
            }
        }
    }

    pub(crate) fn close(self) {
        if let Target::Json { out, separator } = self.target {
            if separator == b'{' {
                out.push(b'{');
            }
            out.push(b'}');
        }
    }

    /// Writes an entry of a form, whose values are texts anyway.
    fn plain(&mut self, name: &str, value: &Json) {
        match (value.kind(), string(value.as_str())) {
            (JsonKind::Null, _) => self.data(name, &None::<bool>),
            (_, Some(text)) => self.data(name, &text.into_owned()),
            (_, None) => self.data(name, value),
        }
    }

    /// Writes an entry whose key is data.
    pub(super) fn data(&mut self, key: &str, value: &dyn Value) {
        self.entry(key, value);
        // Behind the value: a name within it would else pass for that of the map.
        if matches!(self.target, Target::Form(_)) && !is_key(key) {
            self.facts.report(InputProblem::FormKey);
        }
    }

    /// Writes an entry whose key is data, which may be about a person where its value is.
    pub(super) fn data_entry(&mut self, index: usize, key: &str, value: &dyn Value) {
        if !self.facts.redacts {
            return self.data(key, value);
        }
        let outer = std::mem::take(&mut self.facts.private);
        let mut item = Buffer::default();
        value.emit(&mut ValueWriter::json(&mut item, self.facts));
        let is_private = std::mem::replace(&mut self.facts.private, outer);
        let replacement = format!("[key {}]", index + 1);
        self.facts.private |= is_private;
        self.raw(if is_private { &replacement } else { key }, item.as_ref());
    }

    fn entry(&mut self, key: &str, value: &dyn Value) {
        let facts = &mut *self.facts;
        match &mut self.target {
            Target::Json { out, separator } => {
                write_key(out, separator, key);
                value.emit(&mut ValueWriter::json(out, facts));
            }
            Target::Form(form) => {
                form.within(key, |form| value.emit(&mut ValueWriter::form(form, facts)));
            }
        }
    }

    /// Writes an entry whose value is JSON already.
    fn raw(&mut self, key: &str, json: &[u8]) {
        if let Target::Json { out, separator } = &mut self.target {
            write_key(out, separator, key);
            out.extend(json);
        }
    }
}

fn write_key(out: &mut Buffer, separator: &mut u8, key: &str) {
    out.push(std::mem::replace(separator, b','));
    write_string(out, key);
    out.push(b':');
}
