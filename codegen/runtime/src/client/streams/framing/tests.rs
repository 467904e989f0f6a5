//! Division into items: tables, and a comparison with another decoder.

use std::time::Duration;

use bytes::Bytes;
use eventsource_stream::Eventsource as _;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use proptest::prelude::*;

use super::{Framing, Items, RawItem};

const EVENTS: Framing = Framing::Events { end: None };

/// Data and names of the items of a body that arrives in these pieces, the last id and the last wait.
fn items(framing: Framing, pieces: &[&[u8]]) -> (Vec<(String, String)>, String, Option<u64>) {
    let mut items = Items::new(framing, 100_000);
    let mut found = Vec::new();
    let mut keep = |item: RawItem| {
        let data = String::from_utf8_lossy(&item.data).into_owned();
        found.push((item.event.unwrap_or_default(), data));
    };
    for piece in pieces {
        items.push(Bytes::copy_from_slice(piece));
        while let Some(item) = items.next().unwrap() {
            keep(item);
        }
    }
    if let Some(item) = items.finish().unwrap() {
        keep(item);
    }
    let retry = items.retry().map(|wait| u64::try_from(wait.as_millis()).unwrap());
    let id = items.last_id().unwrap_or_default().to_owned();
    (found, id, retry)
}

/// Items in one line: `name=data` behind each other.
fn shown(framing: Framing, body: &str) -> String {
    let whole = items(framing, &[body.as_bytes()]);
    let bytes: Vec<_> = body.as_bytes().chunks(1).collect();
    assert_eq!(items(framing, &bytes), whole, "{body:?} is read otherwise byte by byte");
    let (items, id, retry) = whole;
    let mut shown: Vec<_> = items.iter().map(|(name, data)| format!("{name}={data}")).collect();
    shown.extend((!id.is_empty()).then(|| format!("id {id}")));
    shown.extend(retry.map(|retry| format!("retry {retry}")));
    shown.join("; ")
}

#[test]
fn events() {
    #[rustfmt::skip]
    let table = [
        ("data: a\n\n",                                     "=a"),
        ("data:a\n\ndata:  b\n\n",                          "=a; = b"),
        ("data: a\r\n\r\ndata: b\r\rdata: c\n\n",           "=a; =b; =c"),
        ("data: a\r\ndata: b\r\n\r\n",                      "=a\nb"),
        ("data\n\n",                                        "="),
        ("data\ndata\n\n",                                  "=\n"),
        ("data:\n\ndata: a\n\n",                            "=; =a"),
        (": comment\n\n:\ndata: a\n: more\ndata: b\n\n",    "=a\nb"),
        ("event: x\ndata: a\n\ndata: b\n\n",                "x=a; =b"),
        ("event: x\n\ndata: b\n\n",                         "=b"),
        ("event\ndata: b\n\n",                              "=b"),
        ("id: 1\ndata: a\n\ndata: b\n\n",                   "=a; =b; id 1"),
        ("id: 1\n\n",                                       "id 1"),
        ("id: 1\ndata: a\n\nid\ndata: b\n\n",               "=a; =b"),
        ("id: 1\ndata: a\n\nid: 2\ndata: b",                "=a; id 1"),
        ("id: a\0b\ndata: a\n\n",                           "=a"),
        ("retry: 1500\n\n",                                 "retry 1500"),
        ("retry: 15s\nretry: -1\nretry: 1.5\n\n",           ""),
        ("retry: 99999999999999999999999\nretry: 5\n\n",    "retry 5"),
        ("\u{FEFF}data: a\n\n",                             "=a"),
        ("data: a\n\n\u{FEFF}data: b\n\n",                  "=a"),
        ("Data: a\ndata : b\n unknown: c\ndata: d\n\n",     "=d"),
        ("data: a\nunfinished",                             ""),
        ("data: \u{1F511}é\n\n",                            "=\u{1F511}é"),
        ("\n\n\n\r\n",                                      ""),
    ];
    for (body, expected) in table {
        assert_eq!(shown(EVENTS, body), expected, "{body:?}");
    }
}

#[test]
fn lines() {
    #[rustfmt::skip]
    let table = [
        ("1\n2\n",                  "=1; =2"),
        ("1\n2",                    "=1; =2"),
        ("1\r\n\r\n 2 \n\n",        "=1\r; = 2 "),
        ("[1,\r2]\n",               "=[1,\r2]"),
        ("\u{FEFF}1\n",             "=1"),
        ("",                        ""),
        ("\n \n",                   ""),
    ];
    for (body, expected) in table {
        assert_eq!(shown(Framing::Lines, body), expected, "{body:?}");
    }
}

