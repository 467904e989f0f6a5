//! Blocking calls, on threads and within tasks.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use restwright_runtime::{
    Body, BoxFuture, CallOptions, ClientBuilder, ClientOptions, Delivery, ErrorKind, HttpRequest,
    Response, Transport, TransportError, blocking,
};

use crate::sample::{Error, ErrorCode, Login, LoginOutcome, Remove};
use crate::server::{Script, Server, answer, block_on, http};

fn client(builder: ClientBuilder) -> blocking::Client {
    blocking::Client::new(builder.build::<ErrorCode>().unwrap()).unwrap_or_else(|error: Error| {
        panic!("{error}");
    })
}

fn login(client: &blocking::Client) -> Result<Response<LoginOutcome>, Error> {
    client.send(&Login::new("+14155550123", "correct horse"))
}

#[test]
fn both_kinds_of_client_tell_the_same() {
    let refused = http("403 Forbidden", &[], r#"{"ErrorCode":1218}"#);
    #[rustfmt::skip]
    let table: Vec<(fn() -> Script, _)> = vec![
        (|| answer(http("200 OK", &[], r#"{"access_token":"t"}"#)), Ok(200)),
        (|| answer(http("403 Forbidden", &[], r#"{"ErrorCode":1218}"#)), Err((ErrorKind::Api, Delivery::Answered, Some(403)))),
        (|| answer(""), Err((ErrorKind::Transport, Delivery::MaybeSent, None))),
        (|| answer("SSH-2.0-OpenSSH_9.6\r\n"), Err((ErrorKind::Protocol, Delivery::MaybeSent, None))),
        (|| answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}"), Err((ErrorKind::Transport, Delivery::Answered, Some(200)))),
    ];
    for (script, expected) in table {
        let server = Server::start(vec![script(), script()]);
        let facts = |outcome: Result<Response<LoginOutcome>, Error>| {
            let status = outcome.map(|response| response.status().as_u16());
            status.map_err(|error| (error.kind(), error.delivery(), error.status()))
        };
        let waiting = server.client().build::<ErrorCode>().unwrap();
        let outcome = block_on(waiting.send(&Login::new("+14155550123", "correct horse")));
        assert_eq!(facts(outcome), expected);
        assert_eq!(facts(login(&client(server.client()))), expected);
        let requests = server.requests();
        assert_eq!(requests[0], requests[1]);
    }
    let error = login(&client(Server::start(vec![answer(refused)]).client())).unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::INVALID_CAPTCHA));
}

#[test]
fn a_limit_of_time_ends_a_call() {
    let server = Server::start(vec![Script::Hang]);
    let calls = CallOptions::new().attempt_timeout(Duration::from_millis(50));
    let options = ClientOptions::new().calls(calls);
    let error = login(&client(server.client().options(options))).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::MaybeSent));
    server.requests();
}

/// No call is answered before all have arrived: if one waited for another, none would end.
#[test]
fn threads_call_side_by_side() {
    const CALLS: usize = 8;
    let (listener, builder) = listen();
    let client = client(builder);
    thread::scope(|scope| {
        let calls: Vec<_> = (0..CALLS).map(|_| scope.spawn(|| login(&client).is_ok())).collect();
        let connections: Vec<_> = (0..CALLS).map(|_| request(accept(&listener))).collect();
        for mut connection in connections {
            connection.write_all(&http("200 OK", &[], "{}")).unwrap();
        }
        assert!(calls.into_iter().all(|call| call.join().unwrap()));
    });
}

/// The runtime works between calls as well: without it, the second call would go out on the closed connection.
#[test]
fn a_connection_that_the_server_closed_is_given_up_at_once() {
    let (listener, builder) = listen();
    let client = client(builder);
    let (closed, is_closed) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for _ in 0..2 {
                let mut connection = request(accept(&listener));
                connection.write_all(&http("200 OK", &[], "{}")).unwrap();
                connection.shutdown(std::net::Shutdown::Write).unwrap();
                assert_eq!(connection.read(&mut [0]).unwrap(), 0, "the client closes, too");
                closed.send(()).unwrap();
            }
        });
        for _ in 0..2 {
            login(&client).unwrap();
            is_closed.recv().unwrap();
        }
    });
}

#[test]
fn connections_live_on_between_calls_and_end_with_the_client() {
    let (listener, builder) = listen();
    let client = client(builder);
    thread::scope(|scope| {
        let server = scope.spawn(move || {
            let mut connection = accept(&listener);
            for _ in 0..3 {
                connection = request(connection);
                connection.write_all(&http("200 OK", &[], "{}")).unwrap();
            }
            assert_eq!(connection.read(&mut [0]).unwrap(), 0, "the last client was dropped");
        });
        let clone = client.clone();
        login(&client).unwrap();
        scope.spawn(move || login(&clone).unwrap()).join().unwrap();
        login(&client).unwrap();
        // A client may be dropped anywhere, also where nothing may wait.
        block_on(async { drop(client) });
        server.join().unwrap();
    });
}

/// It blocks the thread of its task, which is said, and then does what it is for: nothing is probed, nothing panics.
#[test]
fn within_async_code() {
    let ok = || answer(http("200 OK", &["connection: close"], "{}"));
    let server = Server::start(vec![ok(), ok(), ok()]);
    let client = client(server.client());
    let outside = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let [task, thread] = [client.clone(), client.clone()];
    outside.block_on(async {
        login(&client).unwrap();
        tokio::spawn(async move { login(&task).unwrap() }).await.unwrap();
        tokio::task::spawn_blocking(move || login(&thread).unwrap()).await.unwrap();
    });
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn requests_without_sending() {
    let client = client(Server::start(Vec::new()).client());
    let remove = Remove { access_token: "t".into() };
    let request = client.request::<_, ErrorCode>(&remove).unwrap();
    assert_eq!((request.method().as_str(), request.uri().path()), ("DELETE", "/auth/phone"));
}

fn listen() -> (TcpListener, ClientBuilder) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let builder = restwright_runtime::Client::builder(&crate::sample::service::SERVICE);
    (listener, builder.credential(&crate::sample::service::API_KEY, "key").base_url(url))
}

fn accept(listener: &TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

/// Reads one request, whose body is the last thing that arrives.
fn request(mut connection: TcpStream) -> TcpStream {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"}") {
        let mut piece = [0; 1024];
        let length = connection.read(&mut piece).unwrap();
        assert_ne!(length, 0, "a request");
        bytes.extend_from_slice(&piece[..length]);
    }
    connection
}

/// A transport of a user that leaves a task behind, which holds on to a sender.
struct Straggler(std::sync::Mutex<Option<mpsc::Sender<()>>>);

impl Transport for Straggler {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let sender = self.0.lock().unwrap().take();
        tokio::spawn(async move {
            std::future::pending::<()>().await;
            drop(sender);
        });
        Box::pin(std::future::ready(Ok(http::Response::new(Body::from("{}")))))
    }
}

#[test]
fn the_runtime_ends_with_the_last_client() {
    let (sender, ended) = mpsc::channel();
    let straggler = Straggler(std::sync::Mutex::new(Some(sender)));
    let first = client(listen().1.transport(straggler));
    let second = first.clone();
    login(&first).unwrap();
    drop(first);
    assert_eq!(ended.try_recv(), Err(mpsc::TryRecvError::Empty));
    drop(second);
    let outcome = ended.recv_timeout(Duration::from_secs(10));
    assert_eq!(outcome, Err(mpsc::RecvTimeoutError::Disconnected));
}
