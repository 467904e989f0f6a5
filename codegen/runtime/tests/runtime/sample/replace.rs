//! `PUT /pets`: the body as one value.

use api_runtime::{
    Effect, Endpoint, Method, Model, ObjectWriter, Operation, RequestWriter, Secret, Slot,
    UnknownFields, Value,
};

use super::Profile;

#[derive(Clone, Debug)]
pub(crate) struct Replace {
    pub(crate) body: Option<Pet>,
}

impl Operation for Replace {
    type Output = Pet;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "pets.replace",
        method: Method::Put,
        path: "/pets",
        effect: Effect::Idempotent,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.whole_body(&self.body);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pet {
    pub(crate) owner: Profile,
    pub(crate) token: Secret,
    pub(crate) unknown_fields: UnknownFields,
}

impl Model for Pet {
    fn required(&self) -> &'static [&'static str] {
        &["owner", "token"]
    }

    fn field(&mut self, key: &str) -> Slot<'_> {
        match key {
            "owner" => Value::slot(&mut self.owner),
            "token" => Value::slot(&mut self.token),
            _ => self.unknown_fields.slot(),
        }
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("owner", &self.owner);
        object.field("token", &self.token);
        object.unknown(&self.unknown_fields);
    }
}
