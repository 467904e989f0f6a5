//! A call as somebody would write it by hand over hyper-util.

use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::Way;
use crate::model::{KEY, Login, MAX_BODY, PASSWORD, PHONE, Session};

pub(crate) struct ByHand {
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
}

impl ByHand {
    pub(crate) fn new(url: &str) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(Duration::from_secs(30)).pool_timer(TokioTimer::new());
        Self { client: builder.build(tcp), url: url.to_owned() }
    }
}

impl Way for ByHand {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            let body = serde_json::to_vec(&Login { password: PASSWORD, phone: PHONE });
            let request = Request::post(format!("{}/auth/login?apikey={KEY}", self.url))
                .header(ACCEPT, "application/json")
                .header(CONTENT_TYPE, "application/json")
                .header(USER_AGENT, "by-hand/1.2.3")
                .body(Full::new(Bytes::from(body.expect("JSON"))));
            let session = tokio::time::timeout(Duration::from_secs(30), async {
                let response = self.client.request(request.expect("a request")).await;
                let response = response.expect("an answer");
                assert!(response.status().is_success());
                let body = Limited::new(response.into_body(), MAX_BODY).collect().await;
                let body = body.expect("a body").to_bytes();
                serde_json::from_slice::<Session>(&body).expect("a session")
            });
            black_box(session.await.expect("in time"));
        })
    }
}
