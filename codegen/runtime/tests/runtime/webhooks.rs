//! Signatures of webhooks: documented examples of well-known APIs, and whatever is wrong with a webhook.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;
use restwright_runtime::webhooks::{
    Algorithm, Element, ElementValue, Encoding, Event, EventName, Scheme, SecretForm, Signed,
    UnknownEvent, WebhookError, WebhookErrorKind as Kind, Webhooks,
};
use restwright_runtime::{Json, Slot, Value as _, to_json};

/// Makes the events of an API with a scheme of its own.
macro_rules! api {
    ($event:ident, $scheme:expr) => {
        #[derive(Clone, Debug, PartialEq)]
        enum $event {
            Known(Json),
            Unknown(UnknownEvent),
        }

        impl Event for $event {
            const SCHEME: &'static Scheme = &$scheme;

            fn choose(name: &str) -> Option<Self> {
                (name == "known").then(|| Self::Known(Json::default()))
            }

            fn chosen(&mut self) -> Slot<'_> {
                match self {
                    Self::Known(payload) => payload.slot(),
                    Self::Unknown(_) => Slot::nothing(),
                }
            }

            fn unknown(event: UnknownEvent) -> Self {
                Self::Unknown(event)
            }

            fn wire_name(&self) -> &str {
                match self {
                    Self::Known(_) => "known",
                    Self::Unknown(event) => event.name(),
                }
            }

            fn payload(&self) -> String {
                match self {
                    Self::Known(payload) => to_json(payload),
                    Self::Unknown(event) => event.body().as_str().to_owned(),
                }
            }
        }
    };
}

const HEX: ElementValue = ElementValue::Signature(Encoding::Hex);
const BASE64: ElementValue = ElementValue::Signature(Encoding::Base64);

/// What schemes have in common: a digest of the body alone.
const PLAIN: Scheme = Scheme {
    header: "X-Hub-Signature-256",
    algorithm: Algorithm::HmacSha256,
    elements: &[Element { prefix: "sha256=", value: HEX }],
    separator: None,
    timestamp_header: None,
    id_header: None,
    signed: &[Signed::Body],
    tolerance: 0,
    secret: SecretForm::Plain,
    event: EventName::Header("X-GitHub-Event"),
    payload: &[],
};

api!(Github, PLAIN);
api!(
    Slack,
    Scheme {
        header: "X-Slack-Signature",
        elements: &[Element { prefix: "v0=", value: HEX }],
        timestamp_header: Some("X-Slack-Request-Timestamp"),
        signed: &[Signed::Text("v0:"), Signed::Timestamp, Signed::Text(":"), Signed::Body],
        tolerance: 300,
        event: EventName::Header("X-Event"),
        ..PLAIN
    }
);
api!(
    Standard,
    Scheme {
        header: "webhook-signature",
        elements: &[Element { prefix: "v1,", value: BASE64 }],
        separator: Some(' '),
        timestamp_header: Some("webhook-timestamp"),
        id_header: Some("webhook-id"),
        signed: &[
            Signed::Id,
            Signed::Text("."),
            Signed::Timestamp,
            Signed::Text("."),
            Signed::Body,
        ],
        tolerance: 300,
        secret: SecretForm::Encoded("whsec_", Encoding::Base64),
        event: EventName::Body(&["test"]),
        ..PLAIN
    }
);
api!(
    Stripe,
    Scheme {
        header: "Stripe-Signature",
        elements: &[
            Element { prefix: "t=", value: ElementValue::Timestamp },
            Element { prefix: "v1=", value: HEX },
        ],
        separator: Some(','),
        signed: &[Signed::Timestamp, Signed::Text("."), Signed::Body],
        tolerance: 300,
        event: EventName::Body(&["type"]),
        payload: &["data", "object"],
        ..PLAIN
    }
);
api!(
    Shop,
    Scheme {
        header: "X-Shop-Hmac-SHA512",
        algorithm: Algorithm::HmacSha512,
        elements: &[Element { prefix: "", value: BASE64 }],
        event: EventName::Body(&["type"]),
        ..PLAIN
    }
);

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// From the documentation of GitHub: "Validating webhook deliveries".
#[test]
fn the_documented_example_of_github() {
    let webhooks = Webhooks::<Github>::new("It's a Secret to Everybody").unwrap();
    let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let headers = [("x-hub-signature-256", signature), ("X-GITHUB-EVENT", "push")];
    // Its body is no JSON, so that the error says that the signature matches.
    let error = webhooks.verify(headers, "Hello, World!").unwrap_err();
    assert_eq!(error.kind(), Kind::UndecodableBody);
    let error = webhooks.verify(headers, "Hello, World?").unwrap_err();
    assert_eq!(error.kind(), Kind::NoMatchingSignature);
}

