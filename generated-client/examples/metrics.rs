//! Counts attempts by operation and outcome, and measures how long they take.
//!
//! `cargo run -p loginradius --features mock --example metrics`

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use loginradius::mock::{Reply, Server, refusal};
use loginradius::operations::phone::{CheckAvailability, VerifyOtp};
use loginradius::transport::{Body, BoxFuture, HttpRequest, Transport, TransportError};
use loginradius::{Client, ClientOptions, ErrorCode};

/// Number of calls and their total duration, by operation and outcome.
type Registry = BTreeMap<(&'static str, String), (u32, Duration)>;

/// Counts and durations by operation and outcome: stands for the registry of a metrics library.
#[derive(Clone, Default)]
struct Metrics(Arc<Mutex<Registry>>);

impl Metrics {
    fn record(&self, operation: &'static str, outcome: String, elapsed: Duration) {
        let mut metrics = self.0.lock().unwrap();
        let (count, total) = metrics.entry((operation, outcome)).or_default();
        *count += 1;
        *total += elapsed;
    }
}

struct Measured {
    inner: Arc<dyn Transport>,
    metrics: Metrics,
}

impl Transport for Measured {
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let operation = request.endpoint().map_or("unknown", |endpoint| endpoint.id);
        let (start, sending) = (Instant::now(), self.inner.send(request));
        Box::pin(async move {
            let response = sending.await;
            let outcome = match &response {
                Ok(response) => response.status().as_u16().to_string(),
                Err(error) => format!("{:?}", error.kind()),
            };
            self.metrics.record(operation, outcome, start.elapsed());
            response
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    server.reply::<CheckAvailability>(Reply::json(503, "{}"));
    server.reply::<VerifyOtp>(refusal(ErrorCode::INVALID_OTP));

    let metrics = Metrics::default();
    let measured = metrics.clone();
    let wrap = move |inner| Measured { inner, metrics: measured.clone() };
    let options = ClientOptions::new().wrap_transport(wrap);
    let client = Client::builder("API key").base_url(server.url()).options(options).build()?;
    let phone = client.phone();

    // A success knows its attempts and its time, as an error does.
    let response = phone.check_availability("+14155550123").await?;
    println!("{} attempts in {:?}", response.attempts(), response.elapsed());
    let error = phone.verify_otp("+14155550123", "123456").await.unwrap_err();
    println!("{} attempt in {:?}: {error}", error.attempts(), error.elapsed());

    let metrics = metrics.0.lock().unwrap();
    for ((operation, outcome), (count, total)) in &*metrics {
        println!("{operation} {outcome}: {count} in {total:?}");
    }
    let counted: Vec<_> =
        metrics.keys().map(|(name, outcome)| format!("{name} {outcome}")).collect();
    let status = ErrorCode::INVALID_OTP.status().unwrap();
    let refused = format!("phone.verify_otp {status}");
    assert_eq!(counted, ["phone.check_availability 200", "phone.check_availability 503", &refused]);
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
