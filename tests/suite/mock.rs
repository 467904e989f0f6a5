//! The API on localhost: what it checks, answers and breaks.

use std::future::ready;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use loginradius::mock::{self, Reply, Server, refusal};
use loginradius::operations::phone::{CheckAvailability, Login};
use loginradius::transport::BoxFuture;
use loginradius::types::{LoginOutcome, Session};
use restwright_runtime::{ErrorEntry, Service};

use loginradius::{
    ApiError, ClientOptions, Clock, DecodeError, DecodeProblem, Delivery, Error, ErrorCode,
    ErrorKind, FieldError, Response,
};

use crate::description::{api, loginradius};
use crate::outcome;
use crate::replay::calls;
use crate::replay::calls::CALLS;
use crate::replay::inputs::Inputs;

/// Kind, delivery, status and code of a failure.
type Facts = (ErrorKind, Delivery, Option<u16>, Option<ErrorCode>);

#[test]
fn every_operation_gets_a_documented_answer() {
    let api = api(&loginradius());
    let server = server();
    let client = server.client().expect("a client");
    for (id, operation, call) in calls(&api) {
        let outcome = call(&client, &Inputs::required(&api, operation));
        let success = outcome.unwrap_or_else(|error| panic!("{id}: {error}"));
        let documented = operation.examples.iter().filter_map(|example| example.response.as_ref());
        let documented =
            documented.filter(|response| response.status == operation.response.success().status);
        let bodies: Vec<_> =
            documented.map(|response| outcome::body(operation, response)).collect();
        let body = String::from_utf8(success.body).expect("JSON is UTF-8");
        assert_eq!(
            bodies.first().map(|body| serde_json::from_str::<serde_json::Value>(body).unwrap()),
            serde_json::from_str(&body).ok(),
            "{id}"
        );
    }
    for (received, (id, _)) in server.requests().iter().zip(CALLS) {
        assert_eq!(received.operation(), Some(*id));
        assert_eq!(received.problems(), [""; 0], "{id}");
    }
    assert_eq!(server.requests().len(), CALLS.len());
}

