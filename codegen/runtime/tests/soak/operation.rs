//! The operation that is called: its number stands in the path and in the body, and comes back.

use restwright_runtime::{
    Credential, Effect, Endpoint, ErrorEntry, Field, Method, Model, Number, ObjectWriter,
    Operation, Placement, RequestWriter, Service, UnknownFields,
};

pub(crate) static SERVICE: Service = Service {
    name: "soak",
    version: "0.0.0",
    base_url: "https://api.example.com",
    error_bodies: &[],
    errors: &[] as &[ErrorEntry; 0],
    request_content_type: None,
    request_id_header: None,
    spans: restwright_runtime::spans!(),
};

pub(crate) static TOKEN: Credential = Credential {
    id: "token",
    placements: &[Placement::Header { name: "Authorization", scheme: Some("Bearer") }],
};

/// `POST /echo/{id}`
pub(crate) struct Echo {
    pub(crate) id: u32,
}

#[derive(Default)]
pub(crate) struct Echoed {
    pub(crate) id: i64,
    unknown_fields: UnknownFields,
}

/// A service without error codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code;

impl Operation for Echo {
    type Output = Echoed;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "soak.echo",
        method: Method::Post,
        path: "/echo/{id}",
        effect: Effect::Consumes,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&TOKEN);
        request.path("id", &i64::from(self.id));
        request.field("id", &i64::from(self.id));
    }
}

impl Model for Echoed {
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(0, "id")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "id" => Field::new(0, &mut self.id),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("id", &self.id);
        object.unknown(&self.unknown_fields);
    }
}

impl restwright_runtime::Code for Code {
    type Wire = Number;

    fn from_wire(_: Number) -> Self {
        Self
    }
}