#[test]
fn what_is_not_complete() {
    let mut items = Items::new(EVENTS, 100);
    items.push(Bytes::from_static(b"data: a\ndata: b\n"));
    assert_eq!(items.next(), Ok(None));
    assert!(items.is_within_event());
    assert_eq!(items.take_rest(), b"a\nb");
}

#[test]
fn another_response_continues_ids_and_nothing_else() {
    let mut items = Items::new(EVENTS, 100);
    items.push(Bytes::from_static(b"id: 7\nretry: 9\ndata: a\n\nid: 8\ndata: half"));
    assert!(items.next().unwrap().is_some());
    assert_eq!(items.next(), Ok(None));
    items.restart();
    items.push(Bytes::from_static(b"data: b\n\n"));
    assert_eq!(items.next().unwrap().unwrap().data, b"b");
    assert_eq!(items.last_id(), Some("7"));
    assert_eq!(items.retry(), Some(Duration::from_millis(9)));
}

#[test]
fn the_size_of_an_item_is_limited() {
    for (framing, body) in [
        (EVENTS, "data: 12345678901234567890"),
        (EVENTS, "data: 1234\ndata: 1234\ndata: 1234\ndata: 1234\n\n"),
        (EVENTS, ": 12345678901234567890\n"),
        (
            EVENTS,
            "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n\n",
        ),
        (Framing::Lines, "12345678901234567890"),
    ] {
        for size in [1, 7, 100] {
            let mut items = Items::new(framing, 12);
            let refused = body.as_bytes().chunks(size).any(|piece| {
                items.push(Bytes::copy_from_slice(piece));
                items.next().is_err()
            });
            assert!(refused, "{body:?} in pieces of {size}");
        }
    }
    // Any number of items within the limit.
    let mut items = Items::new(EVENTS, 12);
    items.push(Bytes::from("data: 1234\n\n".repeat(1000)));
    for _ in 0..1000 {
        assert!(items.next().unwrap().is_some());
    }
}

/// What another decoder makes of a whole body: names, data, and the last id.
fn by_another(body: &str) -> (Vec<(String, String)>, String) {
    let pieces = stream::iter([Ok::<_, std::convert::Infallible>(body.as_bytes().to_vec())]);
    let events = pieces.eventsource().collect::<Vec<_>>().now_or_never().expect("all is there");
    let events: Vec<_> = events.into_iter().map(|event| event.expect("events")).collect();
    let id = events.last().map_or(String::new(), |event| event.id.clone());
    // It calls an event without a name by the default of the standard.
    let name = |name: String| if name == "message" { String::new() } else { name };
    (events.into_iter().map(|event| (name(event.event), event.data)).collect(), id)
}

/// An event: fields, comments, and what is none. Left out is what the other decoder does not do as the standard does: it
/// waits behind a carriage return for a line feed, and keeps the name of an event without data.
fn event() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        6 => "data: ?[a-z\u{e9}\u{1F511}: ]{0,6}",
        1 => "event: [a-z]{1,4}",
        1 => "id: [a-z0-9]{1,4}",
        1 => ":[a-z ]{0,5}",
        1 => "retry: [0-9]{1,4}",
        1 => "[x-z]{1,3}(: [a-z]{1,3})?",
    ];
    let end = prop_oneof![Just("\n"), Just("\r\n")];
    (proptest::collection::vec(line, 0..5), end).prop_map(|(lines, end)| {
        let lines = lines.into_iter().chain(["data: x".to_owned(), String::new()]);
        lines.map(|line| line + end).collect()
    })
}

proptest! {
    #[test]
    fn events_are_those_of_another_decoder(
        events in proptest::collection::vec(event(), 0..6),
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let body = events.concat();
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
        cuts.extend([0, body.len()]);
        cuts.sort_unstable();
        let pieces: Vec<_> = cuts.windows(2).map(|cut| &body.as_bytes()[cut[0]..cut[1]]).collect();
        let (found, id, _) = items(EVENTS, &pieces);
        let (expected, expected_id) = by_another(&body);
        prop_assert_eq!(found, expected);
        prop_assert_eq!(id, expected_id);
    }

    #[test]
    fn nothing_panics_and_every_split_reads_the_same(
        body in proptest::collection::vec(prop_oneof![
            Just(b'\n'), Just(b'\r'), Just(b':'), Just(b' '), Just(b'd'), Just(0xEF), Just(0xBB), any::<u8>(),
        ], 0..64),
        cut in any::<prop::sample::Index>(),
    ) {
        let (before, behind) = body.split_at(cut.index(body.len() + 1));
        for framing in [EVENTS, Framing::Lines] {
            prop_assert_eq!(items(framing, &[&body]), items(framing, &[before, behind]));
        }
    }
}
