//! Constants, which no caller gives, and newtypes.

use bookshop::mock::Server;
use bookshop::runtime::{from_json_with_problems, to_json};
use bookshop::types::{CardId, CardPin, Catalogue, Finding, HolderName, ReadingShelf, Source};
use bookshop::{DecodeProblem, Nullable, blocking};

use super::{SHOP_KEY, TILL, client};
use crate::loopback::{answer, exchange};
use crate::outcome::value;

#[test]
fn another_value_is_a_problem_of_a_success() {
    for (body, problems, unknown) in [
        (r#"{"object":"finding"}"#, "", ""),
        // A client misses no constant, and reads one that is written in another way.
        ("{}", "", ""),
        (r#"{"Object":"finding"}"#, "", ""),
        (r#"{"object":null}"#, "", ""),
        (r#"{"object":"list"}"#, "object", r#"object="list""#),
        (r#"{"object":{"a":[1]}}"#, "object", r#"object={"a":[1]}"#),
        (r#"{"object":7}"#, "object", "object=7"),
    ] {
        let call = |url: &str| value(client(url).reading().ask("?"));
        let (_, response) = exchange(&answer(200, body), call);
        let response = response.unwrap_or_else(|error| panic!("{body}: {error}"));
        let paths = response.problems().iter().map(|problem| problem.path().to_owned());
        assert_eq!(paths.collect::<Vec<_>>().join(" "), problems, "{body}");
        let kept = response.unknown_fields().iter();
        let kept = kept.map(|(name, json)| format!("{name}={}", json.as_str()));
        assert_eq!(kept.collect::<Vec<_>>().join(" "), unknown, "{body}");
    }
}

#[test]
fn what_was_read_is_written_again() {
    for (read, written) in [
        (r#"{"name":"A"}"#, r#"{"kind":"shelf","weight":1.5,"name":"A"}"#),
        (
            r#"{"kind":"shelf","weight":"1.50","name":"A"}"#,
            r#"{"kind":"shelf","weight":1.5,"name":"A"}"#,
        ),
        (
            r#"{"kind":"shelf","weight":1.5e0,"name":"A"}"#,
            r#"{"kind":"shelf","weight":1.5,"name":"A"}"#,
        ),
        (r#"{"kind":"wall","weight":2,"name":"A"}"#, r#"{"name":"A","kind":"wall","weight":2}"#),
    ] {
        let (shelf, problems) =
            from_json_with_problems::<ReadingShelf>(read.as_bytes()).expect(read);
        let expected = DecodeProblem::Expected("the value that is always there");
        assert!(problems.iter().all(|problem| problem.problem() == expected), "{problems:?}");
        assert_eq!(to_json(&shelf), written);
    }
    let text = r#"{"is_public":1,"number":7}"#;
    let (catalogue, problems) = from_json_with_problems::<Catalogue>(text.as_bytes()).expect(text);
    assert_eq!((catalogue.number, problems.len()), (Some(7), 0));
}

#[test]
fn variants_are_told_apart() {
    let text = br#"{"from":{"kind":"catalogue","is_public":false,"number":7}}"#;
    let (finding, problems) = from_json_with_problems::<Finding>(text).expect("a finding");
    let Some(Source::Catalogue(catalogue)) = &finding.from else { panic!("{finding:?}") };
    assert_eq!(catalogue.number, Some(7));
    let paths: Vec<_> = problems.iter().map(|problem| problem.path().to_owned()).collect();
    assert_eq!(paths, ["from.is_public"]);
}

/// Two operations that differ in nothing else are told apart, and another value is none of the description.
#[test]
fn a_mock_server_knows_the_constants() {
    let server = Server::start().expect("a server");
    let builder = blocking::Client::builder(TILL, SHOP_KEY).base_url(server.url());
    let client = builder.build().expect("a client");
    client.reading().ask("Which one?").source(ReadingShelf::new("A")).send().expect("an answer");
    client.reading().ask_aloud("Which one?").send().expect("an answer");
    let requests = server.requests();
    let operations = [requests[0].operation(), requests[1].operation()];
    assert_eq!(operations, [Some("reading.ask"), Some("reading.ask_aloud")]);
    assert!(requests.iter().all(|request| request.problems().is_empty()));
}

/// A newtype is its value on the wire, protects it, and is made of nothing but it.
#[test]
fn newtypes() {
    let body = r#"{"id":7,"pin":"1234","holder":"A. Reader","seats":["7",8],"friends":{"ann":"c2"},"fee":1.50,"since":null}"#;
    let call = |url: &str| value(client(url).reading().card(CardId::from("c1"), 7));
    let (sent, card) = exchange(&answer(200, body), call);
    let sent = sent.expect("something is sent");
    assert_eq!(
        (sent.path.join("/").as_str(), sent.headers["x-seat"].as_str()),
        ("reading/cards/c1", "7")
    );
    let card = card.expect("it can be read");
    assert_eq!((card.id.as_str(), card.id.to_string()), ("7", "7".to_owned()));
    assert_eq!(card.pin.as_ref().map(CardPin::expose), Some("1234"));
    assert_eq!(card.holder.as_ref().map(HolderName::expose), Some("A. Reader"));
    let seats = card.seats.as_ref().expect("there are some");
    assert_eq!(seats.iter().map(|seat| seat.get()).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(card.fee.as_ref().map(|fee| fee.get().to_string()), Some("1.50".to_owned()));
    assert_eq!(card.since, Nullable::Null);
    let shown = format!("{:?}", *card);
    assert!(shown.contains(r#"CardId("7")"#), "{shown}");
    assert!(
        shown.contains("CardPin([secret])") && shown.contains("HolderName([personal])"),
        "{shown}"
    );
    assert_eq!(
        to_json(&*card),
        body.replace(r#""id":7"#, r#""id":"7""#).replace(r#""7",8"#, "7,8")
    );
}
