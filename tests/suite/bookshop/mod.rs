//! The second API, which uses every feature of the language: its client was compiled, and is called here over a socket.

/// Every operation, called by hand.
mod calls;
/// What a caller can choose, and what fails before anything is sent.
mod choices;
/// The same calls from the command line.
mod command_line;
/// Credentials of clerks: basic authentication, cookies, alternatives.
mod counter;
/// Access tokens that the client requests: shared, renewed, refused, and a token server with faults.
mod deliveries;
/// Responses by status: values or none, text, bytes, variants.
mod files;
/// Keys by which the shop recognizes the attempts of one call.
mod idempotency;
/// Unions of values of several kinds.
mod kinds;
/// Limits: what is checked before anything is sent, and what is not.
mod nooks;
/// Lists in pages, over sockets.
pub(crate) mod pages;
/// Constants: what is always sent, and what another value in a response becomes. Newtypes.
mod reading;
/// Servers besides the default one, and base URLs with variables.
mod servers;
/// Values with parts outside of the body.
mod stacks;
/// Bodies that are text, bytes, files or multipart.
mod uploads;
/// What a caller sees of answers, beyond that nothing is lost.
mod values;
/// Webhooks: signed, verified and not shown.
mod webhooks;
/// Responses that are read while they arrive, over sockets: played, broken, recorded.
mod wires;

use bookshop::transport::BoxFuture;
use bookshop::{AccessToken, Client, TokenError, TokenSource};
use restwright_spec::api::{Api, Operation, Payload};

use self::calls::CALLS;
use crate::description::{api, bookshop};
use crate::loopback::{answer, answer_of, exchange, once};
use crate::outcome;
use crate::request::Request;

const TILL: &str = "t1";
const SHOP_KEY: &str = "shop-1234";
const SUPPLIER_KEY: &str = "abc";
const READER_CARD: &str = "card-0042";
const SLIP: &str = "s";

#[test]
fn every_operation_is_called() {
    let api = api(&bookshop());
    let ids: Vec<_> = operations(&api).map(|(id, _)| id).collect();
    let called: Vec<_> = CALLS.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids, called);
}

#[test]
fn requests_are_as_described() {
    let api = api(&bookshop());
    for ((id, operation), (_, sends, call)) in operations(&api).zip(CALLS) {
        let mut described = sends.request(operation);
        add_credentials(&api, operation, &mut described);
        add_constants(&api, &mut described);
        let success = operation.response.success();
        let scripted = match &success.payload {
            Payload::Events { end: Some(end), .. } => {
                answer_of(success.status, "text/event-stream", &format!("data: {end}\n\n"))
            }
            Payload::Events { .. } => answer_of(success.status, "text/event-stream", ""),
            _ => answer(success.status, ""),
        };
        let (sent, outcome) = exchange(&scripted, |url| call(&client(url)));
        let sent = sent.unwrap_or_else(|| panic!("{id}: nothing was sent: {outcome:?}"));
        let sent = uploads::with_known_boundary(sent);
        let mut differences = sent.differences(&described);
        differences.retain(|difference| !is_of_transport(difference));
        assert_eq!(differences, Vec::<String>::new(), "{id}");
        let has_type = sent.headers.contains_key("content-type");
        assert_eq!(has_type, sent.body.is_some(), "{id}: a body has a type, and nothing else has");
        if operation.response.success().payload.json().is_none() {
            let success = outcome.unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(success.status, operation.response.success().status);
        }
    }
}

#[test]
fn answers_lose_nothing() {
    let api = api(&bookshop());
    for ((id, operation), (.., call)) in operations(&api).zip(CALLS) {
        for example in &operation.examples {
            let Some(documented) = &example.response else { continue };
            println!("{id}: {}", example.summary);
            let body = outcome::body(operation, documented);
            let streamed =
                operation.response.at(documented.status).filter(|it| it.payload.is_stream());
            let answer = match streamed.and_then(|outcome| outcome.payload.content_type()) {
                Some(content_type) => answer_of(documented.status, content_type, &body),
                None => answer(documented.status, &body),
            };
            let (_, outcome) = exchange(&answer, |url| call(&client(url)));
            outcome::check(operation, api.error_bodies.first(), documented, outcome);
        }
    }
}

/// Operations with their ids, in the order of the ids.
fn operations(api: &Api) -> impl Iterator<Item = (String, &Operation)> {
    api.groups.iter().flat_map(|group| {
        let id = |operation: &Operation| format!("{}.{}", *group.id, *operation.id);
        group.operations.iter().map(move |operation| (id(operation), operation))
    })
}

/// A source with one access token.
pub(crate) struct Fixed(pub(crate) &'static str);

impl TokenSource for Fixed {
    fn token<'a>(
        &'a self,
        _: Option<&'a AccessToken>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new(self.0)) })
    }
}

#[expect(deprecated, reason = "branches still have tokens")]
fn client(url: &str) -> Client {
    let builder =
        Client::builder(TILL, SHOP_KEY).supplier_key(SUPPLIER_KEY).shift("s-1").desk("d-2");
    builder
        .clerk("anna", "1234")
        .terminal("t-3")
        .partner_tokens(Fixed("partner-token-7"))
        .branch_tokens(Fixed("b-5"))
        .kiosk_tokens(Fixed("k-6"))
        .base_url(url)
        .archive_url(url)
        .printer_url(url)
        .options(once())
        .build()
        .expect("a client for this machine")
}

/// Adds what the operation needs and its example does not show.
fn add_credentials(api: &Api, operation: &Operation, request: &mut Request) {
    let ids: Vec<_> = operation.credentials.iter().map(|id| id.value.clone()).collect();
    // The client of these tests is given all of them, and so sends the first alternative.
    let ids = operation.choice.as_ref().map_or(&ids, |choice| &choice.first_of[0]);
    let needed = api.credentials.iter().filter(|one| ids.contains(&one.id));
    for credential in needed {
        let value = match credential.id.as_str() {
            "till" => TILL,
            "shop_key" => SHOP_KEY,
            "supplier_key" => SUPPLIER_KEY,
            "reader_card" => READER_CARD,
            "paper_slip" => SLIP,
            "clerk" => "anna:1234",
            "terminal" => "t-3:",
            "shift" => "s-1",
            "desk" => "d-2",
            "partner" => "partner-token-7",
            "branch" => "b-5",
            "kiosk" => "k-6",
            other => panic!("there is no value for `{other}`"),
        };
        let usual = credential.placements.first().expect("a credential goes somewhere");
        request.place(usual, value);
    }
}

/// Adds what every call sends, and no example shows again.
fn add_constants(api: &Api, request: &mut Request) {
    for input in &api.service.constants {
        let always = input.always.as_ref().expect("a constant has a value").as_str();
        request.headers.entry(input.wire.to_lowercase()).or_insert(always.to_owned());
    }
}

/// HTTP asks for these, or they are the same in every call.
fn is_of_transport(difference: &str) -> bool {
    // A key is random, but for a call that is given one.
    [
        "accept",
        "content-length",
        "content-type",
        "host",
        "idempotency-key",
        "transfer-encoding",
        "user-agent",
    ]
    .iter()
    .any(|name| difference == format!("header `{name}` is added"))
}
