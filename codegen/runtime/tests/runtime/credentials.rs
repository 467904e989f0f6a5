//! Where credentials go, what they are made of, and what replaces them for a call.

use restwright_runtime::{
    CallOptions, Client, ClientBuilder, ClientOptions, Credential, Effect, Endpoint, ErrorKind,
    Method, Operation, Placement, RequestWriter, Secret,
};

use crate::sample::service::SERVICE;
use crate::sample::{Error, ErrorCode};

static SESSION: Credential =
    Credential { id: "session", placements: &[Placement::Cookie { name: "sid" }] };
static DEVICE: Credential =
    Credential { id: "device", placements: &[Placement::Cookie { name: "device" }] };
static ACCOUNT: Credential = Credential {
    id: "account",
    placements: &[Placement::Header { name: "Authorization", scheme: Some("Basic") }],
};

/// An operation with two cookies and a user.
#[derive(Clone, Debug)]
struct Visit {
    device: Secret,
}

impl Operation for Visit {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "visits.list",
        method: Method::Get,
        path: "/visits",
        effect: Effect::Safe,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&ACCOUNT);
        request.client_credential(&SESSION);
        request.credential(&DEVICE, &self.device);
    }
}

fn builder() -> ClientBuilder {
    let builder = Client::builder(&SERVICE).credential(&SESSION, "s-1");
    builder.basic_credential(&ACCOUNT, "Aladdin", "open sesame")
}

/// The headers of a request with credentials, or the message of the failure.
fn sent(builder: ClientBuilder, device: &str, options: &CallOptions) -> Result<[String; 2], String> {
    let told = |error: Error| {
        assert_eq!(error.kind(), ErrorKind::Input);
        let page = format!("{error} {error:?}");
        assert!(!page.contains("c4n4ry"), "{page}");
        error.to_string()
    };
    let client = builder.build::<ErrorCode>().map_err(told)?;
    let call = Visit { device: device.into() };
    let request = client.request_with(&call, options).map_err(told)?;
    assert!(!format!("{request:?} {:?}", request.headers()).contains("s-1"));
    let header = |name: &str| {
        let values: Vec<_> = request.headers().get_all(name).iter().collect();
        let [value] = values[..] else { panic!("one {name}: {values:?}") };
        value.to_str().expect("it is ASCII").to_owned()
    };
    Ok([header("authorization"), header("cookie")])
}

#[test]
fn cookies_stand_in_one_header_and_users_in_base64() {
    let [authorization, cookie] = sent(builder(), "d-1", &CallOptions::new()).unwrap();
    assert_eq!(authorization, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(cookie, "sid=s-1; device=d-1");
}

#[test]
fn a_call_replaces_credentials_of_its_client() {
    let other = CallOptions::new().credential("session", "s-2");
    let [_, cookie] = sent(builder(), "d-1", &other).unwrap();
    assert_eq!(cookie, "sid=s-2; device=d-1");
    let other = CallOptions::new().basic_credential("account", "test", "123\u{a3}");
    let [authorization, cookie] = sent(builder(), "d-1", &other).unwrap();
    assert_eq!(authorization, "Basic dGVzdDoxMjPCow==");
    assert_eq!(cookie, "sid=s-1; device=d-1");
    // The last one counts, and one of the client's calls is the default of a call.
    let calls = CallOptions::new().credential("session", "s-3").credential("unknown", "x");
    let with_default = || builder().options(ClientOptions::new().calls(calls.clone()));
    let [_, cookie] = sent(with_default(), "d-1", &CallOptions::new()).unwrap();
    assert_eq!(cookie, "sid=s-3; device=d-1");
    let twice = CallOptions::new().credential("session", "s-4").credential("session", "s-5");
    let [_, cookie] = sent(with_default(), "d-1", &twice).unwrap();
    assert_eq!(cookie, "sid=s-5; device=d-1");
    // A client that holds none can still make the call.
    let options = CallOptions::new().credential("session", "s-6");
    let without = Client::builder(&SERVICE).basic_credential(&ACCOUNT, "Aladdin", "open sesame");
    let [_, cookie] = sent(without, "d-1", &options).unwrap();
    assert_eq!(cookie, "sid=s-6; device=d-1");
}

#[test]
fn what_cannot_be_sent() {
    let plain = CallOptions::new;
    #[rustfmt::skip]
    let table: [(ClientBuilder, &str, CallOptions, &str); 12] = [
        (builder(), "c4n4ry;x=y",  plain(), "device"),
        (builder(), "c4n4ry x",    plain(), "device"),
        (builder(), "\"c4n4ry\"",  plain(), "device"),
        (builder(), "c4n4ry\u{e9}", plain(), "device"),
        (builder(), "d-1", plain().credential("device", "c4n4ry"),  "credential"),
        (builder(), "d-1", plain().credential("nothing", "c4n4ry"), "credential"),
        (builder(), "d-1", plain().credential("session", " "),      "session"),
        (builder(), "d-1", plain().credential("session", "c4n4ry,"), "session"),
        (builder(), "d-1", plain().basic_credential("account", "c4n4ry:x", "y"), "account"),
        (builder(), "d-1", plain().header("Cookie", "c4n4ry=1"),    "header"),
        (builder().basic_credential(&ACCOUNT, "c4n4ry:x", "y"), "d-1", plain(), "account"),
        (builder().basic_credential(&ACCOUNT, "", " "),         "d-1", plain(), "account"),
    ];
    for (builder, device, options, name) in table {
        assert!(!format!("{builder:?} {options:?}").contains("c4n4ry"));
        let problem = sent(builder, device, &options).unwrap_err();
        assert!(problem.contains(&format!("`{name}`")), "{device} {name}: {problem}");
    }
}
