//! Nothing secret shows, whatever happens to a call and whoever listens.
//!
//! Canaries stand in every input that the description calls secret or personal, in every credential, in every answer.
//! Whatever can be formatted is, and whatever any crate logs is heard.

/// Answers made from the description.
mod bodies;
/// Texts that must not be found, and how they are found.
mod canary;
/// What goes wrong.
mod faults;
/// A server that speaks HTTP/2.
mod http2;
/// Everything that any crate says.
mod listener;
/// All that can be shown of an outcome.
mod page;
/// Settings and inputs that are refused, and what is formatted without a call.
mod refusals;
/// Servers that play faults.
mod stage;

use std::sync::Arc;
use std::time::Duration;

use api_runtime::{BoxFuture, Environment};
use api_spec::api::{Api, Credential, Input, Operation, Privacy, Type};
use loginradius::mock::{RecordingTransport, Reply, ScriptedTransport};
use loginradius::transport::ReqwestTransport;
use loginradius::{
    AccessTokenPlacement, CallOptions, Client, ClientBuilder, ClientOptions, ErrorCode, Proxy,
    SottPlacement, blocking,
};

use self::canary::{MARK, canary};
use self::faults::{FAULTS, http, refusal};
use self::listener::{heard, listen};
use self::page::check;
use self::stage::{Act, Stage, Way, certificate};
use crate::description::{api, loginradius};
use crate::outcome::Outcome;
use crate::replay::calls::{CALLS, Call};
use crate::replay::inputs::Inputs;
use crate::replay::{calls, operations};

/// Inputs that are neither secret nor personal, and hence may show: a reviewer of a new one has to agree.
#[rustfmt::skip]
const PUBLIC: [&str; 7] = [
    "duo_redirect_uri", "email_template_2fa", "fields", "login_url", "sms_template", "verification_url",
    "welcome_email_template",
];

/// Waits for nothing.
struct Hurry;

