//! A call by this runtime.

use std::hint::black_box;
use std::pin::Pin;

use restwright_runtime::Client;

use crate::Way;
use crate::model::{KEY, PASSWORD, PHONE};
use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{Error, Login, LoginOutcome};

pub(crate) struct Ours {
    client: Client,
}

impl Ours {
    pub(crate) fn new(url: &str) -> Self {
        let client = Client::builder(&SERVICE).base_url(url).credential(&API_KEY, KEY);
        let client = client.build::<()>().expect("a client");
        Self { client }
    }
}

impl Way for Ours {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            let login = Login::new(PHONE, PASSWORD);
            let outcome: Result<_, Error> = self.client.send(&login).await;
            let outcome = outcome.expect("an answer").into_inner();
            assert!(matches!(black_box(outcome), LoginOutcome::Authenticated(_)));
        })
    }
}
