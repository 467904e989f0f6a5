//! A call by reqwest.

use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE};

use crate::Way;
use crate::model::{KEY, Login, MAX_BODY, PASSWORD, PHONE, Session};

pub(crate) struct ByReqwest {
    client: Client,
    url: String,
}

impl ByReqwest {
    pub(crate) fn new(url: &str) -> Self {
        let client = Client::builder().timeout(Duration::from_secs(30)).no_proxy();
        let client = client.user_agent("by-reqwest/1.2.3").build().expect("a client");
        Self { client, url: url.to_owned() }
    }
}

impl Way for ByReqwest {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            let body = serde_json::to_vec(&Login { password: PASSWORD, phone: PHONE });
            let request = self
                .client
                .post(format!("{}/auth/login?apikey={KEY}", self.url))
                .header(ACCEPT, "application/json")
                .header(CONTENT_TYPE, "application/json")
                .body(body.expect("JSON"));
            let mut response = request.send().await.expect("an answer");
            assert!(response.status().is_success());
            let mut body = Vec::new();
            while let Some(piece) = response.chunk().await.expect("a body") {
                assert!(body.len() + piece.len() <= MAX_BODY);
                body.extend_from_slice(&piece);
            }
            black_box(serde_json::from_slice::<Session>(&body).expect("a session"));
        })
    }
}
