//! Nothing secret shows, whatever happens to a call and whoever listens.
//!
//! Canaries stand in every input that the description calls secret or personal, in every credential, in every answer.
//! Whatever can be formatted is, and whatever any crate logs is heard.

/// Answers made from the description.
mod bodies;
/// Texts that must not be found, and how they are found.
mod canary;
/// The client that is looked at.
mod client;
/// User names, passwords and cookies.
mod credentials;
/// What fails.
mod faults;
/// A server that speaks HTTP/2.
mod http2;
/// Values for inputs.
mod inputs;
/// Unions of several kinds.
mod kinds;
/// Values beyond limits.
mod limits;
/// Everything that any crate says.
mod listener;
/// All that can be shown of an outcome.
mod page;
/// What leads to the next page of a list.
mod pages;
/// Settings and inputs that are rejected, and what is formatted without a call.
mod refusals;
/// Text and bytes by status.
mod responses;
/// Servers that play faults.
mod stage;
/// Secrets and payloads of webhooks.
mod webhooks;
/// Items of streams and files.
mod wires;

use std::sync::Arc;

use loginradius::mock::{RecordingTransport, Reply, ScriptedTransport};
use loginradius::transport::ReqwestTransport;
use loginradius::{ClientOptions, ErrorCode, Proxy, blocking};
use serde_json::json;

use self::canary::{MARK, canary};
use self::client::{PATIENCE, builder, in_query, options, patience};
use self::faults::{FAULTS, http, refusal};
use self::inputs::planted;
use self::listener::{heard, listen};
use self::page::check;
use self::stage::{Act, Stage, Way, certificate};
use crate::description::{api, loginradius};
use crate::outcome::{Outcome, shown};
use crate::replay::calls;
use crate::replay::calls::{CALLS, Call};
use crate::replay::inputs::Inputs;

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
    check_heard("loginradius");
}

