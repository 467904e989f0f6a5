//! Values of inputs, as a call writes them.

use restwright_runtime::{
    Constant, Decimal, Field, Json, Model, ObjectWriter, Personal, Secret, Slot, UnknownFields,
    Value, ValueWriter,
};

use super::fixed;
use super::secrets::Held;

/// The value of an input.
#[derive(Clone, Default)]
pub(super) enum Given {
    #[default]
    Null,
    Text(String),
    Personal(Personal),
    Secret(Held),
    /// A boolean, a whole number, or a value of an enum that is none of a text.
    Word(String),
    Number(f64),
    Decimal(Decimal),
    Json(Json),
    Constant(Constant),
    List(Vec<Given>),
    Map(std::collections::BTreeMap<String, Given>),
    Object(Fields),
}

/// The fields of an object, in the order of its type.
#[derive(Clone, Default)]
pub(super) struct Fields {
    pub(super) pairs: Vec<(&'static str, Given)>,
    unknown: UnknownFields,
}

impl Fields {
    pub(super) fn push(&mut self, name: &str, value: Given) {
        self.pairs.push((fixed(name), value));
    }
}

impl Given {
    /// The same with a marker in the place of each secret.
    pub(super) fn marked(&self) -> Self {
        match self {
            Self::Secret(held) => Self::Secret(held.marked()),
            Self::List(items) => Self::List(items.iter().map(Self::marked).collect()),
            Self::Map(entries) => {
                Self::Map(entries.iter().map(|(key, it)| (key.clone(), it.marked())).collect())
            }
            Self::Object(fields) => {
                let pairs = fields.pairs.iter().map(|(name, it)| (*name, it.marked()));
                let pairs = pairs.collect();
                Self::Object(Fields { pairs, unknown: UnknownFields::default() })
            }
            other => other.clone(),
        }
    }

    /// Whether it is written in several parts, each by its own.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// As a text; what has parts as JSON.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) | Self::Word(text) => text.clone(),
            Self::Personal(text) => text.expose().to_owned(),
            Self::Secret(held) => held.secret.expose().to_owned(),
            Self::Constant(Constant::Text(text)) => (*text).to_owned(),
            other => restwright_runtime::to_json(other),
        }
    }

    /// Its secret, if it is one.
    pub(super) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Secret(held) => Some(&held.secret),
            _ => None,
        }
    }
}

impl Value for Given {
    /// Nothing reads one.
    fn slot(&mut self) -> Slot<'_> {
        Slot::nothing()
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        match self {
            Self::Null => value.null(),
            Self::Text(text) => value.text(text),
            Self::Personal(text) => text.emit(value),
            Self::Secret(held) => held.secret.emit(value),
            Self::Word(word) => value.word(word),
            Self::Number(number) => number.emit(value),
            Self::Decimal(number) => number.emit(value),
            Self::Json(json) => json.emit(value),
            Self::Constant(constant) => constant.emit(value),
            Self::List(items) => items.emit(value),
            Self::Map(entries) => entries.emit(value),
            Self::Object(fields) => fields.emit(value),
        }
    }
}

impl Model for Fields {
    /// Nothing reads one.
    fn field(&mut self, _: &str) -> Option<Field<'_>> {
        None
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        for (name, value) in &self.pairs {
            object.nullable(name, value);
        }
    }
}
