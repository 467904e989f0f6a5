//! Every documented request and answer of the first API, over a socket.

/// What differs from the documents on purpose, and why.
mod by_design;
/// All operations, called by hand.
pub(crate) mod calls;
/// Values for the inputs of one call.
pub(crate) mod inputs;

use std::collections::{BTreeMap, BTreeSet};

use loginradius::{AccessTokenPlacement, Client, SottPlacement};
use restwright_spec::api::{
    Api, Credential, Example, Input, Location, Operation, Placement, Privacy, Type,
};
use serde_json::json;

use self::calls::{CALLS, Call};
use self::inputs::{Inputs, example, fill};
use crate::description::{api, loginradius};
use crate::loopback::{answer, exchange, once};
use crate::outcome;
use crate::request::Request;

/// A text with everything that has a meaning in a URL, in a header or in JSON.
const HOSTILE: &str = " a+b &c=d#e%2Ff/g\"h\\i'é🔑\r\n\tj?;:@[]{}<>|^`~!$*(),k ";
/// The same without what no secret and no header can hold, or a header loses at its ends.
const HOSTILE_WITHOUT_CONTROLS: &str = "a+b &c=d#e%2Ff/g\"h\\i'é🔑j?;:@[]{}<>|^`~!$*(),k";

/// Where the credentials go that have a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Credentials {
    /// Where they go by default.
    Usual,
    /// Into the query.
    InQuery,
}

#[test]
fn every_operation_is_called() {
    let api = api(&loginradius());
    let documented = operations(&api).filter(|(_, operation)| !operation.examples.is_empty());
    let is_called = |id: &String| CALLS.iter().any(|(called, _)| called == id);
    let missing: Vec<_> = documented.map(|(id, _)| id).filter(|id| !is_called(id)).collect();
    assert_eq!(missing, [""; 0], "call them in tests/suite/replay/calls.rs: they have examples");
    let known: Vec<_> = calls(&api).map(|(id, ..)| id).collect();
    let sorted: Vec<_> = CALLS.iter().map(|(id, _)| *id).collect();
    assert_eq!(known, sorted, "`CALLS` is sorted by id, and all of its operations exist");
}

#[test]
fn requests_are_as_documented() {
    let api = api(&loginradius());
    let mut found = BTreeMap::<_, BTreeSet<_>>::new();
    let mut replayed = BTreeSet::new();
    for credentials in [Credentials::Usual, Credentials::InQuery] {
        for (id, operation, call, example) in examples(&api) {
            let Some(documented) = &example.request else {
                continue;
            };
            let mut documented = Request::documented(documented);
            fill(&api, operation, &mut documented);
            let inputs = Inputs::documented(&api, operation, &documented);
            let sent = sent(&api, credentials, call, &inputs);
            let has_length = |one: &String| one == "header `content-length` is added";
            let mut differences = sent.differences(&documented);
            // HTTP requires it of methods that have a body.
            let may_have_body = !matches!(&*sent.method, "GET" | "HEAD" | "DELETE");
            differences.retain(|one| !(may_have_body && has_length(one)));
            for difference in differences {
                found.entry((credentials, difference)).or_default().insert(id.clone());
            }
            replayed.insert(id);
        }
    }
    let expected: BTreeSet<_> = CALLS.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(replayed, expected, "every operation is documented with a request");
    by_design::check(&found);
}

#[test]
fn every_input_is_documented() {
    let api = api(&loginradius());
    let mut missing: BTreeSet<_> = operations(&api)
        .flat_map(|(id, operation)| {
            operation.inputs.iter().map(move |input| (id.clone(), input.id.to_string()))
        })
        .collect();
    for (id, operation, _, example) in examples(&api) {
        let Some(request) = &example.request else {
            continue;
        };
        for input in Inputs::documented(&api, operation, &Request::documented(request)).ids() {
            missing.remove(&(id.clone(), input.to_owned()));
        }
    }
    // The official clients send it; the document leaves it out.
    let by_design = ("phone.resend_otp_by_token".to_owned(), "phone".to_owned());
    let expected = BTreeSet::from([by_design]);
    assert_eq!(missing, expected, "inputs that no documented request of a call in calls.rs has");
}

#[test]
fn answers_lose_nothing() {
    let api = api(&loginradius());
    let (mut successes, mut errors) = (0, 0);
    for (id, operation, call, example) in examples(&api) {
        let Some(documented) = &example.response else {
            continue;
        };
        println!("{id}: {}", example.summary);
        let inputs = Inputs::required(&api, operation);
        let answer = answer(documented.status, &outcome::body(operation, documented));
        let (_, outcome) =
            exchange(&answer, |url| call(&client(&api, url, Credentials::Usual), &inputs));
        if documented.status < 300 {
            successes += 1;
        } else {
            errors += 1;
        }
        outcome::check(operation, api.error_bodies.first(), documented, outcome);
    }
    assert!(successes >= 13 && errors >= 8, "{successes} successes, {errors} errors");
}

