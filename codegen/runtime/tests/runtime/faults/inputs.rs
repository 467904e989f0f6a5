//! Faults of inputs: nothing of them reaches a server.

use restwright_runtime::mock::{Request, Script, Wire};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Delivery, Effect, Endpoint, ErrorKind, Method, Operation,
    Personal, RequestWriter, Response, Secret, blocking,
};

use super::act::CANARY;
use super::case::{builder, shown};
use crate::sample::service::{ACCESS_TOKEN, API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode};
use crate::server::{block_on, http};

/// An operation with a secret or personal input at every place.
struct Ask {
    token: Secret,
    phone: Personal,
    otp: Secret,
}

impl Ask {
    fn new(token: &str, phone: &str, otp: &str) -> Self {
        Self { token: token.into(), phone: phone.into(), otp: otp.into() }
    }
}

impl Operation for Ask {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "acts.ask", method: Method::Put, path: "/ask", effect: Effect::Sends };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&API_KEY);
        request.credential(&ACCESS_TOKEN, &self.token);
        request.query("phone", &self.phone);
        request.field("otp", &self.otp);
    }
}

/// The outcome of a call with both kinds of client.
fn both(client: &Client, ask: &Ask) -> [Result<Response<()>, Error>; 2] {
    let waiting = blocking::Client::new::<ErrorCode>(client.clone()).unwrap();
    [block_on(client.send(ask)), waiting.send(ask)]
}

#[test]
pub(super) fn that_need_encoding() {
    let texts =
        ["a&b=c", "a#b", "a+b", "+14155550123", "100%41", "a b", "é🔑", "a/b?c;d,e:f@g", "\"\\'"];
    for text in texts {
        let script = Script::answer(http("204 No Content", &["connection: close"], ""));
        let wire = Wire::start([script.clone(), script]).unwrap();
        let client = builder(&wire.url()).credential(&API_KEY, text).build::<ErrorCode>().unwrap();
        for outcome in both(&client, &Ask::new("token", text, text)) {
            outcome.unwrap();
        }
        let target = client.request::<_, ErrorCode>(&Ask::new("token", text, text)).unwrap();
        let target = target.uri().query().unwrap().to_owned();
        assert!(!target.contains('+') && !target.contains(' '), "{target}");
        let requests = wire.finish();
        assert_eq!(requests.len(), 2);
        for request in requests {
            assert_eq!(request.query("apikey"), Some(text));
            assert_eq!(request.query("phone"), Some(text));
            assert_eq!(request.json(), Some(serde_json::json!({ "otp": text })));
        }
    }
}

#[test]
pub(super) fn that_are_refused() {
    let breaks = "`access_token` must not contain control characters";
    let blank = |name: &str| format!("`{name}` must not be blank");
    #[rustfmt::skip]
    let table = [
        (Ask::new("c4n4ry\r\nx: y", "c4n4ry", "c4n4ry"), breaks.to_owned()),
        (Ask::new("c4n4ry\n", "c4n4ry", "c4n4ry"),       breaks.to_owned()),
        (Ask::new("c4n4ry\0", "c4n4ry", "c4n4ry"),       breaks.to_owned()),
        (Ask::new("c4n4ry", "c4n4ry", "c4n4ry\n"),       breaks.replace("access_token", "otp")),
        (Ask::new("c4n4ry", "c4n4ry", "\u{7f}c4n4ry"),   breaks.replace("access_token", "otp")),
        (Ask::new("", "c4n4ry", "c4n4ry"),               blank("access_token")),
        (Ask::new("c4n4ry", "", "c4n4ry"),               blank("phone")),
        (Ask::new("c4n4ry", "c4n4ry", " \t\n"),          blank("otp")),
    ];
    let wire = Wire::play(|_| Some(Script::answer(http("204 No Content", &[], "")))).unwrap();
    let client = builder(&wire.url()).build::<ErrorCode>().unwrap();
    for (ask, expected) in &table {
        for outcome in both(&client, ask) {
            assert!(!shown(&outcome).contains(CANARY));
            let error = outcome.unwrap_err();
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
            assert_eq!((error.attempts(), error.is_retryable()), (0, false));
            assert_eq!(error.to_string(), format!("acts.ask: {expected}"));
        }
    }
    for key in ["", " ", "\t\n"] {
        let error =
            builder(&wire.url()).credential(&API_KEY, key).build::<ErrorCode>().unwrap_err();
        assert_eq!(error.to_string(), blank("api_key"));
    }
    for key in ["c4n4ry\n", "c4\r\nn4ry", "c4n4ry\0"] {
        let error =
            builder(&wire.url()).credential(&API_KEY, key).build::<ErrorCode>().unwrap_err();
        assert_eq!(error.to_string(), breaks.replace("access_token", "api_key"));
    }
    assert_eq!(wire.connections(), 0);
}

