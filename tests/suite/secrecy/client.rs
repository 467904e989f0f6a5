//! The client that is looked at: with a canary in every setting that can be secret.

use std::time::Duration;

use loginradius::{
    AccessTokenPlacement, CallOptions, Client, ClientBuilder, ClientOptions, Proxy, SottPlacement,
};
use restwright_runtime::{BoxFuture, Clock};

use super::canary::canary;
use super::listener::listen;
use super::page::check;
use super::stage::Act;
use crate::outcome::shown;

/// More than any call needs.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long an attempt may take.
pub(super) fn patience(act: Act) -> Duration {
    if let Act::Hang = act { Duration::from_millis(30) } else { PATIENCE }
}

/// Options with a canary in every header that a program can choose.
pub(super) fn options(patience: Duration) -> ClientOptions {
    let calls = CallOptions::new().attempt_timeout(patience);
    let options = ClientOptions::new().calls(calls).clock(Hurry).proxy(Proxy::none());
    options.header("x-chosen", canary("header")).header("cookie", canary("cookie"))
}

pub(super) fn builder() -> ClientBuilder {
    listen();
    let builder = Client::builder(canary("key")).options(options(PATIENCE));
    check("a builder", &shown(&[&builder]));
    builder
}

/// Credentials in the query where they have a choice.
pub(super) fn in_query(builder: ClientBuilder) -> ClientBuilder {
    builder.access_token_placement(AccessTokenPlacement::Query).sott_placement(SottPlacement::Query)
}

/// Waits for nothing.
struct Hurry;

impl Clock for Hurry {
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
