//! Proxies that do not lead to a server.

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{ClientOptions, Delivery, ErrorKind, Proxy};

use super::act::{ALL, CANARY};
use super::case::{builder, call, call_blocking, shown};
use crate::retries::FakeClock;
use crate::sample::ErrorCode;

/// What a proxy answers to `CONNECT`, what the error says, and how often it is asked.
#[test]
pub(super) fn that_refuse() {
    let refused = |status| format!("the proxy refused to connect to the server (status {status})");
    let garbage = || "the response of the proxy is not valid HTTP".to_owned();
    let broken = || "no connection could be made through the proxy".to_owned();
    #[rustfmt::skip]
    let table = [
        ("HTTP/1.1 407 c4n4ry\r\nproxy-authenticate: Basic realm=c4n4ry\r\n\r\n",
                                                    "the proxy requires other credentials (status 407)".to_owned(), 1),
        ("HTTP/1.1 403 c4n4ry\r\n\r\n",            refused(403), 1),
        ("HTTP/1.1 302 c4n4ry\r\nlocation: http://c4n4ry\r\n\r\n", refused(302), 1),
        ("HTTP/1.1 502 c4n4ry\r\n\r\n",            refused(502), 3),
        ("HTTP/1.1 502 c4n4ry\r\ncontent-length: 6\r\n\r\nc4n4ry", refused(502), 3),
        ("SSH-2.0-c4n4ry\r\n",                      garbage(), 3),
        ("HTTP/1.1 200 Fine\r\n\r\nc4n4ry",        garbage(), 3),
        ("HTTP/1.1 200 Fi",                         broken(), 3),
        ("",                                        broken(), 3),
        ("HTTP/1.1 200 Fine\r\n\r\n",              broken(), 3),
    ];
    for (answer, text, attempts) in table {
        for (effect, call) in ALL
            .iter()
            .flat_map(|effect| [call as fn(&_, _) -> _, call_blocking].map(|call| (*effect, call)))
        {
            let wire = Wire::play(move |_| Some(Script::new().read_head().send(answer))).unwrap();
            let proxy = wire.url().replace("//", "//c4n4ry:c4n4ry@");
            let options = ClientOptions::new().clock(FakeClock::new()).proxy(Proxy::url(proxy));
            let client = builder("https://127.0.0.1:4433").options(options);
            let outcome = call(&client.build::<ErrorCode>().unwrap(), effect);
            assert!(!shown(&outcome).contains(CANARY), "{answer}");
            let error = outcome.unwrap_err();
            assert_eq!(error.to_string(), format!("acts.act: {text}"), "{answer}");
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
            let facts = (error.attempts(), error.is_retryable());
            assert_eq!(facts, (attempts, attempts > 1), "{answer}");
            let requests = wire.finish();
            assert_eq!(requests.len(), usize::try_from(attempts).unwrap(), "{answer}");
            assert!(requests.iter().all(|request| {
                (request.method(), request.path()) == ("CONNECT", "127.0.0.1:4433")
                    && request.header("proxy-authorization") == Some("Basic YzRuNHJ5OmM0bjRyeQ==")
            }));
        }
    }
}
