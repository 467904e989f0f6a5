//! Streams of events that are requested again.

use std::time::Duration;

use restwright_runtime::mock::{Script, Wire};
use restwright_runtime::{CallOptions, RetryPolicy};

use super::{chunked, client, read};
use crate::sample::ErrorCode;
use crate::sample::stream::{Ask, Watch};
use crate::server::block_on;

const A: &str = "{\"Text\":\"a\"}";
const B: &str = "{\"Text\":\"b\"}";

/// A stream that breaks off behind an event.
fn cut(event: &str) -> Script {
    Script::answer(chunked("text/event-stream", &[event]))
}

fn no_content() -> Script {
    Script::answer("HTTP/1.1 204 No Content\r\n\r\n")
}

fn scripts() -> Vec<Script> {
    vec![
        cut("retry: 1\nid: 1\ndata: {\"Text\":\"a\"}\n\n: half\ndata: {\"Text\""),
        cut("id: 2\ndata: {\"Text\":\"b\"}\n\n"),
        no_content(),
    ]
}

#[test]
fn a_safe_stream_goes_on_behind_the_last_event() {
    let options = CallOptions::new().reconnect(true);
    assert_eq!(read(&Watch, &options, scripts), [A, B]);
    let wire = Wire::start(scripts()).unwrap();
    block_on(async {
        let client = client(&wire, options);
        let mut stream =
            client.streamed::<_, ErrorCode>(&Watch, &CallOptions::new()).await.unwrap();
        while stream.try_next().await.unwrap().is_some() {}
        assert_eq!(stream.last_event_id(), Some("2"));
    });
    let requests = wire.finish();
    let ids: Vec<_> = requests.iter().map(|request| request.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("1"), Some("2")]);
}

#[test]
fn a_stream_that_ended_by_itself_goes_on_as_well() {
    let whole = || {
        let body =
            chunked("text/event-stream", &["retry: 1\nid: 1\ndata: {\"Text\":\"a\"}\n\n", ""]);
        vec![Script::answer(body), no_content()]
    };
    assert_eq!(read(&Watch, &CallOptions::new().reconnect(true), whole), [A]);
}

/// A stream may break off at any time, as behind load balancers: while events arrive, that takes no retries from other calls.
#[test]
fn sound_streams_go_on_for_ever() {
    const TIMES: usize = 150;
    let many = || {
        let body = "retry: 1\nid: 1\ndata: {\"Text\":\"a\"}\n\n";
        let mut scripts: Vec<_> = (0..TIMES).map(|_| cut(body)).collect();
        scripts.push(no_content());
        scripts
    };
    assert_eq!(read(&Watch, &CallOptions::new().reconnect(true), many), [A; TIMES]);
}

#[test]
fn what_is_not_requested_again() {
    let asked = CallOptions::new().reconnect(true);
    let broken = [A, "Transport retryable"];
    // Nobody has asked for it.
    assert_eq!(read(&Watch, &CallOptions::new(), scripts), broken);
    // The policy never retries.
    let never = asked.clone().retry(RetryPolicy::none());
    assert_eq!(read(&Watch, &never, scripts), [A, "Transport"]);
    // The operation is not safe.
    assert_eq!(read(&Ask, &asked, scripts), [A, "Transport"]);
    // Without ids, events would come twice.
    let no_ids = || vec![cut("data: {\"Text\":\"a\"}\n\n"), no_content()];
    assert_eq!(read(&Watch, &asked, no_ids), broken);
    // The server asks for more time than a call waits.
    let late = || vec![cut("retry: 60000\nid: 1\ndata: {\"Text\":\"a\"}\n\n"), no_content()];
    assert_eq!(read(&Watch, &asked, late), broken);
}

#[test]
fn reconnections_in_vain_have_an_end() {
    let vain = || {
        let empty = || cut(": nothing\n\n");
        vec![cut("retry: 1\nid: 1\ndata: {\"Text\":\"a\"}\n\n"), empty(), empty(), empty(), empty()]
    };
    let asked = CallOptions::new().reconnect(true).total_timeout(Duration::from_secs(9));
    assert_eq!(read(&Watch, &asked, vain), [A, "Transport retryable"]);
}
