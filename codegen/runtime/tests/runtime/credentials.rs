//! Credentials of a client that a call replaces.

use restwright_runtime::{
    CallOptions, Client, ClientBuilder, ClientOptions, Credential, CustomCall, Effect, Endpoint,
    ErrorKind, HttpRequest, Method, Operation, Placement, RequestWriter, Secret,
};

use crate::sample::service::SERVICE;
use crate::sample::{Error, ErrorCode};

static TENANT: Credential = Credential {
    id: "tenant",
    placements: &[Placement::Header { name: "Authorization", scheme: Some("Bearer") }],
};
static DEVICE: Credential = Credential {
    id: "device",
    placements: &[Placement::Header { name: "X-Device", scheme: None }],
};
static VISITS: Endpoint =
    Endpoint { id: "visits.list", method: Method::Get, path: "/visits", effect: Effect::Safe };

/// An operation with a credential of the client and one of the call.
#[derive(Clone, Debug)]
struct Visit {
    device: Secret,
}

impl Operation for Visit {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &VISITS;

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&TENANT);
        request.credential(&DEVICE, &self.device);
    }
}

fn builder() -> ClientBuilder {
    Client::builder(&SERVICE).credential(&TENANT, "t-1")
}

/// What a request carries as the credential of the client, or the message of the failure.
fn sent(builder: ClientBuilder, options: &CallOptions) -> Result<String, String> {
    let client = builder.build::<ErrorCode>().expect("the settings are good");
    let request = client.request_with(&Visit { device: "d-1".into() }, options);
    let custom: CustomCall<(), ErrorCode> = client.call(&VISITS);
    let custom = custom.with(options.clone()).into_http_request();
    let shown = |request: Result<HttpRequest, Error>| match request {
        Ok(request) => {
            let page = format!("{request:?} {:?} {options:?}", request.headers());
            assert!(!page.contains("t-"), "{page}");
            let values: Vec<_> = request.headers().get_all("authorization").iter().collect();
            let [value] = values[..] else { panic!("one credential: {values:?}") };
            Ok(value.to_str().expect("it is ASCII").to_owned())
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Input);
            let page = format!("{error} {error:?} {options:?}");
            assert!(!page.contains("c4n4ry"), "{page}");
            Err(error.to_string())
        }
    };
    let outcome = shown(request);
    if client_holds(&outcome) {
        assert_eq!(shown(custom), outcome, "a call that the crate lacks has the same credentials");
    }
    outcome
}

/// A call that the crate lacks has those credentials only that its client holds.
fn client_holds(outcome: &Result<String, String>) -> bool {
    outcome.as_ref().is_ok_and(|value| value != "Bearer t-9")
}

#[test]
fn the_credential_of_a_call_counts_first() {
    let options = CallOptions::new;
    let defaults = options().credential("tenant", "t-2").credential("unknown", "t-3");
    let with_default = || builder().options(ClientOptions::new().calls(defaults.clone()));
    let without = Client::builder(&SERVICE);
    let twice = options().credential("tenant", "t-4").credential("tenant", "t-5");
    #[rustfmt::skip]
    let table = [
        (builder(),      options(),                              "Bearer t-1"),
        (builder(),      options().credential("tenant", "t-6"),  "Bearer t-6"),
        (builder(),      twice.clone(),                          "Bearer t-5"),
        (with_default(), options(),                              "Bearer t-2"),
        (with_default(), twice,                                  "Bearer t-5"),
        (without,        options().credential("tenant", "t-9"),  "Bearer t-9"),
    ];
    for (builder, options, expected) in table {
        assert_eq!(sent(builder, &options).as_deref(), Ok(expected));
    }
}

#[test]
fn what_cannot_be_sent() {
    #[rustfmt::skip]
    let table = [
        ("device",  "c4n4ry",    "credential"),
        ("nothing", "c4n4ry",    "credential"),
        ("tenant",  " ",         "tenant"),
        ("tenant",  "c4n4ry\r\n", "tenant"),
    ];
    for (id, value, name) in table {
        let problem = sent(builder(), &CallOptions::new().credential(id, value)).unwrap_err();
        assert!(problem.contains(&format!("`{name}`")), "{id}: {problem}");
    }
}
