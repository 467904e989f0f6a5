//! Operations into requests, and inputs that are refused.

use restwright_runtime::{
    Client, ClientBuilder, Delivery, Effect, Endpoint, ErrorKind, HttpRequest, Method, Nullable,
    Operation, RequestWriter,
};

use crate::sample::service::{ACCESS_TOKEN, API_KEY, SERVICE};
use crate::sample::{Error, Find, Login, Pet, Profile, Remove, Replace};

fn builder() -> ClientBuilder {
    Client::builder(&SERVICE).credential(&API_KEY, "k&y +#%é")
}

fn request(builder: ClientBuilder, operation: &impl Operation) -> Result<HttpRequest, Error> {
    builder.build()?.request(operation)
}

/// Method, URL, headers and body.
fn lines(request: &HttpRequest) -> Vec<String> {
    let mut lines = vec![format!("{} {}", request.method(), request.uri())];
    for (name, value) in request.headers() {
        let secret = if value.is_sensitive() { " (sensitive)" } else { "" };
        lines.push(format!("{name}: {}{secret}", String::from_utf8_lossy(value.as_bytes())));
    }
    lines.push(str::from_utf8(request.body_bytes().unwrap()).unwrap().to_owned());
    lines
}

fn check(builder: ClientBuilder, operation: &impl Operation, expected: &[&str]) {
    let request = request(builder, operation).unwrap();
    assert_eq!(lines(&request), expected);
}

const ACCEPT: &str = "accept: application/json";
const JSON: &str = "content-type: application/json";
const AGENT: &str = "user-agent: sample-rust/1.2.3";

#[test]
fn a_body_and_a_key_in_the_query() {
    check(
        builder(),
        &Login::new("+1415", "a\"b\\\u{1F511}"),
        &[
            "POST https://api.example.com/auth/login?apikey=k%26y%20%2B%23%25%C3%A9",
            JSON,
            ACCEPT,
            AGENT,
            r#"{"password":"a\"b\\🔑","phone":"+1415"}"#,
        ],
    );
}

/// An operation that sends nothing but itself.
struct Knock;

impl Operation for Knock {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "knock", method: Method::Put, path: "/door", effect: Effect::Idempotent };

    fn write(&self, _: &mut RequestWriter<'_>) {}
}

#[test]
fn no_body_where_one_could_be() {
    let expected = ["PUT https://api.example.com/door", "content-length: 0", ACCEPT, AGENT, ""];
    check(builder(), &Knock, &expected);
}

#[test]
fn everything_that_is_optional() {
    let mut login = Login::new("1", "2");
    login.fields = Some("a,b=c&d".to_owned());
    login.captcha = Some("".into());
    login.nickname = Nullable::Null;
    login.remember = Some(true);
    login.x_prevent_webhook = Some("a b".to_owned());
    check(
        builder().base_url("https://id.example.com/eu/").placement(&API_KEY, 1),
        &login,
        &[
            "POST https://id.example.com/eu/auth/login?Fields=a%2Cb%3Dc%26d&remember=true",
            "x-key: k&y +#%é (sensitive)",
            "x-preventwebhook: a b",
            JSON,
            ACCEPT,
            AGENT,
            r#"{"captcha":"","nickname":null,"password":"2","phone":"1"}"#,
        ],
    );
}

#[test]
fn a_path_and_lists() {
    let find = Find {
        pet_id: "a/../b ?#é".to_owned(),
        tags: Some(vec!["x&y".to_owned(), String::new()]),
        kinds: Some(vec!["Manual".into(), "a,b".into()]),
        limit: Some(-5),
        ratio: Some(0.25),
        since: Some("2026-01-02T03:04:05+02:00".into()),
        profile: None,
    };
    check(
        builder(),
        &find,
        &[
            "GET https://api.example.com/pets/a%2F..%2Fb%20%3F%23%C3%A9/photos?tags=x%26y&tags=\
             &kinds=Manual,a%2Cb&limit=-5&ratio=0.25&since=2026-01-02T03%3A04%3A05%2B02%3A00",
            ACCEPT,
            AGENT,
            "",
        ],
    );
}

#[test]
fn nothing_at_all() {
    let find = Find { pet_id: "7".to_owned(), kinds: Some(vec![]), ..Find::default() };
    check(builder(), &find, &["GET https://api.example.com/pets/7/photos", ACCEPT, AGENT, ""]);
}

