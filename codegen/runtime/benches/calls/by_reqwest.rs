//! A call by reqwest, with the same limits and checks as the one by hand.

use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, Url};

use crate::Way;
use crate::model::{Failure, KEY, Login, MAX_BODY, Outcome, PASSWORD, PHONE, accept, check_head};

pub(crate) struct ByReqwest {
    client: Client,
    url: String,
}

impl ByReqwest {
    pub(crate) fn new(url: &str) -> Self {
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(30))
            .no_proxy();
        let client = client.user_agent("by-reqwest/1.2.3").build().expect("a client");
        Self { client, url: url.to_owned() }
    }

    async fn login(&self) -> Result<Outcome, Failure<reqwest::Error>> {
        let body = serde_json::to_vec(&Login { password: PASSWORD, phone: PHONE });
        let url = Url::parse_with_params(&format!("{}/auth/login", self.url), [("apikey", KEY)]);
        let request = self
            .client
            .post(url.expect("a URL"))
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .body(body.map_err(Failure::Unreadable)?);
        let mut response = request.send().await.map_err(Failure::Exchange)?;
        check_head(response.status(), response.headers())?;
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(Failure::Exchange)? {
            if body.len() + piece.len() > MAX_BODY {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        accept(&body)
    }
}

impl Way for ByReqwest {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            let outcome = self.login().await.expect("an outcome");
            assert!(matches!(black_box(outcome), Outcome::Authenticated(_)));
        })
    }
}