/// From the documentation of Slack: "Verifying requests from Slack".
#[test]
fn the_documented_example_of_slack() {
    let webhooks = Webhooks::<Slack>::new("8f742231b10e8888abcd99yyyzzz85a5").unwrap();
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    let headers = [
        ("X-Slack-Signature", signature),
        ("X-Slack-Request-Timestamp", "1531420618"),
        ("X-Event", "command"),
    ];
    let kind = |seconds| webhooks.verify_at(at(seconds), headers, body).unwrap_err().kind();
    assert_eq!(kind(1_531_420_618), Kind::UndecodableBody);
    assert_eq!(kind(1_531_420_618 + 301), Kind::TooOld);
    assert_eq!(kind(1_531_420_618 - 301), Kind::TooNew);
}

/// From the specification of Standard Webhooks, and the tests of its libraries.
#[test]
fn the_documented_example_of_standard_webhooks() {
    let body = r#"{"test": 2432232314}"#;
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    let several = format!("v1,bm9uZQ== v2,AAAA {signature} v1a,AAAA");
    for secret in ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
        let webhooks = Webhooks::<Standard>::new(secret).unwrap();
        for signature in [signature, &several] {
            let headers = [
                ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                ("webhook-timestamp", "1614265330"),
                ("webhook-signature", signature),
            ];
            let event = webhooks.verify_at(at(1_614_265_330), headers, body).unwrap();
            let Standard::Unknown(event) = event else { panic!("an unknown event") };
            assert_eq!((event.name(), event.body().as_str()), ("2432232314", body));
        }
    }
}

/// A vector of RFC 4231 (test case 2), for the other digest.
#[test]
fn the_example_of_the_rfc() {
    let webhooks = Webhooks::<Shop>::new("Jefe").unwrap();
    let signature =
        "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw==";
    let kind = |signature, body| {
        webhooks.verify([("X-Shop-HMAC-Sha512", signature)], body).unwrap_err().kind()
    };
    assert_eq!(kind(signature, "what do ya want for nothing?"), Kind::UndecodableBody);
    assert_eq!(kind(signature, "what do ya want for something?"), Kind::NoMatchingSignature);
    assert_eq!(kind("not base64", "{}"), Kind::MalformedHeader);
}

/// The time of the webhooks below, and their secret.
const NOW: u64 = 1_492_774_577;
const SECRET: &str = "whsec_c4n4ry";
const BODY: &str = r#"{"type":"known","data":{"object":{"id":"c4n4ry-1"}}}"#;
/// By `openssl dgst -sha256 -hmac "$SECRET"` of the time, a dot and the body.
const SIGNATURE: &str = "eac23686d85c38a0c34ef2d97753b117af8fa59088870430a531c8382038038d";

fn header() -> String {
    format!("t={NOW},v1={SIGNATURE}")
}

fn verify(header: &str, body: &[u8]) -> Result<Stripe, WebhookError> {
    let webhooks = Webhooks::new(SECRET).unwrap();
    webhooks.verify_at(at(NOW), [("stripe-signature", header)], body)
}