#[test]
pub(super) fn base_urls_that_are_refused() {
    #[rustfmt::skip]
    let table = [
        ("http://c4n4ry.example.com",           "must start with https://, unless it names this machine"),
        ("http://127.0.0.1.c4n4ry.example.com", "must start with https://, unless it names this machine"),
        ("https://c4n4ry@example.com",          "must not contain user information"),
        ("https://c4n4ry:c4n4ry@example.com/a", "must not contain user information"),
        ("https://example.com/?c4n4ry",         "must not have a query or fragment"),
        ("https://example.com/#c4n4ry",         "must not have a query or fragment"),
        ("ftp://c4n4ry.example.com",            "must start with https://"),
        ("file:///c4n4ry",                      "must start with https://"),
        ("c4n4ry",                              "must start with https://"),
        ("",                                    "must start with https://"),
    ];
    for (url, expected) in table {
        let error = Client::builder(&SERVICE).base_url(url).build::<ErrorCode>().unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
        assert_eq!(error.to_string(), format!("`base_url` {expected}"), "{url}");
        assert!(!shown::<()>(&Err(error)).contains(CANARY), "{url}");
    }
}

#[test]
pub(super) fn base_urls_with_a_path() {
    for (suffix, path) in
        [("", "/ask"), ("/", "/ask"), ("/eu", "/eu/ask"), ("/eu/v1//", "/eu/v1/ask")]
    {
        let script = Script::answer(http("204 No Content", &["connection: close"], ""));
        let wire = Wire::start([script.clone(), script]).unwrap();
        let client = builder(&format!("{}{suffix}", wire.url())).build::<ErrorCode>().unwrap();
        for outcome in both(&client, &Ask::new("token", "phone", "otp")) {
            outcome.unwrap();
        }
        let requests = wire.finish();
        assert_eq!(requests.iter().map(Request::path).collect::<Vec<_>>(), [path; 2]);
    }
}

/// What options add to a call, and why it is refused.
#[test]
pub(super) fn that_options_add() {
    let breaks = "must not contain control characters";
    let own = "has a name that the operation already sends";
    let reserved = "is a header that the client sets automatically";
    let new = CallOptions::new;
    #[rustfmt::skip]
    let table = [
        (new().query("apikey", "c4n4ry"),           "query", own),
        (new().query("phone", "c4n4ry"),            "query", own),
        (new().query("", "c4n4ry"),                 "query", "must have a name"),
        (new().query("x", "c4n4ry\n"),              "query", breaks),
        (new().query("x\n", "c4n4ry"),              "query", breaks),
        (new().header("Authorization", "c4n4ry"),   "header", own),
        (new().header("host", "c4n4ry"),            "header", reserved),
        (new().header("Content-Type", "c4n4ry"),    "header", reserved),
        (new().header("a b", "c4n4ry"),             "header", "must have a valid name"),
        (new().header("x", "c4n4ry\r\ny: z"),       "header", breaks),
        (new().header("x", "c4n4ry".repeat(20_000)), "header", "makes the headers longer than 65,536 bytes"),
    ];
    let ask = Ask::new("token", "phone", "otp");
    let wire = Wire::play(|_| Some(Script::answer(http("204 No Content", &[], "")))).unwrap();
    for (options, name, expected) in table {
        assert!(!format!("{options:?}").contains(CANARY));
        let client = builder(&wire.url()).build::<ErrorCode>().unwrap();
        let given_to_client = ClientOptions::new().calls(options.clone());
        let all = builder(&wire.url()).options(given_to_client).build::<ErrorCode>().unwrap();
        let outcomes = [
            block_on(client.send_with(&ask, &options)),
            block_on(all.send(&ask)),
            client.request_with(&ask, &options).map(|_| unreachable!("it is refused")),
        ];
        for outcome in outcomes {
            assert!(!shown(&outcome).contains(CANARY));
            let error: Error = outcome.unwrap_err();
            assert_eq!(error.to_string(), format!("acts.ask: `{name}` {expected}"));
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
        }
    }
    assert_eq!(wire.connections(), 0);
    let calls = new().query("all", "1").header("x-all", "1");
    let options = ClientOptions::new().header("x-team", "blue").calls(calls);
    let client = builder(&wire.url()).options(options).build::<ErrorCode>().unwrap();
    let options = new().query("ph", "a&b").query("ph", "2").header("x-team", "green");
    block_on(client.send_with::<_, ErrorCode>(&ask, &options)).unwrap();
    let request = wire.finish().remove(0);
    assert_eq!(request.query("all"), Some("1"));
    assert_eq!(request.query_all("ph").collect::<Vec<_>>(), ["a&b", "2"]);
    let headers = ["x-all", "x-team"].map(|name| request.header(name));
    assert_eq!(headers, [Some("1"), Some("green")]);
}
