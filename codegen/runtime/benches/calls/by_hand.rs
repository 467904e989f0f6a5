//! A call as somebody would write it by hand over hyper-util: with timeouts for the connection and the call, and
//! one of size, the key percent-encoded, status, encoding and type of the answer checked, and every failure told apart.
//!
//! It makes no second attempt, wipes nothing, keeps no unknown fields, and proves nothing about what was sent.

use std::error::Error;
use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Way;
use crate::model::{
    Failure, KEY, Login, MAX_BODY, Outcome, PASSWORD, PHONE, Session, accept, check_head,
};

/// How the answer is read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// As what it turns out to be, like the call it is compared with.
    Outcome,
    /// As the one thing it is known to be: the least that anybody can do.
    Session,
}

pub(crate) struct ByHand {
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
    reading: Reading,
}

type Problem = Failure<Box<dyn Error + Send + Sync>>;

impl ByHand {
    pub(crate) fn new(url: &str, reading: Reading) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(Duration::from_secs(5)));
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(Duration::from_secs(30)).pool_timer(TokioTimer::new());
        Self { client: builder.build(tcp), url: url.to_owned(), reading }
    }

    async fn login(&self) -> Result<Bytes, Problem> {
        let body = serde_json::to_vec(&Login { password: PASSWORD, phone: PHONE });
        let key = utf8_percent_encode(KEY, NON_ALPHANUMERIC);
        let request = Request::post(format!("{}/auth/login?apikey={key}", self.url))
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "by-hand/1.2.3")
            .body(Full::new(Bytes::from(body.map_err(Failure::Unreadable)?)));
        let request = request.map_err(|error| Failure::Exchange(error.into()))?;
        let response = self.client.request(request).await;
        let (head, body) = response.map_err(|error| Failure::Exchange(error.into()))?.into_parts();
        check_head(head.status, &head.headers)?;
        match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(Failure::TooLarge),
            Err(error) => Err(Failure::Exchange(error)),
        }
    }
}

impl Way for ByHand {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            let body = tokio::time::timeout(Duration::from_secs(30), self.login()).await;
            let body = body.unwrap_or(Err(Failure::Late)).expect("an answer");
            match self.reading {
                Reading::Outcome => {
                    let outcome = accept::<()>(&body).expect("an outcome");
                    assert!(matches!(black_box(outcome), Outcome::Authenticated(_)));
                }
                Reading::Session => {
                    black_box(serde_json::from_slice::<Session>(&body).expect("a session"));
                }
            }
        })
    }
}
