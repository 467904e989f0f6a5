//! Webhooks of the shop: what arrives is verified, decoded and not shown.

use bookshop::mock::{SignedWebhook, from_json};
use bookshop::types::{OrderState, Payment};
use bookshop::webhooks::{Event, WebhookErrorKind as Kind, Webhooks};

/// A secret, and the one that follows it.
const SECRETS: [&str; 2] = ["whsec_Y2FuYXJ5LTE=", "whsec_Y2FuYXJ5LTI="];
const ORDER: &str = r#"{"number":7,"state":"placed","pickup_code":"canary","placed":null,"locker_codes":["canary"]}"#;

fn receiver() -> Webhooks {
    Webhooks::new(SECRETS[0]).and_then(|it| it.or_secret(SECRETS[1])).expect("two secrets")
}

#[test]
fn what_is_signed_arrives() {
    let order = from_json(ORDER.as_bytes()).expect("an order");
    let payment: Payment = from_json(br#"{"codes":["canary"]}"#).expect("a payment");
    let events = [Event::OrderPaid(Box::new(order)), Event::PaymentChosen(Box::new(payment))];
    for (event, name) in events.iter().zip(["order.paid", "payment_chosen"]) {
        for secret in SECRETS {
            let sent = SignedWebhook::new(secret, event).expect("a webhook");
            let received = receiver().verify(sent.headers(), sent.body()).expect("an event");
            assert_eq!((received.name(), &received), (name, event));
            let shown = format!("{received:?} {received:#?} {sent:?} {:?}", receiver());
            assert!(sent.body().contains("canary") && !shown.contains("canary"), "{shown}");
            assert!(!shown.contains("Y2FuYXJ5"), "{shown}");
        }
    }
    let [Event::OrderPaid(order), _] = &events else { panic!("an order") };
    assert_eq!((order.number, &order.state), (7, &OrderState::Placed));
}

#[test]
fn what_is_not_signed_is_rejected() {
    let order = from_json(ORDER.as_bytes()).expect("an order");
    let sent = SignedWebhook::new(SECRETS[0], &Event::OrderPaid(Box::new(order))).expect("signed");
    let headers: Vec<_> = sent.headers().collect();
    for (index, (name, _)) in headers.iter().enumerate() {
        let (mut missing, mut other, mut twice) =
            (headers.clone(), headers.clone(), headers.clone());
        missing.remove(index);
        other[index].1 = "1";
        twice.push(headers[index]);
        for (changed, kinds) in [
            (missing, &[Kind::MissingHeader][..]),
            (other, &[Kind::MalformedHeader, Kind::NoMatchingSignature]),
            (twice, &[Kind::DuplicateHeader]),
        ] {
            let error = receiver().verify(changed, sent.body()).expect_err("an error");
            assert!(kinds.contains(&error.kind()), "{name}: {error}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }
}
