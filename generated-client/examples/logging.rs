//! Logs spans of calls and an event for each attempt, as `RUST_LOG` says: `loginradius=info`, unless it is set.
//!
//! `cargo run -p loginradius --features mock,tracing --example logging`

use std::sync::Arc;

use loginradius::mock::{Reply, Server};
use loginradius::operations::phone::CheckAvailability;
use loginradius::transport::{Body, BoxFuture, HttpRequest, Transport, TransportError};
use loginradius::{Client, ClientOptions};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::prelude::*;

/// Logs the outcome of each attempt. URL, headers and body hold secrets: never log them.
struct Logged(Arc<dyn Transport>);

impl Transport for Logged {
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let operation = request.endpoint().map_or("unknown", |endpoint| endpoint.id);
        let sending = self.0.send(request);
        Box::pin(async move {
            let response = sending.await;
            match &response {
                Ok(response) => tracing::info!(operation, status = response.status().as_u16()),
                Err(error) => tracing::warn!(operation, %error),
            }
            response
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter =
        std::env::var("RUST_LOG").unwrap_or_else(|_| "loginradius=info,logging=info".into());
    let lines = tracing_subscriber::fmt::layer().with_span_events(FmtSpan::CLOSE);
    let lines = lines.with_filter(filter.parse::<Targets>()?);
    let _guard = tracing_subscriber::registry().with(lines).set_default();

    let server = Server::start()?;
    server.reply::<CheckAvailability>(Reply::json(503, "{}"));
    let options = ClientOptions::new().wrap_transport(Logged);
    let client = Client::builder("API key").base_url(server.url()).options(options).build()?;

    // Two attempts, each with an event, in the span of one call.
    let response = client.phone().check_availability("+14155550123").await?;
    assert_eq!(response.attempts(), 2);
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