#[test]
fn a_credential_of_the_call() {
    let remove = Remove { access_token: "t+1".into() };
    let bearer = "authorization: Bearer t+1 (sensitive)";
    check(
        builder(),
        &remove,
        &["DELETE https://api.example.com/auth/phone", bearer, ACCEPT, AGENT, ""],
    );
    check(
        builder().placement(&ACCESS_TOKEN, 1),
        &remove,
        &["DELETE https://api.example.com/auth/phone?access_token=t%2B1", ACCEPT, AGENT, ""],
    );
}

#[test]
fn a_whole_body() {
    let pet = Pet { token: "t".into(), ..Pet::default() };
    let url = "PUT https://api.example.com/pets";
    let body = r#"{"owner":{},"token":"t"}"#;
    check(builder(), &Replace { body: Some(pet) }, &[url, JSON, ACCEPT, AGENT, body]);
    // What must be given must not be blank, also within what could have been left out.
    check_refused(
        builder(),
        &Replace { body: Some(Pet::default()) },
        "pets.replace: `token` must not be blank",
    );
}

#[track_caller]
fn check_refused(builder: ClientBuilder, operation: &impl Operation, expected: &str) {
    let error = request(builder, operation).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.status(), None);
}

#[test]
fn refused_inputs() {
    #[rustfmt::skip]
    let table = [
        (Login::new("", "2"),         "phone.login: `phone` must not be blank"),
        (Login::new("1", " \t\n"),    "phone.login: `password` must not be blank"),
        (Login { x_prevent_webhook: Some("a\r\nb: canary".to_owned()), ..Login::new("1", "2") },
         "phone.login: `X-PreventWebhook` must not contain control characters"),
    ];
    for (login, expected) in table {
        check_refused(builder(), &login, expected);
    }
    check_refused(
        Client::builder(&SERVICE),
        &Login::new("1", "2"),
        "phone.login: `api_key` is required by this operation but not configured",
    );
    let big = Login { fields: Some("x".repeat(70_000)), ..Login::new("1", "2") };
    check_refused(
        builder(),
        &big,
        "phone.login: `url` makes the request target longer than 65,534 bytes",
    );
}

#[test]
fn refused_credentials() {
    let control = "must not contain control characters";
    #[rustfmt::skip]
    let table = [
        ("",               "phone.remove: `access_token` must not be blank".to_owned()),
        (" ",              "phone.remove: `access_token` must not be blank".to_owned()),
        ("a\r\nb: canary", format!("phone.remove: `access_token` {control}")),
        ("a\0b",           format!("phone.remove: `access_token` {control}")),
    ];
    for (token, expected) in table {
        check_refused(builder(), &Remove { access_token: token.into() }, &expected);
    }
    check_refused(
        Client::builder(&SERVICE).credential(&API_KEY, " "),
        &Login::new("1", "2"),
        "`api_key` must not be blank",
    );
    check_refused(
        builder().base_url("http://user:canary@example.com"),
        &Login::new("1", "2"),
        "`base_url` must not contain user information",
    );
}

#[test]
fn refused_path_inputs() {
    for pet_id in ["", " ", ".", ".."] {
        check_refused(
            builder(),
            &Find { pet_id: pet_id.to_owned(), ..Find::default() },
            "pets.find: `pet_id` must not be blank, `.` or `..` as a part of the path",
        );
    }
    check_refused(
        builder(),
        &Find { pet_id: "7".to_owned(), ratio: Some(f64::NAN), ..Find::default() },
        "pets.find: `ratio` must be a finite number",
    );
}

#[test]
fn an_object_in_a_query_is_its_json() {
    let profile = Profile { name: Some("a".to_owned()), ..Profile::default() };
    let find = Find { pet_id: "7".to_owned(), profile: Some(profile), ..Find::default() };
    let url = "https://api.example.com/pets/7/photos?profile=%7B%22Name%22%3A%22a%22%7D";
    assert_eq!(request(builder(), &find).unwrap().uri(), url);
}

#[test]
fn what_threads_may_share() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send + Unpin + 'static>() {}
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Error>();
    shared::<restwright_runtime::Response<Profile>>();
    sent::<restwright_runtime::CallFuture<Profile, crate::sample::ErrorCode>>();
}
