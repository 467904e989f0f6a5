//! Values for the inputs of one call.

use std::collections::BTreeMap;
use std::str::FromStr;

use restwright_spec::api::{Api, Credential, Input, Location, Operation, Placement};
use serde_json::Value;

use crate::request::{Request, json};

/// Values of inputs and per-call credentials by id, as text.
#[derive(Debug, Default)]
pub(crate) struct Inputs(BTreeMap<String, String>);

impl Inputs {
    /// The inputs that a documented request holds.
    pub(super) fn documented(api: &Api, operation: &Operation, request: &Request) -> Self {
        let inputs = operation.inputs.iter().filter_map(|input| {
            let value = documented(operation, input, request)?;
            Some((input.id.to_string(), value))
        });
        let credentials = per_call(api, operation);
        let credentials =
            credentials.map(|credential| (credential.id.to_string(), example(credential)));
        Self(inputs.chain(credentials).collect())
    }

    /// The inputs that every call requires, each with the value of its documentation.
    pub(crate) fn required(api: &Api, operation: &Operation) -> Self {
        let inputs = operation.inputs.iter().filter(|input| input.is_required());
        let inputs = inputs.map(|input| (input.id.to_string(), example_of(input)));
        let credentials = per_call(api, operation);
        let credentials =
            credentials.map(|credential| (credential.id.to_string(), example(credential)));
        Self(inputs.chain(credentials).collect())
    }

    /// Every input that there is.
    pub(crate) fn all(
        api: &Api,
        operation: &Operation,
        value: impl Fn(&Input) -> String,
        secret: impl Fn(&Credential) -> String,
    ) -> Self {
        let inputs = operation.inputs.iter().map(|input| (input.id.to_string(), value(input)));
        let credentials = per_call(api, operation);
        let credentials =
            credentials.map(|credential| (credential.id.to_string(), secret(credential)));
        Self(inputs.chain(credentials).collect())
    }

    /// The ids that have a value.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A value that must be there.
    pub(super) fn required_text(&self, id: &str) -> &str {
        self.text(id).unwrap_or_else(|| panic!("no value for `{id}`"))
    }

    /// A text that may be there.
    pub(super) fn text(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }

    /// A boolean or a number that may be there.
    pub(super) fn parsed<T: FromStr>(&self, id: &str) -> Option<T> {
        self.text(id)
            .map(|text| text.parse().ok().unwrap_or_else(|| panic!("`{id}` cannot be {text:?}")))
    }
}

/// Puts documented values where a template has none, so that there is something to compare.
pub(super) fn fill(api: &Api, operation: &Operation, request: &mut Request) {
    for (name, value) in &mut request.query {
        if value.is_empty() {
            let of_input =
                operation.inputs.iter().find(|input| is_query(input) && *input.wire == *name);
            let of_credential = api
                .credentials
                .iter()
                .find(|credential| credential.placements.contains(&Placement::Query(name.clone())));
            *value =
                of_input.map(example_of).or_else(|| of_credential.map(example)).unwrap_or_default();
        }
    }
    for (name, value) in &mut request.headers {
        for credential in &api.credentials {
            for placement in &credential.placements {
                if matches!(placement, Placement::Header { name: other, scheme: Some(scheme) }
                    if other.eq_ignore_ascii_case(name) && value.trim() == scheme)
                {
                    *value = format!("{} {}", value.trim(), example(credential));
                }
            }
        }
    }
}

/// The value of a credential in its documentation.
pub(super) fn example(credential: &Credential) -> String {
    credential.example.clone().unwrap_or_else(|| panic!("`{}` has no example", *credential.id))
}

fn example_of(input: &Input) -> String {
    let example = input.example.as_ref().map(json);
    example.as_ref().and_then(text).unwrap_or_else(|| panic!("`{}` has no example", *input.id))
}

/// A single value as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Credentials of an operation that are among its arguments.
fn per_call<'a>(api: &'a Api, operation: &'a Operation) -> impl Iterator<Item = &'a Credential> {
    let is_argument = |credential: &&Credential| operation.arguments.contains(&credential.id);
    api.credentials.iter().filter(is_argument)
}

fn documented(operation: &Operation, input: &Input, request: &Request) -> Option<String> {
    let wire = input.wire.as_str();
    match input.location {
        Location::Query(_) => {
            let pair = request.query.iter().find(|(name, _)| name == wire)?;
            Some(pair.1.clone())
        }
        Location::Header | Location::IdempotencyKey => {
            request.headers.get(&wire.to_lowercase()).cloned()
        }
        Location::Cookie => {
            let mut cookies = request.headers.get("cookie")?.split("; ");
            cookies.find_map(|one| one.strip_prefix(wire)?.strip_prefix('=')).map(Into::into)
        }
        Location::Body => request.body.as_ref()?.get(wire).and_then(text),
        Location::Path => {
            let path = format!("/{}", request.path.join("/"));
            let values = operation.path.values(&path)?;
            values.iter().find(|(id, _)| *id == *input.id).map(|(_, value)| (*value).to_owned())
        }
    }
}

fn is_query(input: &Input) -> bool {
    matches!(input.location, Location::Query(_))
}