#[test]
fn answers() {
    let api = api(&loginradius());
    let mut wrong_types = Vec::new();
    for (id, operation, call) in calls(&api) {
        let inputs = planted(&api, operation);
        let Some(ty) = operation.response.value() else {
            panic!("{id} has no answer");
        };
        for body in bodies::full(&api, ty) {
            let body = body.to_string();
            let outcome = scripted(&Reply::json(200, &body), call, &inputs);
            check(&id, &page::of(&outcome));
            let read = outcome.expect("the response fits its type").value.to_string();
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
    let api = api(&loginradius());
    let (pem, config) = certificate();
    let config = Arc::new(config);
    for (id, operation, call) in calls(&api) {
        let inputs = planted(&api, operation);
        for way in [Way::Tls(Arc::clone(&config)), Way::Proxy(Arc::clone(&config))] {
            for act in [success(), echo(), Act::ReadAndReset, Act::Close] {
                let stage = Stage::open(way.clone(), act);
                let (options, url) = reach(&way, &stage, &pem);
                let page = shown(&[&options]);
                let client = in_query(builder()).options(options).base_url(url).build();
                let outcome = call(&client.expect("a client"), &inputs);
                check_requests(&id, &stage.close(), act);
                check(&id, &(page + &page::of(&outcome)));
            }
        }
        // Without trust, TLS fails before anything is sent.
        let stage = Stage::open(Way::Tls(Arc::clone(&config)), success());
        let client = builder().base_url(format!("https://{}", stage.address)).build();
        let outcome = call(&client.expect("a client"), &inputs);
        assert!(!stage.close().contains(MARK), "{id} was sent without trust");
        check(&id, &page::of(&outcome));
    }
    for name in ["loginradius", "hyper_util", "rustls"] {
        check_heard(name);
    }
}

#[test]
fn http2() {
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
    assert!(server.requests() >= CALLS.len() * http2::FAULTS.len(), "{}", server.requests());
    check_heard("h2");
}

#[test]
fn reqwest() {
    let api = api(&loginradius());
    for (id, operation, call) in calls(&api) {
        for (name, act) in FAULTS {
            let mut headers = reqwest::header::HeaderMap::new();
            let secret = reqwest::header::HeaderValue::from_str(&canary("reqwest"));
            headers.insert("x-default", secret.expect("a value for a header"));
            let transport = reqwest::Client::builder().connection_verbose(true);
            let transport = ReqwestTransport::new(transport.default_headers(headers));
            let transport = transport.expect("a transport");
            let page = shown(&[&transport]);
            let stage = Stage::open(Way::Tcp, act);
            let builder = builder().options(options(patience(act))).transport(transport);
            let client = builder.base_url(format!("http://{}", stage.address)).build();
            let outcome = call(&client.expect("a client"), &planted(&api, operation));
            check_requests(&id, &stage.close(), act);
            check(&format!("{id}, {name}"), &(page + &page::of(&outcome)));
        }
    }
    check_heard("reqwest");
}

#[test]
fn calls_that_wait() {
    listen();
    for (name, act) in FAULTS.into_iter().chain([("a success", success())]) {
        let stage = Stage::open(Way::Tcp, act);
        let builder = blocking::Client::builder(canary("key")).options(options(patience(act)));
        let builder = builder.base_url(format!("http://{}", stage.address));
        let mut page = shown(&[&builder]);
        let client = builder.build().expect("a client");
        let call = client.phone().login(canary("phone"), canary("password"));
        page += &shown(&[&client, &client.phone(), &call, &call.clone().into_http_request()]);
        page += &match call.send() {
            Ok(response) => shown(&[&response, &*response]),
            Err(error) => page::of_error(&error),
        };
        check_requests(name, &stage.close(), act);
        check(name, &page);
    }
}

#[test]
fn mocks() {
    let api = api(&loginradius());
    let server = loginradius::mock::Server::start().expect("a server");
    for (id, operation, call) in calls(&api) {
        let client = builder().base_url(server.url()).build().expect("a client");
        check(&id, &page::of(&call(&client, &planted(&api, operation))));
    }
    let requests = server.requests();
    assert_eq!(requests.len(), CALLS.len());
    for request in &requests {
        assert!(request.query("apikey").is_some_and(|key| key.contains(MARK)), "{request:?}");
    }
    let reply = Reply::json(200, canary("reply")).header("x", canary("reply"));
    check("a mock", &shown(&[&server, &requests, &reply]));
}

/// Makes a call by a transport without sockets.
fn scripted(reply: &Reply, call: Call, inputs: &Inputs) -> Outcome<ErrorCode> {
    let scripted = ScriptedTransport::new([reply.clone(), reply.clone(), reply.clone()]);
    let recording = RecordingTransport::new(scripted.clone());
    let client = builder().transport(recording.clone()).build().expect("a client");
    let outcome = call(&client, inputs);
    assert!(scripted.requests()[0].query("apikey").is_some_and(|key| key.contains(MARK)));
    check("a transport", &shown(&[&scripted, &recording, &recording.requests()]));
    outcome
}

/// Options and URL that lead to a stage.
fn reach(way: &Way, stage: &Stage, pem: &str) -> (ClientOptions, String) {
    let address = stage.address;
    let options = options(PATIENCE).root_certificates(pem);
    match way {
        Way::Tcp => (options, format!("http://{address}")),
        Way::Tls(_) => (options, format!("https://{address}")),
        Way::Proxy(_) => {
            let proxy = Proxy::url(format!("http://{MARK}:{MARK}%20{MARK}@{address}"));
            (options.proxy(proxy), "https://127.0.0.1:4433".to_owned())
        }
    }
}

fn success() -> Act {
    Act::Answer(|request| {
        let profile = json!({ "PhoneId": request, "new": request });
        let session = json!({ "access_token": request, "Profile": profile });
        http("200 OK", &format!("x: {MARK}\r\n"), &session.to_string())
    })
}

fn echo() -> Act {
    Act::Answer(|request| http("403 Forbidden", "", &refusal(request, 1134)))
}

/// Whether canaries were sent where something was read, and nothing but the request.
fn check_requests(what: &str, requests: &str, act: Act) {
    // Where nothing happens, time may be up before the request is out.
    if !matches!(act, Act::Close | Act::Reset | Act::Hang) {
        assert!(requests.contains(MARK), "{what}: no canary was sent: {requests}");
    }
    assert!(!requests.to_lowercase().contains("\r\nreferer:"), "{what} tells where it comes from");
}

/// Whether anything of this crate was heard: if not, it was not listened to.
fn check_heard(name: &str) {
    heard(|heard| {
        assert!(heard.crates.contains_key(name), "{name} is silent: {:?}", heard.crates);
    });
}
