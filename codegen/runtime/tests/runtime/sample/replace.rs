//! `PUT /pets`: the body as one value.

use restwright_runtime::{
    Effect, Endpoint, Field, Method, Model, ObjectWriter, Operation, RequestWriter, Secret,
    UnknownFields,
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
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(0, "owner"), (1, "token")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "owner" => Field::new(0, &mut self.owner),
            "token" => Field::new(1, &mut self.token),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("owner", &self.owner);
        object.field("token", &self.token);
        object.unknown(&self.unknown_fields);
    }
}
