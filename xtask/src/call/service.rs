//! The API as the runtime needs it: what generated code declares as constants.

use std::fmt;

use restwright_codegen::constant_name;
use restwright_runtime as runtime;
use restwright_runtime::{Catalogue, ErrorEntry};
use restwright_spec::api::{self, Api, Code, CodeKind, KeyPath, Placement};

use super::fixed;

/// The API for the runtime. It lives until the process ends, as constants do.
pub(super) fn of(api: &Api, base_url: &str) -> &'static runtime::Service {
    let optional = |text: Option<&String>| text.map(|text| fixed(text));
    let service = &api.service;
    keep(runtime::Service {
        name: fixed(&service.name),
        version: fixed(&service.version),
        base_url: fixed(base_url),
        error_bodies: list(api.error_bodies.iter().map(|body| error_body(api, body))),
        errors: keep(Errors::of(api)),
        request_content_type: optional(service.request_content_type.as_deref()),
        request_id_header: optional(service.request_id_header.as_deref()),
        spans: restwright_runtime::spans!(),
    })
}

/// The constant part of an operation.
pub(super) fn endpoint(
    group: &api::Group,
    operation: &api::Operation,
) -> &'static runtime::Endpoint {
    keep(runtime::Endpoint {
        id: fixed(&format!("{}.{}", *group.id, *operation.id)),
        method: match operation.method {
            api::Method::Get => runtime::Method::Get,
            api::Method::Head => runtime::Method::Head,
            api::Method::Post => runtime::Method::Post,
            api::Method::Put => runtime::Method::Put,
            api::Method::Patch => runtime::Method::Patch,
            api::Method::Delete => runtime::Method::Delete,
        },
        path: fixed(&operation.path.template),
        effect: match operation.effect {
            api::Effect::Safe => runtime::Effect::Safe,
            api::Effect::Idempotent => runtime::Effect::Idempotent,
            api::Effect::Creates => runtime::Effect::Creates,
            api::Effect::Consumes => runtime::Effect::Consumes,
            api::Effect::Sends => runtime::Effect::Sends,
        },
    })
}

/// A credential with its placements.
pub(super) fn credential(credential: &api::Credential) -> &'static runtime::Credential {
    let placement = |placement: &Placement| match placement {
        Placement::Query(name) => runtime::Placement::Query { name: fixed(name) },
        Placement::Header { name, scheme } => runtime::Placement::Header {
            name: fixed(name),
            scheme: scheme.as_ref().map(|scheme| fixed(scheme)),
        },
        Placement::Cookie(name) => runtime::Placement::Cookie { name: fixed(name) },
        Placement::Basic(_) => runtime::Placement::Basic,
        // The caller has an access token.
        Placement::OAuth(_) => {
            runtime::Placement::Header { name: "Authorization", scheme: Some("Bearer") }
        }
    };
    keep(runtime::Credential {
        id: fixed(&credential.id),
        placements: list(credential.placements.iter().map(placement)),
    })
}

/// Alternatives of credentials.
pub(super) fn choice(
    choice: &api::CredentialChoice,
    credential: impl Fn(&str) -> &'static runtime::Credential,
) -> &'static runtime::CredentialChoice {
    let alternatives = choice.first_of.iter();
    let first_of = alternatives.map(|ids| list(ids.iter().map(|id| credential(id))));
    keep(runtime::CredentialChoice {
        first_of: list(first_of),
        is_optional: choice.is_optional,
        described: fixed(&described(choice)),
    })
}

/// The alternatives as a phrase.
pub(super) fn described(choice: &api::CredentialChoice) -> String {
    let alternative = |ids: &Vec<String>| {
        ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ")
    };
    choice.first_of.iter().map(alternative).collect::<Vec<_>>().join(", or ")
}

fn error_body(api: &Api, body: &api::ErrorBody) -> runtime::ErrorBody {
    if body.is_problem {
        return runtime::ErrorBody::PROBLEM_JSON;
    }
    let optional = |keys: Option<&KeyPath>| keys.map(path);
    runtime::ErrorBody {
        code: match (&body.code, api.code_kind) {
            (api::CodeLocation::Status, _) => runtime::CodeLocation::Status,
            (api::CodeLocation::Body(keys), CodeKind::Number) => {
                runtime::CodeLocation::Number(path(keys))
            }
            (api::CodeLocation::Body(keys), CodeKind::Text) => {
                runtime::CodeLocation::Text(path(keys))
            }
        },
        in_success: body.in_success,
        message: optional(body.message.as_ref()),
        description: optional(body.description.as_ref()),
        provider_error: optional(body.provider_error.as_ref()),
        field_errors: body.field_errors.as_ref().map(|errors| runtime::FieldErrorKeys {
            list: path(&errors.list),
            field: fixed(&errors.field),
            message: fixed(&errors.message),
        }),
        details: optional(body.details.as_ref()),
        is_problem: false,
    }
}

fn path(keys: &KeyPath) -> runtime::KeyPath {
    list(keys.0.iter().map(|key| fixed(key)))
}

/// The catalogue of error codes, sorted by code.
struct Errors(Vec<(&'static str, ErrorEntry)>);

impl Errors {
    fn of(api: &Api) -> Self {
        let entry = |error: &api::ErrorCode| {
            let (number, text) = match &*error.code {
                Code::Number(number) => (*number, ""),
                Code::Text(text) => (0, fixed(text)),
            };
            let entry = ErrorEntry {
                number,
                name: fixed(&constant_name(&error.id)),
                status: error.status.unwrap_or_default(),
                message: error.message.as_deref().map(fixed).unwrap_or_default(),
                meaning: fixed(&error.meaning),
                hint: error.hint.as_deref().map(fixed),
            };
            (text, entry)
        };
        Self(api.errors.iter().map(entry).collect())
    }
}

impl Catalogue for Errors {
    fn by_number(&'static self, number: i64) -> Option<&'static ErrorEntry> {
        let mut entries = self.0.iter().filter(|(text, _)| text.is_empty());
        entries.find(|(_, entry)| entry.number == number).map(|(_, entry)| entry)
    }

    fn by_text(&'static self, text: &str) -> Option<&'static (&'static str, ErrorEntry)> {
        self.0.iter().find(|(code, _)| !code.is_empty() && *code == text)
    }
}

impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Errors").field(&self.0.len()).finish()
    }
}

fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(values: impl Iterator<Item = T>) -> &'static [T] {
    Box::leak(values.collect::<Box<[T]>>())
}
