//! Secrets, signatures and payloads of webhooks, whether they are verified or not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bookshop::Json;
use bookshop::mock::{SignedWebhook, from_json};
use bookshop::webhooks::{Event, UnknownEvent, WebhookError, WebhookErrorKind as Kind, Webhooks};
use serde_json::json;

use super::canary::{MARK, canary};
use super::listener::listen;
use super::page::check;
use crate::outcome::shown;

fn secret() -> String {
    format!("whsec_{}", STANDARD.encode(canary("secret")))
}

fn receiver() -> Webhooks {
    Webhooks::new(secret()).expect("a secret")
}

/// A webhook with this body, signed.
fn signed(body: &str) -> SignedWebhook {
    let body = Json::parse(body).expect("JSON");
    let event = Event::Unknown(UnknownEvent::new(MARK, body));
    SignedWebhook::new(secret(), &event).expect("a webhook")
}

fn of_error(error: &WebhookError) -> String {
    format!("{error} {error:#}") + &shown(&[error, &error.decode_error()])
}

#[test]
fn events_that_arrive() {
    listen();
    let text = canary("text");
    let order = json!({
        "number": 7, "state": "placed", "placed": null, "pickup_code": text,
        "locker_codes": [text], "codes_by_branch": { "north": text }, "new": text,
    });
    let order = from_json(order.to_string().as_bytes()).expect("an order");
    let unknown =
        |name: serde_json::Value| signed(&json!({ "type": name, &text: text }).to_string());
    let known = SignedWebhook::new(secret(), &Event::OrderPaid(Box::new(order))).expect("signed");
    for sent in [known, unknown(json!(text)), unknown(json!([text]))] {
        let event = receiver().verify(sent.headers(), sent.body()).expect("an event");
        assert!(sent.body().contains(MARK));
        check("an event", &shown(&[&event, &sent, &receiver()]));
    }
}

#[test]
fn webhooks_that_are_rejected() {
    listen();
    let text = canary("text");
    let order = |order: serde_json::Value| json!({ "type": "order.paid", "data": order });
    let (id, timestamp, signature) = ("webhook-id", "webhook-timestamp", "webhook-signature");
    let as_is = (id, None);
    #[rustfmt::skip]
    let rows = [
        (order(json!({ "number": text })),                 as_is,                     Kind::UndecodableBody),
        (order(json!({ "number": 7, "state": [text] })),   as_is,                     Kind::UndecodableBody),
        (order(json!([text])),                             as_is,                     Kind::UndecodableBody),
        (json!({ "type": "order.paid", &text: text }),     as_is,                     Kind::UndecodableBody),
        (json!([text]),                                    as_is,                     Kind::UndecodableBody),
        (json!({ "type": text }),                          (id, Some(&text)),         Kind::NoMatchingSignature),
        (json!({ "type": text }),                          (timestamp, Some(&text)),  Kind::MalformedHeader),
        (json!({ "type": text }),                          (signature, Some(&text)),  Kind::MalformedHeader),
    ];
    for (body, (name, value), kind) in rows {
        let sent = signed(&body.to_string());
        let headers = sent.headers().map(|header| match value {
            Some(value) if header.0 == name => (name, value.as_str()),
            _ => header,
        });
        let error = receiver().verify(headers, sent.body()).expect_err("it is rejected");
        assert_eq!(error.kind(), kind, "{body}");
        check(&error.to_string(), &of_error(&error));
    }
    let sent = signed("{}");
    for (body, kind) in [
        (canary("body").into_bytes(), Kind::NoMatchingSignature),
        ([canary("body").as_bytes(), b"\xFF"].concat(), Kind::NoMatchingSignature),
        (canary("body").repeat(1000).into_bytes(), Kind::BodyTooLarge),
    ] {
        let receiver = receiver().max_body_bytes(2000);
        let error = receiver.verify(sent.headers(), body).expect_err("it is rejected");
        assert_eq!(error.kind(), kind);
        check(&error.to_string(), &of_error(&error));
    }
    for secret in [canary("secret"), format!("whsec_{MARK}!")] {
        let error = Webhooks::new(secret).expect_err("no secret");
        assert_eq!(error.kind(), Kind::InvalidSecret);
        check(&error.to_string(), &of_error(&error));
    }
}
