//! Answers of a server, success or not, and what becomes of them.

use restwright_runtime::{Delivery, Error, ErrorKind, Operation};

use crate::sample::{ErrorCode, Find, Login, LoginOutcome, Remove};
use crate::server::{answer, call, http};

fn login() -> Login {
    Login::new("+14155550123", "correct horse")
}

/// Kind, code and text of the outcome of a call.
fn outcome<O: Operation>(bytes: Vec<u8>, operation: &O) -> String {
    match call(answer(bytes), operation) {
        Ok(response) => format!("Ok {}", response.status().as_u16()),
        Err(error) => {
            assert_eq!(error.delivery(), Delivery::Answered);
            format!("{:?} {:?} {error}", error.kind(), error.code())
        }
    }
}

const CAPTCHA: &str = "Api Some(INVALID_CAPTCHA (1218)) phone.login: INVALID_CAPTCHA (1218): the captcha answer is wrong (status 403)";
const UNKNOWN: &str =
    "Api Some(4242) phone.login: the API returned the unknown error code 4242 (status 403)";
const NO_CODE: &str = "Api None phone.login: the API returned an error without a code (status 403)";
const FOREIGN: &str = "UnexpectedStatus None phone.login: the response has an error status and is no error of the API (status 403)";

#[test]
fn refusals() {
    #[rustfmt::skip]
    let table = [
        (r#"{"ErrorCode":1218,"Message":"canary"}"#,                CAPTCHA),
        (r#"{"errorCode":1218,"message":"canary"}"#,                CAPTCHA),
        (r#"{"errorCode":901,"ErrorCode":1218}"#,                   CAPTCHA),
        (r#"{"ErrorCode":1218,"errorCode":901}"#,                   CAPTCHA),
        (r#"{"ErrorCode":901,"ErrorCode":1218}"#,                   CAPTCHA),
        (r#"{"ErrorCode":null,"errorCode":1218}"#,                  CAPTCHA),
        (r#"{"ErrorCode":"1218"}"#,                                 CAPTCHA),
        (r#"{"ErrorCode":1218.0}"#,                                 CAPTCHA),
        ("\u{FEFF}{\"ErrorCode\":1218}",                            CAPTCHA),
        (r#"{"x":{"deep":[]},"ErrorCode":1218,"y":1e999}"#,         CAPTCHA),
        (r#"{"ErrorCode":4242}"#,                                   UNKNOWN),
        (r#"{"ErrorCode":-1}"#,                                     NO_CODE),
        (r#"{"ErrorCode":9223372036854775808}"#,                    NO_CODE),
        (r#"{"ErrorCode":null}"#,                                   NO_CODE),
        (r#"{"ErrorCode":"canary"}"#,                               NO_CODE),
        (r#"{"message":"canary"}"#,                                 NO_CODE),
        (r#"{"Description":"canary"}"#,                             NO_CODE),
        ("",                                                        FOREIGN),
        ("{}",                                                      FOREIGN),
        ("[1218]",                                                  FOREIGN),
        (r#"{"ErrorCode":1218"#,                                    FOREIGN),
        (r#"{"access_token":"canary"}"#,                            FOREIGN),
        ("<html>canary</html>",                                     FOREIGN),
    ];
    for (body, expected) in table {
        let bytes = http("403 Forbidden", &["content-type: application/json"], body);
        assert_eq!(outcome(bytes, &login()), expected, "{body}");
    }
}

#[test]
fn successes() {
    let body = |body: &'static str| http("200 OK", &["content-type: application/json"], body);
    let decode = |text| {
        format!("Decode None phone.login: the response cannot be decoded: {text} (status 200)")
    };
    let captcha = CAPTCHA.replace("403", "200");
    #[rustfmt::skip]
    let table = [
        (body(r#"{"access_token":"a"}"#),                               "Ok 200".to_owned()),
        (http("200 OK", &[], r#"{"access_token":"a"}"#),                "Ok 200".to_owned()),
        (http("200 OK", &["content-type: text/plain"], "{}"),           "Ok 200".to_owned()),
        (http("200 OK", &["content-encoding: identity"], "{}"),         "Ok 200".to_owned()),
        (http("299 Odd", &[], "{}"),                                    "Ok 299".to_owned()),
        (body(r#"{"access_token":"a","ErrorCode":null}"#),              "Ok 200".to_owned()),
        (body(r#"{"access_token":"a","ErrorCode":0}"#),                 "Ok 200".to_owned()),
        (body(r#"{"access_token":"a","Extra":{"ErrorCode":1218}}"#),    "Ok 200".to_owned()),
        (body(r#"{"access_token":"a","ErrorCode":1218}"#),              captcha.clone()),
        (body(r#"{"ErrorCode":1218}"#),                                 captcha.clone()),
        (body(r#"{"access_token":[],"errorCode":"1218"}"#),             captcha.clone()),
        // The same rule for equal keys as in refusals.
        (body(r#"{"access_token":"a","ErrorCode":901,"ErrorCode":1218}"#), captcha.clone()),
        (body(r#"{"errorCode":901,"ErrorCode":1218}"#),                 captcha.clone()),
        (body(r#"{"ErrorCode":1218,"access_token":[],"errorCode":901}"#), captcha.clone()),
        (body(r#"{"access_token":"a","ErrorCode":1218,"ErrorCode":0}"#), "Ok 200".to_owned()),
        (body(""),                                                      decode("the body: empty")),
        (body("[]"),                                                    decode("the body: expected an object")),
        (body(r#"{"access_token":["canary"]}"#),                        decode("access_token: expected text")),
        (http("200 OK", &["content-type: text/HTML; charset=x"], "{}"), decode("the body: an HTML page")),
        (http("200 OK", &["content-encoding: br"], "{}"),
         decode("the body: in a content encoding that was not asked for")),
        (b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),                   decode("the body: empty").replace("200", "204")),
    ];
    for (bytes, expected) in table {
        assert_eq!(
            outcome(bytes.clone(), &login()),
            expected,
            "{}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn answers_that_nobody_reads() {
    let captcha = CAPTCHA.replace("403", "200").replace("phone.login", "phone.remove");
    let encoded = "Decode None phone.remove: the response cannot be decoded: the body: in a content encoding that was not asked for (status 200)";
    #[rustfmt::skip]
    let table = [
        (b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),           "Ok 204"),
        (http("200 OK", &[], ""),                               "Ok 200"),
        (http("200 OK", &[], "<html>"),                         "Ok 200"),
        (http("200 OK", &[], r#"{"IsDeleted":true}"#),          "Ok 200"),
        (http("200 OK", &[], r#"{"ErrorCode":1218}"#),          &captcha),
        (http("200 OK", &["content-encoding: br"], ""),         "Ok 200"),
        (http("200 OK", &["content-encoding: br"], "{}"),       encoded),
    ];
    for (bytes, expected) in table {
        assert_eq!(outcome(bytes, &Remove { access_token: "t".into() }), expected);
    }
}

#[test]
fn a_list_is_no_refusal() {
    let find = Find { pet_id: "7".to_owned(), ..Find::default() };
    let response = call(answer(http("200 OK", &[], r#"[{"Name":"a"},{"ErrorCode":1218}]"#)), &find);
    assert_eq!(response.unwrap()[1].unknown_fields.get("ErrorCode").unwrap().as_str(), "1218");
}

#[test]
fn a_response_keeps_all() {
    let body = r#"{"access_token":"a","new":[1.0]}"#;
    let response = call(answer(http("201 Created", &["x-id: 7"], body)), &login()).unwrap();
    assert_eq!((response.status().as_u16(), response.body()), (201, body.as_bytes()));
    assert_eq!(response.headers()["x-id"], "7");
    let LoginOutcome::Authenticated(session) = response.into_inner() else {
        panic!("not a session");
    };
    assert_eq!(session.access_token.expose(), "a");
    assert_eq!(session.unknown_fields.get("new").unwrap().as_str(), "[1.0]");
}

#[test]
fn a_refusal_keeps_all() {
    let body = r#"{"errorCode":1134,"message":"m\"","description":"d","providerErrorResponse":{"a":1},
        "Errors":[{"FieldName":"Phone","ErrorMessage":"bad"},{"fieldName":null},7]}"#;
    let error = call(answer(http("400 Bad Request", &["x-id: 7"], body)), &login()).unwrap_err();
    assert_eq!((error.status(), error.raw_body()), (Some(400), Some(body.as_bytes())));
    assert_eq!(
        (error.headers().unwrap()["x-id"].as_bytes(), error.operation()),
        (&b"7"[..], Some("phone.login"))
    );
    let api = error.api().unwrap();
    assert_eq!(api.code().number(), 1134);
    assert_eq!(api.message().as_deref(), Some("m\""));
    assert_eq!(api.description().as_deref(), Some("d"));
    assert_eq!(api.provider_error().as_deref(), Some(r#"{"a":1}"#));
    let fields: Vec<_> = api.field_errors();
    let fields: Vec<_> = fields.iter().map(|error| (error.field(), error.message())).collect();
    assert_eq!(fields, [("Phone", "bad"), ("", "")]);
}

#[test]
fn codes_are_patterns() {
    let error = call(answer(http("403 F", &[], r#"{"ErrorCode":1218}"#)), &login()).unwrap_err();
    let is_captcha = |error: &Error<ErrorCode>| {
        matches!(error.api().map(|api| api.code()), Some(ErrorCode::INVALID_CAPTCHA))
    };
    assert!(is_captcha(&error));
    assert!(is_captcha(&error.clone()));
    let error = call(answer(http("403 F", &[], r#"{"ErrorCode":-1}"#)), &login()).unwrap_err();
    assert!(!is_captcha(&error));
    assert_eq!((error.kind(), error.api().unwrap().code().number()), (ErrorKind::Api, 0));
    assert_eq!(size_of_val(&error), size_of::<usize>());
}

#[test]
fn a_long_text_of_the_server_does_not_show() {
    let long = "canary ".repeat(130_000);
    let body = format!(r#"{{"ErrorCode":901,"Description":"{long}"}}"#);
    let error = call(answer(http("403 F", &[], body)), &login()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "phone.login: KEY_UNAUTHORIZED (901): the key is not that of an app (status 403)"
    );
    assert_eq!(error.api().unwrap().description().unwrap(), long);
}
