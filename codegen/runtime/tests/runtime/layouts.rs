//! Which layout an error body has, and the code in it.

use restwright_runtime::mock::{Reply, ScriptedTransport};
use restwright_runtime::{
    CallOptions, Client, ClientOptions, Code, CodeLocation, Effect, Endpoint, Error, ErrorBody,
    ErrorEntry, ErrorKind, Json, Method, Operation, RequestWriter, RetryPolicy, Service, TextCode,
};

use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::server::block_on;

/// What a server must not get into a log.
const CANARY: &str = "c4n4ry";

const NONE: ErrorBody = ErrorBody {
    code: CodeLocation::Status,
    in_success: false,
    message: None,
    description: None,
    provider_error: None,
    field_errors: None,
    details: None,
    is_problem: false,
};

static NUMBERS: Service = Service {
    error_bodies: &[
        ErrorBody {
            code: CodeLocation::Number(&["error", "code"]),
            message: Some(&["error", "message"]),
            in_success: true,
            ..NONE
        },
        ErrorBody { code: CodeLocation::Number(&["errors", "0", "code"]), ..NONE },
    ],
    ..SERVICE
};

static STATUSES: Service =
    Service { error_bodies: &[ErrorBody { message: Some(&["message"]), ..NONE }], ..SERVICE };

static TEXTS: Service = Service {
    error_bodies: &[
        ErrorBody { code: CodeLocation::Text(&["error"]), in_success: true, ..NONE },
        ErrorBody::PROBLEM_JSON,
    ],
    errors: &[("gone", ENTRY), ("https://e.example/busy", ENTRY)],
    ..SERVICE
};

const ENTRY: ErrorEntry = ErrorEntry {
    number: 0,
    name: "KNOWN",
    status: 0,
    message: "",
    meaning: "it is known",
    hint: None,
};

#[derive(Clone)]
struct Text(TextCode);

impl Code for Text {
    type Wire = TextCode;

    fn from_wire(code: TextCode) -> Self {
        Self(code)
    }
}

/// `GET /any`, which answers with anything.
struct Any;

impl Operation for Any {
    type Output = Json;

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "any.get", method: Method::Get, path: "/any", effect: Effect::Safe };

    fn write(&self, _: &mut RequestWriter<'_>) {}
}

/// `GET /nothing`, of whose answer nothing is read.
struct Nothing;

impl Operation for Nothing {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "nothing.get",
        method: Method::Get,
        path: "/nothing",
        effect: Effect::Safe,
    };

    fn write(&self, _: &mut RequestWriter<'_>) {}
}

fn client<C: Code>(service: &'static Service, reply: Reply) -> Client {
    let calls = CallOptions::new().retry(RetryPolicy::none());
    let options = ClientOptions::new().calls(calls);
    let client = Client::builder(service).transport(ScriptedTransport::new([reply]));
    client.options(options).build::<C>().unwrap()
}

/// Kind and code of what a call fails with; nothing for a success.
fn failure<C: Code>(service: &'static Service, reply: &Reply, code: fn(C) -> String) -> String {
    let any = block_on(client::<C>(service, reply.clone()).send::<_, C>(&Any)).map(|_| ());
    let nothing = block_on(client::<C>(service, reply.clone()).send::<_, C>(&Nothing)).map(|_| ());
    let [any, nothing] = [any, nothing].map(|outcome| shown(outcome, code));
    // A body that is not needed is looked at for an error as well.
    assert_eq!(any, nothing);
    any
}

fn shown<C: Code>(outcome: Result<(), Error<C>>, code: fn(C) -> String) -> String {
    let Err(error) = outcome else { return String::new() };
    let text = format!("{error} {error:?}");
    assert!(!text.contains(CANARY), "{text}");
    let kind = if error.kind() == ErrorKind::Api { "" } else { "unexpected" };
    format!("{kind}{}", error.code().map(code).unwrap_or_default())
}

#[test]
fn numbers() {
    let large = format!(r#"{{"error":{{"code":{}}}}}"#, u64::from(u32::MAX) + 1);
    #[rustfmt::skip]
    let table = [
        (400, r#"{"error":{"code":901}}"#,                           "901"),
        (400, r#"{"error":{"code":"7"},"errors":[{"code":8}]}"#,     "7"),
        (400, r#"{"errors":[{"code":8},{"code":9}]}"#,               "8"),
        // A layout with a code comes before one of which something else is there.
        (400, r#"{"error":{"message":"c4n4ry"},"errors":[{"code":8}]}"#, "8"),
        (400, r#"{"error":{"message":"c4n4ry"}}"#,                   ""),
        (400, r#"{"error":{"code":0},"errors":[]}"#,                 ""),
        (400, r#"{"errors":{"0":{"code":8}}}"#,                      "8"),
        (400, r#"{"errors":[]}"#,                                    "unexpected"),
        (400, r#"{"code":901}"#,                                     "unexpected"),
        (200, r#"{"error":{"code":901}}"#,                           "901"),
        (200, r#"{"error":{"code":0}}"#,                             ""),
        (200, r#"{"errors":[{"code":8}]}"#,                          ""),
        (400, large.as_str(),                                        ""),
    ];
    for (status, body, expected) in table {
        let reply = Reply::json(status, body);
        let found = failure::<ErrorCode>(&NUMBERS, &reply, |code| code.number().to_string());
        assert_eq!(found, expected, "{status} {body}");
    }
    assert_eq!(
        failure::<ErrorCode>(&NUMBERS, &Reply::refusal(&NUMBERS, 77), |it| it.number().to_string()),
        "77"
    );
}

#[test]
fn statuses() {
    for (reply, expected) in [
        (Reply::json(404, r#"{"message":"c4n4ry"}"#), "404"),
        (Reply::status(503), "503"),
        (Reply::json(404, "<html>c4n4ry"), "404"),
        (Reply::json(200, "{}"), ""),
        (Reply::refusal(&STATUSES, 418), "418"),
    ] {
        let found = failure::<ErrorCode>(&STATUSES, &reply, |code| code.number().to_string());
        assert_eq!(found, expected, "{reply:?}");
    }
}

#[test]
fn texts() {
    #[rustfmt::skip]
    let table = [
        (400, r#"{"error":"gone"}"#,                             "gone"),
        (400, r#"{"error":"c4n4ry"}"#,                           "c4n4ry"),
        (400, r#"{"error":"\u0067one"}"#,                        "gone"),
        (400, r#"{"error":42}"#,                                 "42"),
        (400, r#"{"error":true}"#,                               ""),
        (400, r#"{"error":"","type":"https://e.example/busy"}"#, "https://e.example/busy"),
        (400, r#"{"type":"about:blank","title":"c4n4ry"}"#,      ""),
        (400, "[]",                                              "unexpected"),
        (200, r#"{"ok":false,"error":"gone"}"#,                  "gone"),
        (200, r#"{"ok":true,"error":""}"#,                       ""),
        (200, r#"{"type":"https://e.example/busy"}"#,            ""),
    ];
    for (status, body, expected) in table {
        let reply = Reply::json(status, body);
        let found = failure::<Text>(&TEXTS, &reply, |code| code.0.as_str().to_owned());
        assert_eq!(found, expected, "{status} {body}");
    }
    let reply = Reply::refusal_by_text(&TEXTS, "gone");
    assert_eq!(failure::<Text>(&TEXTS, &reply, |code| code.0.as_str().to_owned()), "gone");
}
