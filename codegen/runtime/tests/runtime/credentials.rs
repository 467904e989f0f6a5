//! What replaces the credentials of a client for a call.

use restwright_runtime::{
    CallOptions, Client, ClientBuilder, ClientOptions, Effect, Endpoint, ErrorKind, Method,
    Operation, RequestWriter, Secret,
};

use crate::sample::service::{ACCESS_TOKEN, API_KEY, SERVICE};
use crate::sample::{Error, ErrorCode};

/// An operation with a credential of the client and one of the call.
struct Visit;

impl Operation for Visit {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "visits.list", method: Method::Get, path: "/visits", effect: Effect::Safe };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&API_KEY);
        request.credential(&ACCESS_TOKEN, &Secret::from("t"));
    }
}

fn builder() -> ClientBuilder {
    Client::builder(&SERVICE).credential(&API_KEY, "k-1")
}

/// The key that is sent, or the message of the failure.
fn sent(builder: ClientBuilder, options: &CallOptions) -> Result<String, String> {
    assert!(!format!("{builder:?} {options:?}").contains("c4n4ry"));
    let told = |error: Error| {
        assert_eq!(error.kind(), ErrorKind::Input);
        let page = format!("{error} {error:?}");
        assert!(!page.contains("c4n4ry"), "{page}");
        error.to_string()
    };
    let client = builder.build::<ErrorCode>().map_err(told)?;
    let request = client.request_with(&Visit, options).map_err(told)?;
    assert_eq!(request.headers()["authorization"], "Bearer t");
    Ok(request.uri().query().expect("a query").to_owned())
}

#[test]
fn a_call_replaces_credentials_of_its_client() {
    let plain = CallOptions::new;
    let calls = plain().credential("api_key", "k-3").credential("unknown", "x");
    let with_default = || builder().options(ClientOptions::new().calls(calls.clone()));
    let without = || Client::builder(&SERVICE);
    #[rustfmt::skip]
    let table = [
        (builder(),      plain(),                                                          "apikey=k-1"),
        (builder(),      plain().credential("api_key", "k-2"),                             "apikey=k-2"),
        // One of the client's calls is the default of a call, and the last one counts.
        (with_default(), plain(),                                                          "apikey=k-3"),
        (with_default(), plain().credential("api_key", "k-4").credential("api_key", "k-5"), "apikey=k-5"),
        // A client that holds none can still make the call.
        (without(),      plain().credential("api_key", "k-6"),                             "apikey=k-6"),
    ];
    for (builder, options, query) in table {
        assert_eq!(sent(builder, &options).as_deref(), Ok(query));
    }
}

#[test]
fn what_cannot_be_sent() {
    let plain = CallOptions::new;
    for (options, name) in [
        (plain().credential("access_token", "c4n4ry"), "credential"),
        (plain().credential("nothing", "c4n4ry"), "credential"),
        (plain().credential("api_key", " "), "api_key"),
        (plain().credential("api_key", "c4n4ry\n"), "api_key"),
    ] {
        let problem = sent(builder(), &options).expect_err(name);
        assert!(problem.contains(&format!("`{name}`")), "{name}: {problem}");
    }
}
