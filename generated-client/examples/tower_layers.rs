//! Puts layers of tower around the built-in transport: a limit of concurrent requests, and a timeout.
//!
//! `cargo run -p loginradius --features mock --example tower_layers`

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use loginradius::mock::Server;
use loginradius::transport::{
    Body, BoxFuture, HttpRequest, Transport, TransportError, TransportErrorKind,
};
use loginradius::{Client, ClientOptions, Delivery};
use tower::{BoxError, Service, ServiceBuilder, ServiceExt};

/// A transport as a tower service, to put layers around it.
#[derive(Clone)]
struct Inner(Arc<dyn Transport>);

impl Service<HttpRequest> for Inner {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}

/// A tower service as a transport.
struct Layered<S>(S);

impl<S> Transport for Layered<S>
where
    S: Service<HttpRequest, Response = http::Response<Body>, Error = BoxError>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
{
    fn send(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let service = self.0.clone();
        Box::pin(async move { service.oneshot(request).await.map_err(error_of) })
    }
}

/// Errors of the transport pass; an error of a layer is a timeout here, after which the request may have been sent.
fn error_of(error: BoxError) -> TransportError {
    let of_layer = |_| TransportError::new(TransportErrorKind::Timeout, Delivery::MaybeSent);
    error.downcast().map_or_else(of_layer, |error| *error)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    let wrap = |inner| {
        let layers = ServiceBuilder::new().concurrency_limit(8).timeout(Duration::from_secs(10));
        Layered(layers.service(Inner(inner)))
    };
    let options = ClientOptions::new().wrap_transport(wrap);
    let client = Client::builder("API key").base_url(server.url()).options(options).build()?;

    let response = client.phone().check_availability("+14155550123").await?;
    println!("exists: {:?}", response.is_exist);
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