/// Without a server, and also within a runtime, a reply leads to what a call returns.
#[test]
fn outcomes_without_a_call() {
    let busy = (ErrorKind::UnexpectedStatus, Delivery::Answered, Some(503), None);
    let code = ErrorCode::INVALID_CAPTCHA;
    #[rustfmt::skip]
    let table: [(Reply, Result<u16, Facts>); 6] = [
        (Reply::json(200, r#"{"access_token":"t"}"#).delay(Duration::from_secs(99)), Ok(200)),
        (refusal(code),         Err((ErrorKind::Api, Delivery::Answered, Some(403), Some(code)))),
        (Reply::status(503),    Err(busy)),
        (Reply::json(200, "{}").truncated(), Err((ErrorKind::Transport, Delivery::Answered, Some(200), None))),
        (Reply::reset(),        Err((ErrorKind::Transport, Delivery::MaybeSent, None, None))),
        (Reply::hang(),         Err((ErrorKind::Timeout, Delivery::MaybeSent, None, None))),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for (reply, expected) in table {
        for within in [true, false] {
            let outcome = || mock::outcome::<Login>(reply.clone());
            let outcome = if within { runtime.block_on(async { outcome() }) } else { outcome() };
            if let Err(error) = &outcome {
                assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{reply:?}");
            }
            assert_eq!(facts(outcome), expected, "{reply:?}");
        }
    }
    // A call that only reads may be repeated, and the error says so.
    let error = mock::outcome::<CheckAvailability>(Reply::status(503)).expect_err("no success");
    assert!(error.is_retryable());
    let session = mock::from_json::<Session>(br#"{"access_token":"t"}"#).expect("a session");
    assert_eq!(session.access_token.expose(), "t");
}

/// An API of which every caller has another base URL.
static WITHOUT_SERVER: Service = Service {
    name: "pets",
    version: "0.1.0",
    base_url: "",
    error_bodies: &[],
    errors: &[] as &[ErrorEntry; 0],
    request_content_type: None,
    request_id_header: None,
    spans: restwright_runtime::spans!(),
};

#[test]
fn outcomes_need_no_server() {
    let reply = Reply::json(200, r#"{"access_token":"t"}"#);
    let outcome = restwright_runtime::mock::outcome::<Login, ErrorCode>(&WITHOUT_SERVER, reply);
    assert_eq!(outcome.expect("a success").status(), 200);
}

#[test]
fn replies_and_faults() {
    let session = r#"{"access_token":"a-token","ErrorCode":null}"#;
    let transport = ErrorKind::Transport;
    #[rustfmt::skip]
    let table: Vec<(Reply, Result<u16, Facts>)> = vec![
        (Reply::json(200, session),                          Ok(200)),
        (Reply::json(201, session).header("x-extra", "1"),   Ok(201)),
        (Reply::json(200, session).delay(Duration::from_millis(1)), Ok(200)),
        (Reply::bytes("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"), Ok(200)),
        (refusal(ErrorCode::INVALID_CAPTCHA).with_status(200), Err((ErrorKind::Api, Delivery::Answered, Some(200), Some(ErrorCode::INVALID_CAPTCHA)))),
        (refusal(ErrorCode::INVALID_CAPTCHA),                Err((ErrorKind::Api, Delivery::Answered, Some(403), Some(ErrorCode::INVALID_CAPTCHA)))),
        (Reply::status(404),                                 Err((ErrorKind::UnexpectedStatus, Delivery::Answered, Some(404), None))),
        (Reply::json(200, session).truncated(),              Err((transport, Delivery::Answered, Some(200), None))),
        (Reply::reset(),                                     Err((transport, Delivery::MaybeSent, None, None))),
        (Reply::bytes(""),                                   Err((transport, Delivery::MaybeSent, None, None))),
        (Reply::bytes("SSH-2.0-OpenSSH_9.6\r\n"),            Err((ErrorKind::Protocol, Delivery::MaybeSent, None, None))),
    ];
    let server = server();
    let waiting = server.client().expect("a client");
    let blocking = server.blocking_client().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (index, (reply, expected)) in table.into_iter().enumerate() {
        server.reply::<Login>(reply.clone());
        let outcome = runtime.block_on(async { waiting.phone().login("+1", "word").await });
        assert_eq!(facts(outcome), expected, "{index}: {reply:?}");
        server.reply::<Login>(reply.clone());
        let outcome = blocking.phone().login("+1", "word").send();
        assert_eq!(facts(outcome), expected, "{index}, blocking: {reply:?}");
    }
    let outcome = blocking.phone().login("+1", "word").fields("a,b").send();
    assert_eq!(facts(outcome), Ok(200), "the documented answer is back");
    let last = server.requests().pop().expect("a request");
    assert_eq!(last.query("Fields"), Some("a,b"));
    assert_eq!(last.json(), Some(serde_json::json!({"phone": "+1", "password": "word"})));
}

#[test]
fn what_hangs_ends_with_the_server() {
    let server = server();
    let client = server.blocking_client().expect("a client");
    server.reply::<Login>(Reply::hang());
    server.reply::<Login>(Reply::status(200).delay(Duration::from_secs(3600)));
    std::thread::scope(|scope| {
        let call = || facts(client.phone().login("+1", "word").send());
        let calls = [scope.spawn(call), scope.spawn(call)];
        while server.requests().len() < calls.len() {
            std::thread::yield_now();
        }
        drop(server);
        for call in calls {
            let broken = (ErrorKind::Transport, Delivery::MaybeSent, None, None);
            assert_eq!(call.join().expect("no panic"), Err(broken));
        }
    });
}

/// What the first API wants of every request.
const JSON: &str = "Content-Type: application/json; charset=utf-8";

#[test]
fn requests_that_are_wrong() {
    const OTP: &str = "/identity/v2/auth/phone/otp";
    const LOGIN: &str = "/identity/v2/auth/login";
    let one_touch = "/identity/v2/auth/onetouchlogin/phone";
    let token = "Authorization: bearer a-token";
    #[rustfmt::skip]
    let table = [
        // Operations that share a method and a path are distinguished by what they need, then by what they know.
        ("PUT",  format!("{OTP}?apikey=k&Otp=1"), "", r#"{"phone":"+1"}"#,       "phone.verify_otp", ""),
        ("PUT",  format!("{OTP}?apikey=k&Otp=1"), token, "",                     "phone.verify_otp_by_token", ""),
        ("PUT",  format!("{OTP}?apikey=k&Otp=1&access_token=t"), "", "",         "phone.verify_otp_by_token", ""),
        ("PUT",  format!("{OTP}?apikey=k"), token, "",                           "phone.verify_otp_by_token", "query parameter `Otp` is missing"),
        ("POST", format!("{OTP}?apikey=k"), "", r#"{"phone":"+1"}"#,             "phone.resend_otp", ""),
        ("POST", format!("{OTP}?apikey=k"), token, "",                           "phone.resend_otp_by_token", ""),
        ("POST", format!("{OTP}?apikey=k"), token, r#"{"phone":"+1"}"#,          "phone.resend_otp_by_token", ""),
        // Each kind of mistake.
        ("POST", LOGIN.to_owned(), "", r#"{"phone":"+1","password":"p"}"#,       "phone.login", "credential `api_key` is missing"),
        ("POST", format!("{LOGIN}?apikey=%20"), "", r#"{"phone":"+1","password":"p"}"#, "phone.login", "credential `api_key` is missing"),
        ("POST", format!("{LOGIN}?apikey=k"), "", r#"{"phone":1}"#,              "phone.login", "body key `phone` is not text; body key `password` is missing"),
        ("POST", format!("{LOGIN}?apikey=k"), "", r#"{"phone":"+1","password":null}"#, "phone.login", "body key `password` is null, which is not declared"),
        ("POST", format!("{LOGIN}?apikey=k"), "", "{",                           "phone.login", "the body is not JSON"),
        ("POST", format!("{one_touch}?apikey=k&isvoiceotp=maybe"), "", r#"{"Phone":"+1"}"#, "one_touch_login.request_otp", "query parameter `isvoiceotp` is not `true` or `false`"),
        ("GET",  LOGIN.to_owned(), "", "",                                       "", "no operation has this method and path"),
        ("POST", format!("{LOGIN}/"), "", "",                                    "", "no operation has this method and path"),
        ("POST", format!("{LOGIN}?apikey=k&apikey=k"), "", r#"{"phone":"+1","password":"p"}"#, "phone.login", "credential `api_key` is given 2 times"),
    ];
    let server = server();
    for (method, target, header, body, operation, problem) in table {
        let status = [(200, problem.is_empty()), (404, operation.is_empty()), (400, true)];
        let status = status.into_iter().find(|(_, applies)| *applies).map(|(status, _)| status);
        let header = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
        let head = format!(
            "{method} {target} HTTP/1.1\r\ncontent-length: {}\r\n{header}{JSON}\r\n\r\n",
            body.len()
        );
        let answer = raw(&server.url(), &(head + body));
        let received = server.requests().pop().expect("a request");
        let label = format!("{method} {target} {body}");
        assert_eq!(received.operation().unwrap_or_default(), operation, "{label}");
        assert_eq!(received.problems().join("; "), problem, "{label}");
        assert_eq!(
            answer.get(9..12),
            status.map(|status| status.to_string()).as_deref(),
            "{label}"
        );
        let told = serde_json::to_string(&format!("mock: {problem}")).expect("text");
        assert_eq!(answer.contains(&told), !problem.is_empty(), "{answer}");
    }
}

#[test]
fn the_protocol() {
    const TARGET: &str = "/identity/v2/auth/login?apikey=k";
    let body = r#"{"phone":"+1","password":"p"}"#;
    let plain =
        format!("POST {TARGET} HTTP/1.1\r\nContent-Length: {}\r\n{JSON}\r\n\r\n{body}", body.len());
    let chunked = format!(
        "POST {TARGET} HTTP/1.1\r\ntransfer-encoding: chunked\r\n{JSON}\r\n\r\n5;x=y\r\n{}\r\n18\r\n{}\r\n0\r\nx: y\r\n\r\n",
        &body[..5],
        &body[5..]
    );
    let old = plain.replace("HTTP/1.1", "HTTP/1.0");
    let closing = plain.replace("\r\n\r\n", "\r\nconnection: Close\r\n\r\n");
    let expecting = plain.replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n");
    #[rustfmt::skip]
    let table = [
        (plain.repeat(3),                    "200 200 200"),
        (format!("{chunked}{plain}"),        "200 200"),
        (format!("{old}{plain}"),            "200"),
        (format!("{closing}{plain}"),        "200"),
        (expecting,                          "100 200"),
        (plain.replace("2/auth", "2 auth"),  "400"),
        (plain.replace(": 29", ": x"),       "400"),
        (format!("GET / HTTP/1.1\r\n{}", "x: y\r\n".repeat(20_000)), "400"),
        ("GET / HTTP/2\r\n\r\n".to_owned(),  "400"),
        (String::new(),                      ""),
    ];
    for (bytes, expected) in table {
        let server = server();
        let answers = raw(&server.url(), &bytes);
        let statuses: Vec<_> =
            answers.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.get(..3)).collect();
        assert_eq!(statuses.join(" "), expected, "{}", &bytes[..bytes.len().min(200)]);
    }
}

#[test]
fn nothing_private_shows() {
    let server = server();
    let client = server.blocking_client().expect("a client");
    client.phone().login("+1canary", "canary").send().expect("a response");
    server.reply::<Login>(Reply::json(200, r#"{"canary":1}"#));
    let shown = format!("{server:?} {:?} {:?}", server.requests(), Reply::bytes("canary"));
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("phone.login"), "{shown}");
}

/// A clock that runs only while somebody waits.
#[derive(Clone)]
struct FakeClock {
    start: Instant,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.waits.lock().unwrap().iter().sum::<Duration>()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.waits.lock().unwrap().push(time);
        Box::pin(ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }
}

#[test]
fn time_and_chance_can_be_chosen() {
    let server = server();
    (0..3).for_each(|_| server.reply::<CheckAvailability>(Reply::status(503)));
    let clock = FakeClock { start: Instant::now(), waits: Arc::default() };
    let options = ClientOptions::new().clock(clock.clone());
    let builder = loginradius::blocking::Client::builder("key").base_url(server.url());
    let client = builder.options(options).build().expect("a client");
    let error = client.phone().check_availability("+1").send().expect_err("the third 503");
    assert_eq!(error.attempts(), 3);
    assert_eq!(*clock.waits.lock().unwrap(), [250, 500].map(Duration::from_millis));
}

#[test]
fn what_errors_are_made_of_can_be_named() {
    let server = server();
    let invalid = r#"{"ErrorCode":1134,"Errors":[{"FieldName":"f","ErrorMessage":"m"}]}"#;
    server.reply::<Login>(Reply::json(400, invalid));
    server.reply::<Login>(Reply::json(200, r#"{"access_token":[]}"#));
    let client = server.blocking_client().expect("a client");
    let error = client.phone().login("+1", "word").send().expect_err("an error response");
    let api: ApiError<'_, ErrorCode> = error.api().expect("the API said so");
    let fields: Vec<FieldError> = api.field_errors();
    assert_eq!((fields.len(), fields[0].field(), fields[0].message()), (1, "f", "m"));
    let error = client.phone().login("+1", "word").send().expect_err("no token");
    let decode: &DecodeError = error.decode().expect("the response cannot be decoded");
    assert_eq!(
        (decode.path(), decode.problem()),
        ("access_token", DecodeProblem::Expected("text"))
    );
}

fn server() -> Server {
    Server::start().expect("a server on localhost")
}

fn facts(outcome: Result<Response<LoginOutcome>, Error>) -> Result<u16, Facts> {
    let status = outcome.map(|response| response.status().as_u16());
    status.map_err(|error| (error.kind(), error.delivery(), error.status(), error.code()))
}

/// Sends bytes and returns everything that comes back.
pub(crate) fn raw(url: &str, bytes: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("a server");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time to wait");
    // The server may have closed already, if it has seen enough.
    let _ = stream.write_all(bytes.as_bytes());
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
