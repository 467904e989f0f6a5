//! `POST /auth/login`: inputs in the query, in a header and in the body; one of two answers.

use restwright_runtime::{
    Effect, Endpoint, Method, Nullable, Operation, Personal, RequestWriter, Secret,
};

use super::{LoginOutcome, service};

#[derive(Clone, Debug)]
pub(crate) struct Login {
    pub(crate) phone: Personal,
    pub(crate) password: Secret,
    pub(crate) fields: Option<String>,
    pub(crate) captcha: Option<Secret>,
    pub(crate) nickname: Nullable<String>,
    pub(crate) remember: Option<bool>,
    pub(crate) x_prevent_webhook: Option<String>,
}

impl Login {
    pub(crate) fn new(phone: impl Into<Personal>, password: impl Into<Secret>) -> Self {
        Self {
            phone: phone.into(),
            password: password.into(),
            fields: None,
            captcha: None,
            nickname: Nullable::Absent,
            remember: None,
            x_prevent_webhook: None,
        }
    }
}

impl Operation for Login {
    type Output = LoginOutcome;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "phone.login",
        method: Method::Post,
        path: "/auth/login",
        effect: Effect::Consumes,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&service::API_KEY);
        request.query("Fields", &self.fields);
        request.query("remember", &self.remember);
        request.header("X-PreventWebhook", &self.x_prevent_webhook);
        request.field("captcha", &self.captcha);
        request.field("nickname", &self.nickname);
        request.field("password", &self.password);
        request.field("phone", &self.phone);
    }
}
