//! Faults of HTTP/2, where the server speaks it.

use std::future::{pending, poll_fn};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use h2::server::{Connection, SendResponse};
use h2::{Ping, PingPong, Reason, RecvStream};
use http::{Request, Response, Version};
use restwright_runtime::{ClientOptions, Delivery, Effect, ErrorKind};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::act::CANARY;
use super::case::{builder, call, call_blocking, shown};
use crate::connections::certificate;
use crate::retries::FakeClock;
use crate::sample::ErrorCode;
use crate::server::block_on;

/// What a server does with every request, once it has read it.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Answer,
    /// All is over for the request, and not for its connection.
    Reset(Reason),
    ResetWithinTheBody(Reason),
    /// A response with this many headers of 1 KiB.
    Headers(usize),
    /// All is over for the connection.
    GoAway(Reason),
    Close,
    /// Nothing is done for the first connection any more, not even what HTTP/2 asks for. Others get an answer.
    FallSilent,
}

/// Kind, delivery and status of an error, and how often a call that reads is made.
type Facts = (ErrorKind, Delivery, Option<u16>, u32);

#[test]
fn one_request_at_a_time() {
    let broken = |attempts| Err((ErrorKind::Transport, Delivery::MaybeSent, None, attempts));
    let too_large = Err((ErrorKind::TooLarge, Delivery::Answered, None, 1));
    let cut = Err((ErrorKind::Transport, Delivery::Answered, Some(200), 3));
    #[rustfmt::skip]
    let table: [(Turn, Result<u16, Facts>); 11] = [
        (Turn::Answer,                                      Ok(200)),
        (Turn::Headers(60),                                 Ok(200)),
        // More than the limit, than what the library reads, and than what it bears.
        (Turn::Headers(80),                                 too_large),
        (Turn::Headers(900),                                too_large),
        (Turn::Headers(6000),                               too_large),
        (Turn::Reset(Reason::INTERNAL_ERROR),               broken(3)),
        (Turn::Reset(Reason::REFUSED_STREAM),               broken(3)),
        (Turn::ResetWithinTheBody(Reason::INTERNAL_ERROR),  cut),
        (Turn::GoAway(Reason::ENHANCE_YOUR_CALM),           broken(3)),
        (Turn::GoAway(Reason::NO_ERROR),                    broken(3)),
        (Turn::Close,                                       broken(3)),
    ];
    for (turn, expected) in table {
        let (url, pem, requests) = start(turn);
        for effect in [Effect::Safe, Effect::Sends] {
            for call in [call as fn(&_, _) -> _, call_blocking] {
                // A connection does not outlive the runtime of its call.
                let options = ClientOptions::new().root_certificates(&pem).clock(FakeClock::new());
                let client = builder(&url).options(options).build::<ErrorCode>().unwrap();
                let outcome = call(&client, effect);
                assert!(!shown(&outcome).contains(CANARY), "{turn:?}");
                let attempts =
                    outcome.as_ref().map_or_else(restwright_runtime::Error::attempts, |_| 1);
                let facts = outcome.map(|response| response.status().as_u16()).map_err(|error| {
                    (error.kind(), error.delivery(), error.status(), error.attempts())
                });
                let expected = expected.map_err(|(kind, delivery, status, attempts)| {
                    let attempts = if effect == Effect::Safe { attempts } else { 1 };
                    (kind, delivery, status, attempts)
                });
                assert_eq!(facts, expected, "{turn:?} {effect:?}");
                let seen = u32::try_from(requests.swap(0, Ordering::SeqCst)).unwrap();
                assert_eq!(seen, attempts, "{turn:?} {effect:?}");
            }
        }
    }
}

#[test]
fn a_connection_without_a_sign_of_life() {
    let (url, pem, requests) = start(Turn::FallSilent);
    let options = ClientOptions::new().root_certificates(&pem).clock(FakeClock::new());
    let options = options.connect_timeout(Duration::from_millis(500));
    let client = builder(&url).options(options).build::<ErrorCode>().unwrap();
    let start = Instant::now();
    let outcome = call(&client, Effect::Safe).map(|response| response.status().as_u16());
    assert!(matches!(outcome, Ok(200)), "{outcome:?}");
    assert_eq!(requests.load(Ordering::SeqCst), 2);
    assert!(start.elapsed() < Duration::from_secs(15), "the time for an attempt is 30 seconds");
}

/// A server that does this: its URL, its certificate, and how many requests it got.
fn start(turn: Turn) -> (String, String, Arc<AtomicUsize>) {
    let (pem, mut config) = certificate();
    // It speaks nothing else: whatever is answered was asked in HTTP/2.
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&requests);
    let acceptor = TlsAcceptor::from(Arc::new(config));
    // It ends with the process.
    std::thread::spawn(move || {
        block_on(async {
            listener.set_nonblocking(true).unwrap();
            let listener = TcpListener::from_std(listener).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let stream = acceptor.accept(stream).await.unwrap();
                tokio::spawn(serve(stream, turn, Arc::clone(&seen)));
            }
        });
    });
    (url, pem, requests)
}

async fn serve(stream: TlsStream<TcpStream>, turn: Turn, seen: Arc<AtomicUsize>) {
    let mut connection: Connection<_, Bytes> = h2::server::handshake(stream).await.unwrap();
    while let Some(request) = connection.accept().await {
        // The other side may have gone.
        let Ok((request, respond)) = request else { return };
        assert_eq!(request.version(), Version::HTTP_2);
        let number = seen.fetch_add(1, Ordering::SeqCst);
        match turn {
            Turn::FallSilent if number == 0 => return pending().await,
            Turn::Answer | Turn::FallSilent => answer(request, respond),
            Turn::Headers(count) => answer_with_headers(respond, count),
            Turn::Reset(reason) => reset(respond, reason),
            Turn::ResetWithinTheBody(reason) => {
                reset_within_the_body(respond, reason, connection.ping_pong());
            }
            Turn::GoAway(reason) => {
                connection.abrupt_shutdown(reason);
                let _ = poll_fn(|context| connection.poll_closed(context)).await;
                return;
            }
            Turn::Close => return,
        }
    }
}

fn answer(_: Request<RecvStream>, mut respond: SendResponse<Bytes>) {
    let mut body = respond.send_response(Response::new(()), false).unwrap();
    body.send_data(Bytes::from_static(b"{\"Count\":1}"), true).unwrap();
}

fn answer_with_headers(mut respond: SendResponse<Bytes>, count: usize) {
    let mut response = Response::new(());
    for number in 0..count {
        let name = http::HeaderName::try_from(format!("x-{number}")).unwrap();
        response.headers_mut().insert(name, "x".repeat(1024).parse().unwrap());
    }
    let mut body = respond.send_response(response, false).unwrap();
    body.send_data(Bytes::from_static(b"{\"Count\":1}"), true).unwrap();
}

fn reset(mut respond: SendResponse<Bytes>, reason: Reason) {
    respond.send_reset(reason);
}

fn reset_within_the_body(
    mut respond: SendResponse<Bytes>,
    reason: Reason,
    mut echo: Option<PingPong>,
) {
    let mut body = respond.send_response(Response::new(()), false).unwrap();
    body.send_data(Bytes::from_static(b"{\"Name\":\"c4n4ry"), false).unwrap();
    // A reset overtakes what did not leave yet; what comes back tells that it did.
    tokio::spawn(async move {
        // One connection has one of it: behind it, the data of an earlier request has left as well.
        let has_left = match &mut echo {
            Some(echo) => echo.ping(Ping::opaque()).await.is_ok(),
            None => true,
        };
        if has_left {
            body.send_reset(reason);
        }
    });
}