#[test]
fn hostile_values_arrive_as_they_are() {
    let api = api(&loginradius());
    for credentials in [Credentials::Usual, Credentials::InQuery] {
        for (id, operation, call) in calls(&api) {
            let secret = |_: &Credential| HOSTILE_WITHOUT_CONTROLS.to_owned();
            let inputs = Inputs::all(&api, operation, hostile, secret);
            let expected = expected(&api, operation, &inputs, credentials);
            let sent = sent(&api, credentials, call, &inputs);
            let differences = sent.differences(&expected);
            let unexpected = differences.iter().filter(|one| !is_header_of_transport(one));
            assert_eq!(
                unexpected.collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{id}, {credentials:?}"
            );
        }
    }
}

/// Operations with their ids, in the order of the ids.
pub(crate) fn operations(api: &Api) -> impl Iterator<Item = (String, &Operation)> {
    api.groups.iter().flat_map(|group| {
        let id = |operation: &Operation| format!("{}.{}", *group.id, *operation.id);
        group.operations.iter().map(move |operation| (id(operation), operation))
    })
}

/// Operations, each with how it is called.
pub(crate) fn calls(api: &Api) -> impl Iterator<Item = (String, &Operation, Call)> {
    operations(api).filter_map(|(id, operation)| {
        let (_, call) = CALLS.iter().find(|(called, _)| *called == id)?;
        Some((id, operation, *call))
    })
}

/// Examples, each with its operation and how it is called.
fn examples(api: &Api) -> impl Iterator<Item = (String, &Operation, Call, &Example)> {
    calls(api).flat_map(|(id, operation, call)| {
        operation.examples.iter().map(move |example| (id.clone(), operation, call, example))
    })
}

fn client(api: &Api, url: &str, credentials: Credentials) -> Client {
    let builder = Client::builder(api_key(api)).base_url(url).options(once());
    let builder = match credentials {
        Credentials::Usual => builder,
        Credentials::InQuery => builder
            .access_token_placement(AccessTokenPlacement::Query)
            .sott_placement(SottPlacement::Query),
    };
    builder.build().expect("a client for this machine")
}

fn api_key(api: &Api) -> String {
    api.credentials
        .iter()
        .find(|credential| *credential.id == "api_key")
        .map(example)
        .expect("a key")
}

/// The request that reaches the server. What it answers does not matter.
fn sent(api: &Api, credentials: Credentials, call: Call, inputs: &Inputs) -> Request {
    let (request, outcome) =
        exchange(&answer(200, "{}"), |url| call(&client(api, url, credentials), inputs));
    request.unwrap_or_else(|| panic!("nothing was sent: {outcome:?}"))
}

fn hostile(input: &Input) -> String {
    let value = match (&input.ty, input.location) {
        (Type::Boolean, _) => "true",
        (Type::Integer(_) | Type::Number | Type::Decimal, _) => "7",
        (Type::String(Privacy::Secret), _) | (_, Location::Header | Location::IdempotencyKey) => {
            HOSTILE_WITHOUT_CONTROLS
        }
        _ => HOSTILE,
    };
    value.to_owned()
}

fn placement(credential: &Credential, credentials: Credentials) -> &Placement {
    let in_query = |placement: &&Placement| matches!(placement, Placement::Query(_));
    let chosen = match credentials {
        Credentials::Usual => credential.placements.first(),
        Credentials::InQuery => credential.placements.iter().find(in_query),
    };
    chosen.expect("every credential can go into the query")
}

/// The request that the description calls for.
fn expected(
    api: &Api,
    operation: &Operation,
    inputs: &Inputs,
    credentials: Credentials,
) -> Request {
    let mut request = Request::line(operation.method.as_str(), &operation.path.template);
    for credential in &api.credentials {
        if operation.credentials.contains(&credential.id) {
            let key = api_key(api);
            let value = inputs.text(&credential.id).unwrap_or(&key).to_owned();
            request.place(placement(credential, credentials), &value);
        }
    }
    for input in &operation.inputs {
        let value = inputs.required_text(&input.id).to_owned();
        let wire = input.wire.to_string();
        match input.location {
            Location::Path => {
                let placeholder = format!("{{{}}}", *input.id);
                for segment in &mut request.path {
                    *segment = segment.replace(&placeholder, &value);
                }
            }
            Location::Query(_) => request.query.push((wire, value)),
            Location::Cookie => request.place(&Placement::Cookie(wire), &value),
            Location::Header | Location::IdempotencyKey => {
                drop(request.headers.insert(wire.to_lowercase(), value));
            }
            Location::Body => {
                let value = match input.ty {
                    Type::Boolean | Type::Integer(_) | Type::Number => {
                        serde_json::from_str(&value).expect("a value of this type")
                    }
                    _ => value.into(),
                };
                request.body.get_or_insert_with(|| json!({}))[wire] = value;
            }
        }
    }
    request
}

fn is_header_of_transport(difference: &str) -> bool {
    ["accept", "content-length", "content-type", "host", "user-agent"]
        .iter()
        .any(|name| difference == format!("header `{name}` is added"))
}