#[test]
fn a_signed_webhook_is_an_event() {
    let expected = Stripe::Known(Json::parse(r#"{"id":"c4n4ry-1"}"#).unwrap());
    let valid = header();
    for header in [
        valid.clone(),
        format!(" t={NOW} , v1={SIGNATURE}"),
        format!("v1={SIGNATURE},t={NOW}"),
        format!("t={NOW},v1={},v1={SIGNATURE},v0=00", "0".repeat(64)),
        format!("t={NOW},v1=no hex,v1={}", SIGNATURE.to_uppercase()),
    ] {
        assert_eq!(verify(&header, BODY.as_bytes()).unwrap(), expected, "{header}");
    }
    let mut headers = http::HeaderMap::new();
    headers.insert("stripe-signature", valid.parse().unwrap());
    headers.insert("content-type", "application/json".parse().unwrap());
    let webhooks = Webhooks::<Stripe>::new("another").unwrap().or_secret(SECRET).unwrap();
    assert_eq!(webhooks.verify_at(at(NOW + 300), &headers, BODY).unwrap(), expected);
    assert_eq!(webhooks.verify_at(at(NOW - 300), &headers, BODY).unwrap(), expected);
}

#[test]
fn what_is_wrong_is_rejected() {
    let valid = header();
    let huge = format!("{valid},v0={}", "0".repeat(9000));
    for (header, body, kind) in [
        ("", BODY, Kind::MalformedHeader),
        ("t=,v1=", BODY, Kind::MalformedHeader),
        (&format!("v1={SIGNATURE}"), BODY, Kind::MalformedHeader),
        (&format!("t={NOW}"), BODY, Kind::MalformedHeader),
        (&format!("t={NOW},t={NOW},v1={SIGNATURE}"), BODY, Kind::MalformedHeader),
        (&format!("t=-1,v1={SIGNATURE}"), BODY, Kind::MalformedHeader),
        (&format!("t=99999999999999999999,v1={SIGNATURE}"), BODY, Kind::MalformedHeader),
        (&format!("t={NOW},v1=odd"), BODY, Kind::MalformedHeader),
        (&format!("t=0{NOW},v1={SIGNATURE}"), BODY, Kind::NoMatchingSignature),
        (&format!("t={NOW},v0={SIGNATURE},v1=00"), BODY, Kind::NoMatchingSignature),
        (&format!("t={NOW},v1={}", &SIGNATURE[..62]), BODY, Kind::NoMatchingSignature),
        (&huge, BODY, Kind::MalformedHeader),
        (&valid, "", Kind::NoMatchingSignature),
        (&valid, &BODY.replace(':', ": "), Kind::NoMatchingSignature),
    ] {
        let error = verify(header, body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), kind, "{header}");
        assert!(!format!("{error} {error:?}").contains("c4n4ry"), "{error:?}");
    }
    let webhooks = Webhooks::<Stripe>::new(SECRET).unwrap();
    let kind = |headers: &[(&str, &[u8])], body: &str| {
        let error = webhooks.verify_at(at(NOW), headers.iter().copied(), body).unwrap_err();
        (error.kind(), error.header())
    };
    let name = Some("Stripe-Signature");
    let signature = ("stripe-signature", valid.as_bytes());
    assert_eq!(kind(&[("other", b"1")], BODY), (Kind::MissingHeader, name));
    assert_eq!(kind(&[signature, signature], BODY), (Kind::DuplicateHeader, name));
    assert_eq!(kind(&[("stripe-signature", b"t=\xff")], BODY), (Kind::MalformedHeader, name));
    assert_eq!(kind(&[signature], &"a".repeat(9 << 20)), (Kind::BodyTooLarge, None));
    assert!(!format!("{webhooks:?}").contains("c4n4ry"), "{webhooks:?}");
    for secret in ["", " \n"] {
        assert_eq!(Webhooks::<Stripe>::new(secret).unwrap_err().kind(), Kind::InvalidSecret);
    }
    for secret in ["whsec_", "whsec_c4n4ry!", "c4n4ry!"] {
        let error = Webhooks::<Standard>::new(secret).unwrap_err();
        assert_eq!(error.kind(), Kind::InvalidSecret);
        assert!(!format!("{error} {error:?}").contains("c4n4ry"));
    }
}

#[cfg(feature = "mock")]
#[test]
fn what_a_mock_signs_is_verified() {
    use restwright_runtime::mock::SignedWebhook;

    fn check<E: Event + Clone + PartialEq + std::fmt::Debug>(secret: &str, known: &E, body: &str) {
        let unknown = E::unknown(UnknownEvent::new("new", Json::parse(body).unwrap()));
        for event in [known, &unknown] {
            let sent = SignedWebhook::new(secret, event).unwrap();
            let received = Webhooks::<E>::new(secret).unwrap();
            let received = received.verify(sent.headers(), sent.body()).unwrap();
            assert_eq!((received.wire_name(), &received), (event.wire_name(), event));
        }
    }
    let payload = || Json::parse(r#"{"id":1}"#).unwrap();
    check("a", &Github::Known(payload()), "{}");
    check("a", &Slack::Known(payload()), "{}");
    check("a", &Stripe::Known(payload()), r#"{"type":"new"}"#);
    let of_body = |text| Json::parse(text).unwrap();
    check("MfKQ", &Standard::Known(of_body(r#"{"id":1,"test":"known"}"#)), r#"{"test":"new"}"#);
    check("a", &Shop::Known(of_body(r#"{"id":1,"type":"known"}"#)), r#"{"type":"new"}"#);
}

#[cfg(feature = "mock")]
#[test]
fn a_body_that_is_signed_may_still_be_undecodable() {
    use std::fmt::Write as _;

    use hmac::{Hmac, KeyInit, Mac};

    for (body, path) in [
        (&b"\xff\xfe{"[..], ""),
        (b"{\"type\":\"known\",\"data\":{\"object\":\"\xff\"}}", ""),
        (b"", ""),
        (b" ", ""),
        (b"{", ""),
        (b"[]", "type"),
        (b"{\"type\":null}", "type"),
        (b"{\"type\":\"known\"}", "data.object"),
        (b"{\"type\":\"known\",\"data\":{\"object\":null}}", "data.object"),
    ] {
        let mut code = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        code.update(format!("{NOW}.").as_bytes());
        code.update(body);
        let signature = code.finalize().into_bytes();
        let mut header = format!("t={NOW},v1=");
        for byte in signature {
            write!(header, "{byte:02x}").unwrap();
        }
        let error = verify(&header, body).unwrap_err();
        assert_eq!(error.kind(), Kind::UndecodableBody, "{body:?}");
        assert_eq!(error.decode_error().unwrap().path(), path, "{body:?}");
    }
}

proptest! {
    #[test]
    fn one_other_byte_is_another_body(at in 0..BODY.len(), byte in any::<u8>()) {
        let mut body = BODY.as_bytes().to_vec();
        prop_assume!(body[at] != byte);
        body[at] = byte;
        prop_assert_eq!(verify(&header(), &body).unwrap_err().kind(), Kind::NoMatchingSignature);
    }

    #[test]
    fn one_other_digit_is_another_signature(at in 0..64_usize, digit in "[0-9a-f]") {
        let mut signature = SIGNATURE.to_owned();
        prop_assume!(signature[at..=at] != digit);
        signature.replace_range(at..=at, &digit);
        let header = format!("t={NOW},v1={signature}");
        let error = verify(&header, BODY.as_bytes()).unwrap_err();
        prop_assert_eq!(error.kind(), Kind::NoMatchingSignature);
    }

    #[test]
    fn no_header_and_no_body_is_trusted(header in ".*", body in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(verify(&header, &body).is_err());
    }
}
