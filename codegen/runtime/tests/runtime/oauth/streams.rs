//! Streams that are requested again need a token each time.

use std::time::Duration;

use restwright_runtime::{
    CallOptions, Endpoint, Framing, Operation, RequestWriter, StreamedOperation,
};

use super::{Act, Stage, response, token};
use crate::sample::ErrorCode;

/// The same operation with events, of which the last one is `"end"`.
struct Watch;

impl Operation for Watch {
    type Output = ();

    const ENDPOINT: &'static Endpoint = <Act<false> as Operation>::ENDPOINT;

    fn write(&self, request: &mut RequestWriter<'_>) {
        Act::<false>.write(request);
    }
}

impl StreamedOperation for Watch {
    type Item = i64;

    const FRAMING: Framing = Framing::Events { end: Some("end") };
}

#[tokio::test]
async fn a_stream_that_is_requested_again_has_a_token() {
    // Each row: the statuses of the requests, the time before the second one, and the bearers.
    for (statuses, time, bearers) in [
        (&[200, 200][..], 0, &["t1", "t1"][..]),
        (&[200, 200], 100, &["t1", "t2"]),
        (&[200, 401, 200], 0, &["t1", "t1", "t2"]),
    ] {
        let mut statuses = statuses.iter();
        let (mut issued, mut opened) = (0, 0);
        let stage = Stage::new(move |kind, _| {
            let response = if kind == "token" {
                issued += 1;
                token(&format!("t{issued}"), r#""expires_in":40"#)
            } else {
                let status = *statuses.next().unwrap();
                opened += i32::from(status == 200);
                let end =
                    if opened == 1 { "id: 1\ndata: 1\n\n" } else { "data: 2\n\ndata: end\n\n" };
                let mut response = response(status, end).unwrap();
                let events = "text/event-stream".parse().unwrap();
                response.headers_mut().insert("content-type", events);
                Ok(response)
            };
            Box::pin(async { response })
        });
        let client = stage.client();
        let options = CallOptions::new().reconnect(true);
        let mut events = client.streamed::<_, ErrorCode>(&Watch, &options).await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap(), 1);
        stage.pass(Duration::from_secs(time));
        assert_eq!(events.next().await.unwrap().unwrap(), 2);
        assert!(events.next().await.is_none());
        assert_eq!(stage.bearers(), bearers);
    }
}
