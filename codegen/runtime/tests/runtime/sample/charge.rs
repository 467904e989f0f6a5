//! `POST /charges`: an operation with an idempotency key.

use restwright_runtime::{Effect, Endpoint, Method, Operation, RequestWriter, Secret};

#[derive(Clone, Debug, Default)]
pub(crate) struct Charge {
    pub(crate) idempotency_key: Option<Secret>,
}

impl Operation for Charge {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "charges.create",
        method: Method::Post,
        path: "/charges",
        effect: Effect::Sends,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.idempotency_key("Idempotency-Key", self.idempotency_key.as_ref());
        request.field("amount", &5_i64);
    }
}
