//! `DELETE /auth/phone`: a credential of the call; no body either way.

use restwright_runtime::{Effect, Endpoint, Method, Operation, RequestWriter, Secret};

use super::service;

#[derive(Clone, Debug)]
pub(crate) struct Remove {
    pub(crate) access_token: Secret,
}

impl Operation for Remove {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "phone.remove",
        method: Method::Delete,
        path: "/auth/phone",
        effect: Effect::Idempotent,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.credential(&service::ACCESS_TOKEN, &self.access_token);
    }
}
