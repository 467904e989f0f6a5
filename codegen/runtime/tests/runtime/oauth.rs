//! Credentials that are access tokens: when tokens are requested, and what becomes of calls meanwhile.

mod errors;
mod renewals;
mod requests;
mod sharing;
mod sources;
#[cfg(feature = "streams")]
mod streams;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use restwright_runtime::{
    Body, BoxFuture, CallOptions, Client, ClientAuthentication, ClientBuilder, ClientOptions,
    Clock, Credential, Effect, Endpoint, Grant, HttpRequest, Method, OAuth, Operation, Placement,
    RequestWriter, Transport, TransportError,
};

use crate::sample::service::SERVICE;
use crate::sample::{Error, ErrorCode};

pub(crate) static APP: Credential = Credential {
    id: "app",
    placements: &[Placement::Header { name: "Authorization", scheme: Some("Bearer") }],
};

pub(crate) static APP_OAUTH: OAuth = OAuth {
    credential: &APP,
    token_url: "https://auth.example.com/token",
    grant: Grant::ClientCredentials,
    authentication: ClientAuthentication::Basic,
    scope: "read write",
    parameters: &[("audience", "https://api.example.com")],
};

static USER: OAuth = OAuth {
    credential: &APP,
    token_url: "https://auth.example.com/token/",
    grant: Grant::RefreshToken,
    authentication: ClientAuthentication::Body,
    scope: "",
    parameters: &[],
};

static GUEST: OAuth = OAuth {
    credential: &APP,
    token_url: "https://auth.example.com/token",
    grant: Grant::RefreshToken,
    authentication: ClientAuthentication::Public,
    scope: "",
    parameters: &[],
};

/// An operation with an access token; `SENDS` tells its effect.
pub(crate) struct Act<const SENDS: bool>;

const SAFE: Act<false> = Act;
const SENDS: Act<true> = Act;

impl<const SENDS: bool> Operation for Act<SENDS> {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "acts.act",
        method: Method::Post,
        path: "/act",
        effect: if SENDS { Effect::Sends } else { Effect::Safe },
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.client_credential(&APP);
        request.field("text", &"text".to_owned());
    }
}

/// What a transport does with a request.
type Play = Box<dyn FnMut(&str, String) -> BoxFuture<'static, Response> + Send>;
type Response = Result<http::Response<Body>, TransportError>;

/// A transport that answers requests by a function of their kind (`token` or `act`) and their bearer or body.
#[derive(Clone)]
struct Stage {
    play: Arc<Mutex<Play>>,
    log: Arc<Mutex<Vec<String>>>,
    now: Arc<Mutex<Instant>>,
}

impl Stage {
    fn new(
        play: impl FnMut(&str, String) -> BoxFuture<'static, Response> + Send + 'static,
    ) -> Self {
        let play: Play = Box::new(play);
        let now = Arc::new(Mutex::new(Instant::now()));
        Self { play: Arc::new(Mutex::new(play)), log: Arc::default(), now }
    }

    /// Answers requests for tokens and acts by these scripts; after their end, with success.
    fn scripted(
        tokens: impl IntoIterator<Item = Response>,
        acts: impl IntoIterator<Item = u16>,
    ) -> Self {
        let mut tokens = tokens.into_iter().collect::<VecDeque<_>>();
        let mut acts = acts.into_iter().collect::<VecDeque<_>>();
        let mut issued = 0;
        Self::new(move |kind, _| {
            let response = if kind == "token" {
                issued += 1;
                tokens.pop_front().unwrap_or_else(|| token(&format!("t{issued}"), ""))
            } else {
                response(acts.pop_front().unwrap_or(204), "")
            };
            Box::pin(async { response })
        })
    }

    /// The requests so far: `token` with its body, `act` with its bearer.
    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// How many tokens were requested.
    fn tokens(&self) -> usize {
        self.log().iter().filter(|line| line.starts_with("token")).count()
    }

    /// What the acts were sent with.
    fn bearers(&self) -> Vec<String> {
        let log = self.log();
        log.iter().filter_map(|line| Some(line.strip_prefix("act Bearer ")?.to_owned())).collect()
    }

    fn pass(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder(&SERVICE)
            .transport(self.clone())
            .options(ClientOptions::new().clock(self.clone()))
    }

    fn client(&self) -> Client {
        built(self.builder().client_credentials(&APP_OAUTH, "id", "c4n4ry-secret"))
    }
}

impl Transport for Stage {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Response> {
        let is_token = request.endpoint().is_some_and(|endpoint| endpoint.id == "token");
        let kind = if is_token { "token" } else { "act" };
        let about = if is_token {
            let body = std::str::from_utf8(request.body_bytes().unwrap()).unwrap();
            let basic = request.headers().get("authorization").map(|value| value.to_str().unwrap());
            format!("{body} {}", basic.unwrap_or_default()).trim_end().to_owned()
        } else {
            request.headers()["authorization"].to_str().unwrap().to_owned()
        };
        self.log.lock().unwrap().push(format!("{kind} {about}"));
        (self.play.lock().unwrap())(kind, about)
    }
}

impl Clock for Stage {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.pass(time);
        Box::pin(async {})
    }
}

#[expect(clippy::unnecessary_wraps, reason = "tables hold failures as well")]
fn response(status: u16, body: impl Into<Body>) -> Response {
    Ok(http::Response::builder().status(status).body(body.into()).unwrap())
}

/// The response of a token endpoint, with more keys.
fn token(token: &str, more: &str) -> Response {
    let comma = if more.is_empty() { "" } else { "," };
    let body = format!(r#"{{"access_token":"{token}","token_type":"bearer"{comma}{more}}}"#);
    response(200, body)
}

fn built(builder: ClientBuilder) -> Client {
    builder.build::<ErrorCode>().unwrap()
}

/// Lets the tasks of the client go on.
async fn tasks() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

async fn act(client: &Client, act: &impl Operation<Output = ()>) -> Result<(), Error> {
    act_with(client, act, &CallOptions::new()).await
}

async fn act_with(
    client: &Client,
    act: &impl Operation<Output = ()>,
    options: &CallOptions,
) -> Result<(), Error> {
    client.send_with::<_, ErrorCode>(act, options).await.map(|_| ())
}
