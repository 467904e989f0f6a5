//! An object with containers, which holds itself.

use std::collections::BTreeMap;

use restwright_runtime::{Field, Model, ObjectWriter, Personal, UnknownFields};

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
    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "Children" => Field::new(0, &mut self.children),
            "Emails" => Field::new(1, &mut self.emails),
            "Labels" => Field::new(2, &mut self.labels),
            "Lock" => Field::new(3, &mut self.lock),
            "Name" => Field::new(4, &mut self.name),
            "Parent" => Field::new(5, &mut self.parent),
            "Phone" => Field::new(6, &mut self.phone),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
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
