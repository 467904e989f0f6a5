//! An object with containers, which holds itself.

use std::collections::BTreeMap;

use api_runtime::{Model, ObjectWriter, Personal, Slot, UnknownFields, Value};

use super::LockType;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Profile {
    pub(crate) children: Option<Vec<Profile>>,
    pub(crate) emails: Option<Vec<Personal>>,
    pub(crate) labels: Option<BTreeMap<String, i64>>,
    pub(crate) lock: Option<LockType>,
    pub(crate) name: Option<String>,
    pub(crate) parent: Option<Box<Profile>>,
    pub(crate) phone: Option<Personal>,
    pub(crate) unknown_fields: UnknownFields,
}

impl Model for Profile {
    fn field(&mut self, key: &str) -> Slot<'_> {
        match key {
            "Children" => Value::slot(&mut self.children),
            "Emails" => Value::slot(&mut self.emails),
            "Labels" => Value::slot(&mut self.labels),
            "Lock" => Value::slot(&mut self.lock),
            "Name" => Value::slot(&mut self.name),
            "Parent" => Value::slot(&mut self.parent),
            "Phone" => Value::slot(&mut self.phone),
            _ => self.unknown_fields.slot(),
        }
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("Children", &self.children);
        object.field("Emails", &self.emails);
        object.field("Labels", &self.labels);
        object.field("Lock", &self.lock);
        object.field("Name", &self.name);
        object.field("Parent", &self.parent);
        object.field("Phone", &self.phone);
        object.unknown(&self.unknown_fields);
    }
}