impl Environment for Hurry {
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[test]
fn every_operation_is_covered() {
    let api = api(&loginradius());
    let known: Vec<_> = operations(&api).map(|(id, _)| id).collect();
    assert_eq!(known, CALLS.map(|(id, _)| id), "call them in tests/suite/replay/calls.rs");
    let inputs = operations(&api).flat_map(|(_, operation)| &operation.inputs);
    let mut public: Vec<_> =
        inputs.filter(|i| is_text(i) && !is_private(i)).map(|i| &**i.id).collect();
    public.sort_unstable();
    public.dedup();
    assert_eq!(public, PUBLIC);
}

#[test]
fn failures() {
    let api = api(&loginradius());
    for (id, operation, call) in calls(&api) {
        let inputs = planted(&api, operation);
        let refused = Stage::open(Way::Tcp, Act::Close);
        let address = refused.address;
        refused.close();
        let client = builder().base_url(format!("http://{address}")).build().expect("a client");
        check(&format!("{id}, refused"), &page::of(&call(&client, &inputs)));
        for (name, act) in FAULTS {
            let stage = Stage::open(Way::Tcp, act);
            let url = format!("http://{}", stage.address);
            let client = builder().options(options(patience(act))).base_url(&url).build();
            let outcome = call(&client.expect("a client"), &inputs);
            let requests = stage.close();
            check(&format!("{id}, {name}"), &page::of(&outcome));
            check_requests(&format!("{id}, {name}"), &requests, act);
        }
    }
    assert!(heard(|heard| heard.crates.contains_key("api_runtime")), "spans are heard");
}

#[test]
fn answers() {
    let api = api(&loginradius());
    let mut wrong_types = Vec::new();
    for (id, operation, call) in calls(&api) {
        let inputs = planted(&api, operation);
        let Some(ty) = &operation.response.ty else {
            panic!("{id} has no answer");
        };
        for body in bodies::full(&api, ty) {
            let body = body.to_string();
            let outcome = scripted(&Reply::json(200, &body), call, &inputs);
            check(&id, &page::of(&outcome));
            let read = outcome.expect("the answer fits its type").value.to_string();
            assert_eq!(read.matches(MARK).count(), body.matches(MARK).count(), "{id} reads {read}");
        }
        if !wrong_types.contains(&ty) {
            wrong_types.push(ty);
            for body in bodies::wrong(&api, ty) {
                let outcome = scripted(&Reply::json(200, body.to_string()), call, &inputs);
                check(&format!("{id}, {body}"), &page::of(&outcome));
            }
        }
    }
    assert!(wrong_types.len() > 5, "{wrong_types:?}");
}

#[test]
fn every_way_to_a_server() {
    listen();
    let api = api(&loginradius());
    let (pem, config) = certificate();
    let config = Arc::new(config);
    let trusted = || options(PATIENCE).root_certificates(&pem);
    for (id, operation, call) in calls(&api) {
        let inputs = planted(&api, operation);
        for way in [Way::Tls(Arc::clone(&config)), Way::Proxy(Arc::clone(&config))] {
            for act in [success(), echo(), Act::ReadAndReset, Act::Close] {
                let stage = Stage::open(way.clone(), act);
                let address = stage.address;
                let secret: String = canary("proxy").bytes().map(|b| format!("%{b:02X}")).collect();
                let (options, url) = match &way {
                    Way::Proxy(_) => {
                        let proxy = format!("http://{MARK}:{MARK}{secret}@{address}");
                        (trusted().proxy(Proxy::url(proxy)), "https://127.0.0.1:4433".to_owned())
                    }
                    _ => (trusted(), format!("https://{address}")),
                };
                let shown = format!("{options:?} {options:#?}");
                let client = in_query(builder()).options(options).base_url(url).build();
                let outcome = call(&client.expect("a client"), &inputs);
                check_requests(&id, &stage.close(), act);
                check(&id, &(shown + &page::of(&outcome)));
            }
        }
        // Without trust, TLS fails before anything is sent.
        let stage = Stage::open(Way::Tls(Arc::clone(&config)), success());
        let client = builder().base_url(format!("https://{}", stage.address)).build();
        let outcome = call(&client.expect("a client"), &inputs);
        assert!(!stage.close().contains(MARK), "{id} was sent without trust");
        check(&id, &page::of(&outcome));
    }
    heard(|heard| {
        for name in ["api_runtime", "hyper_util", "rustls"] {
            assert!(heard.crates.contains_key(name), "{name} is silent: {:?}", heard.crates);
        }
    });
}

#[test]
fn http2() {
    listen();
    let api = api(&loginradius());
    let (pem, config) = certificate();
    let server = http2::Server::start(config);
    for (id, operation, call) in calls(&api) {
        let options = options(PATIENCE).root_certificates(&pem);
        let client = builder().options(options).base_url(server.url()).build().expect("a client");
        for fault in http2::FAULTS {
            let outcome = server.play(fault, || call(&client, &planted(&api, operation)));
            check(&format!("{id}, {fault:?}"), &page::of(&outcome));
        }
    }
    assert!(server.requests() >= 13 * http2::FAULTS.len(), "{}", server.requests());
    assert!(heard(|heard| heard.crates.contains_key("h2")), "h2 is heard");
}

#[test]
fn reqwest() {
    listen();
    let api = api(&loginradius());
    for (id, operation, call) in calls(&api) {
        for (name, act) in FAULTS {
            let mut headers = reqwest::header::HeaderMap::new();
            let secret = reqwest::header::HeaderValue::from_str(&canary("reqwest"));
            headers.insert("x-default", secret.expect("a value for a header"));
            let transport = reqwest::Client::builder().connection_verbose(true);
            let transport = ReqwestTransport::new(transport.default_headers(headers));
            let transport = transport.expect("a transport");
            let shown = format!("{transport:?} {transport:#?}");
            let stage = Stage::open(Way::Tcp, act);
            let builder = builder().options(options(patience(act))).transport(transport);
            let client = builder.base_url(format!("http://{}", stage.address)).build();
            let outcome = call(&client.expect("a client"), &planted(&api, operation));
            check_requests(&id, &stage.close(), act);
            check(&format!("{id}, {name}"), &(shown + &page::of(&outcome)));
        }
    }
    assert!(heard(|heard| heard.crates.contains_key("reqwest")), "reqwest is heard");
}

#[test]
fn calls_that_wait() {
    listen();
    for (name, act) in FAULTS.into_iter().chain([("a success", success())]) {
        let stage = Stage::open(Way::Tcp, act);
        let builder = blocking::Client::builder(canary("key")).options(options(patience(act)));
        let builder = builder.base_url(format!("http://{}", stage.address));
        let mut shown = format!("{builder:?} {builder:#?}");
        let client = builder.build().expect("a client");
        shown += &format!("{client:?} {client:#?} {:?}", client.phone());
        let call = client.phone().login(canary("phone"), canary("password"));
        shown += &format!("{call:?} {call:#?} {:?}", call.clone().into_http_request());
        match call.send() {
            Ok(response) => shown += &format!("{response:?} {response:#?} {:#?}", *response),
            Err(error) => shown += &page::of_error(&error),
        }
        check_requests(name, &stage.close(), act);
        check(name, &shown);
    }
}

#[test]
fn mocks() {
    listen();
    let api = api(&loginradius());
    let server = loginradius::mock::Server::start().expect("a server");
    for (id, operation, call) in calls(&api) {
        let client = builder().base_url(server.url()).build().expect("a client");
        check(&id, &page::of(&call(&client, &planted(&api, operation))));
    }
    let requests = server.requests();
    assert_eq!(requests.len(), CALLS.len());
    assert!(
        requests
            .iter()
            .all(|request| request.query("apikey").is_some_and(|key| key.contains(MARK)))
    );
    let reply = Reply::json(200, canary("reply")).header("x", canary("reply"));
    check("a mock", &format!("{server:?} {server:#?} {requests:?} {requests:#?} {reply:?}"));
}

/// Makes a call by a transport without sockets.
fn scripted(reply: &Reply, call: Call, inputs: &Inputs) -> Outcome<ErrorCode> {
    let scripted = ScriptedTransport::new([reply.clone(), reply.clone(), reply.clone()]);
    let recording = RecordingTransport::new(scripted.clone());
    let client = builder().transport(recording.clone()).build().expect("a client");
    let outcome = call(&client, inputs);
    assert!(scripted.requests()[0].query("apikey").is_some_and(|key| key.contains(MARK)));
    check("a transport", &format!("{scripted:?} {recording:#?} {:?}", recording.requests()));
    outcome
}

/// A value for every input, with a canary in each that must not show.
fn planted(api: &Api, operation: &Operation) -> Inputs {
    let value = |input: &Input| match &input.ty {
        Type::Boolean => "true".to_owned(),
        _ if is_private(input) => canary(&input.id),
        _ => "shown".to_owned(),
    };
    Inputs::all(api, operation, value, |credential: &Credential| canary(&credential.id))
}

fn is_private(input: &Input) -> bool {
    matches!(input.ty, Type::String(Privacy::Secret | Privacy::Personal))
}

fn is_text(input: &Input) -> bool {
    matches!(input.ty, Type::String(_))
}

const PATIENCE: Duration = Duration::from_secs(10);

fn patience(act: Act) -> Duration {
    if let Act::Hang = act { Duration::from_millis(30) } else { PATIENCE }
}

/// Options with a canary in every header that a program can choose.
fn options(patience: Duration) -> ClientOptions {
    let calls = CallOptions::new().attempt_timeout(patience);
    let options = ClientOptions::new().calls(calls).environment(Hurry).proxy(Proxy::none());
    options.header("x-chosen", canary("header")).header("cookie", canary("cookie"))
}

fn builder() -> ClientBuilder {
    listen();
    let builder = Client::builder(canary("key")).options(options(PATIENCE));
    check("a builder", &format!("{builder:?} {builder:#?}"));
    builder
}

fn in_query(builder: ClientBuilder) -> ClientBuilder {
    builder.access_token_placement(AccessTokenPlacement::Query).sott_placement(SottPlacement::Query)
}

fn success() -> Act {
    Act::Answer(|request| {
        http(
            "200 OK",
            &format!("x: {MARK}\r\n"),
            &serde_json::json!({
                "access_token": request, "Profile": { "PhoneId": request, "new": request },
            })
            .to_string(),
        )
    })
}

fn echo() -> Act {
    Act::Answer(|request| http("403 Forbidden", "", &refusal(request, 1134)))
}

/// Whether canaries were sent where something was read, and nothing but the request.
fn check_requests(what: &str, requests: &str, act: Act) {
    if !matches!(act, Act::Close | Act::Reset) {
        assert!(requests.contains(MARK), "{what}: no canary was sent: {requests}");
    }
    assert!(!requests.to_lowercase().contains("\r\nreferer:"), "{what} tells where it comes from");
}
