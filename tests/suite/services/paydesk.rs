
use std::time::{Duration, SystemTime};

use paydesk::mock::{Reply, Server, SignedWebhook, from_json, refusal};
use futures_util::TryStreamExt as _;
use paydesk::operations::charges::Create;
use paydesk::types::{Address, Charge, DisputeReason, LineItem, Shipping, TimeRange};
use paydesk::webhooks::{Event, UnknownEvent, WebhookErrorKind, Webhooks};
use paydesk::{CallOptions, Client, Error, ErrorCode, ErrorKind, Json, RetryPolicy, Upload};

/// What a server must not get into a log.
const CANARY: &str = "c4n4ry";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        known_codes().await;
        details().await;
        unknown_codes().await;
        odd_bodies().await;
        problems().await;
        forms().await;
        one_key_for_all_attempts().await;
        charges_of_a_year().await;
        evidence().await;
        webhooks();
    });
}

fn client(server: &Server) -> Client {
    server.client().expect("a client of the mock")
}

/// The error of a charge that gets this reply.
async fn refused(reply: Reply) -> Error {
    let server = Server::start().expect("a server");
    server.reply::<Create>(reply);
    let once = CallOptions::new().retry(RetryPolicy::none());
    let client = client(&server);
    let error = client.charges().create(1999, "eur", "tok").with(once).await.expect_err("an error");
    assert!(server.requests()[0].problems().is_empty(), "{:?}", server.requests()[0].problems());
    error
}

/// What is said about an error in a log.
fn shown(error: &Error) -> String {
    let api = error.api();
    let details = api.as_ref().and_then(|api| api.problem());
    format!("{error} {error:?} {error:#?} {:?} {api:?} {details:?}", error.code())
}

/// What a user does about an error: patterns, also behind a reference.
fn advice(error: &Error) -> &'static str {
    match error.code() {
        Some(ErrorCode::CARD_DECLINED) => "another card",
        Some(ErrorCode::CARD_EXPIRED | ErrorCode::KEY_REVOKED) => "a new one",
        Some(code) if code.is_card() => "unreachable",
        Some(_) => "unknown",
        None => "none",
    }
}

async fn known_codes() {
    let table = [
        (&ErrorCode::CARD_DECLINED, 402, "another card", "charges.create: CARD_DECLINED (card_declined): the bank of the customer refused the payment (status 402)"),
        (&ErrorCode::KEY_REVOKED, 401, "a new one", "charges.create: KEY_REVOKED (api_key_revoked): the secret key was revoked (status 401)"),
        // Its status varies.
        (&ErrorCode::CHARGE_REFUNDED, 400, "unknown", "charges.create: CHARGE_REFUNDED (charge_already_refunded): the charge was paid back before (status 400)"),
    ];
    for (code, status, what, text) in table {
        let error = refused(refusal(code)).await;
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.code().as_ref(), Some(code));
        assert_eq!((error.status(), advice(&error), error.to_string().as_str()), (Some(status), what, text));
    }
    assert_eq!(ErrorCode::CARD_EXPIRED.text(), "expired_card");
    assert_eq!(ErrorCode::CARD_EXPIRED.message(), Some("Your card has expired."));
    assert_eq!((ErrorCode::CARD_DECLINED.message(), ErrorCode::CHARGE_REFUNDED.status()), (None, None));
    assert!(ErrorCode::CARD_EXPIRED.is_card() && !ErrorCode::KEY_REVOKED.is_card());
}

async fn details() {
    let body = format!(
        r#"{{"error":{{"code":"card_declined","message":"{CANARY}","decline_code":"insufficient_funds","attempts_left":2,"new":"{CANARY}"}}}}"#
    );
    let error = refused(Reply::json(402, body)).await;
    assert_eq!(advice(&error), "another card");
    let problem = error.details().expect("details");
    assert_eq!(problem.decline_code.as_deref(), Some("insufficient_funds"));
    assert_eq!(problem.attempts_left, Some(2));
    assert!(problem.unknown_fields().get("new").is_some(), "nothing is lost");
    assert_eq!(error.api().expect("an error of the API").message().as_deref(), Some(CANARY));
    assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
    // What is odd in the details hides neither the code nor the rest of them.
    let odd = r#"{"error":{"code":"card_declined","attempts_left":{},"charge":"ch_7"}}"#;
    let error = refused(Reply::json(402, odd)).await;
    assert_eq!(error.code(), Some(ErrorCode::CARD_DECLINED));
    let problem = error.details().expect("details");
    assert_eq!((problem.attempts_left, problem.charge.as_ref().map(|id| id.as_str())), (None, Some("ch_7")));
}

async fn unknown_codes() {
    let unknown = |code: &str| Reply::json(418, format!(r#"{{"error":{{"code":{code}}}}}"#));
    let first = refused(unknown(&format!(r#""{CANARY}""#))).await;
    let again = refused(unknown(&format!(r#""{CANARY}""#))).await;
    let other = refused(unknown(r#""other""#)).await;
    let [first, again, other] = [first, again, other].map(|error| {
        assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
        assert_eq!(advice(&error), "unknown");
        error.code().expect("a code")
    });
    assert_eq!((first.text(), first.name(), first.meaning()), (CANARY, None, None));
    assert!(first == again && first != other && first < other);
    assert_ne!(Some(first), Some(ErrorCode::CARD_DECLINED));
    let number = refused(unknown("17")).await;
    assert_eq!(number.code().expect("a number is a text here").text(), "17");
}

async fn odd_bodies() {
    for (body, kind) in [
        (r#"{"error":{"code":null,"message":"no"}}"#, ErrorKind::Api),
        (r#"{"error":{"code":""}}"#, ErrorKind::Api),
        (r#"{"error":{"code":{"a":1}}}"#, ErrorKind::Api),
        (r#"{"error":"code"}"#, ErrorKind::UnexpectedStatus),
        (r#"{"code":"card_declined"}"#, ErrorKind::UnexpectedStatus),
        (r#"[{"error":{"code":"card_declined"}}]"#, ErrorKind::UnexpectedStatus),
        ("<html>", ErrorKind::UnexpectedStatus),
        ("", ErrorKind::UnexpectedStatus),
    ] {
        let error = refused(Reply::json(400, body)).await;
        assert_eq!((error.kind(), error.code()), (kind, None), "{body}");
        let code = error.api().map(|api| api.code().text().to_owned());
        assert_eq!(code.unwrap_or_default(), "", "{body}");
    }
    // A success is no error here, whatever stands in it.
    let server = Server::start().expect("a server");
    server.reply::<Create>(Reply::json(200, r#"{"id":"a","amount":1,"currency":"x","error":{"code":"card_declined"}}"#));
    client(&server).charges().create(1, "eur", "tok").await.expect("a success");
}

async fn problems() {
    let server = Server::start().expect("a server");
    let error = client(&server).payouts().list().await.expect("the documented answer is an error");
    assert!(error.is_empty());
    let body = format!(
        r#"{{"type":"https://paydesk.example/problems/maintenance","title":"{CANARY}","status":503,"detail":"Back at six.","instance":"/payouts"}}"#
    );
    let error = refused(Reply::json(503, body)).await;
    assert_eq!(error.code(), Some(ErrorCode::MAINTENANCE));
    assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
    let api = error.api().expect("an error of the API");
    assert_eq!((api.message().as_deref(), api.description().as_deref()), (Some(CANARY), Some("Back at six.")));
    let problem = api.problem().expect("a problem of RFC 9457");
    assert_eq!(problem.type_uri().as_deref(), Some(ErrorCode::MAINTENANCE.text()));
    assert_eq!((problem.title().as_deref(), problem.status()), (Some(CANARY), Some(503)));
    assert_eq!((problem.detail().as_deref(), problem.instance().as_deref()), (Some("Back at six."), Some("/payouts")));
    assert_eq!(error.details(), None);
    // Its content type tells a problem that says nothing else.
    let bare = r#"{"type":"about:blank","status":502}"#;
    let plain = refused(Reply::json(502, r#"{"status":502}"#)).await;
    assert_eq!(plain.kind(), ErrorKind::UnexpectedStatus);
    let error = refused(Reply::bytes(format!(
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: Application/Problem+JSON; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{bare}",
        bare.len()
    ))).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, None));
    assert_eq!(error.api().and_then(|api| api.problem()?.status()), Some(502));
}

/// All requests are as the description says, and of its version.
fn check(server: &Server) {
    for request in server.requests() {
        assert!(request.problems().is_empty(), "{:?}: {:?}", request.operation(), request.problems());
        assert_eq!(request.header("paydesk-version"), Some("2026-01-15"));
        assert_eq!(request.header("authorization"), Some("Bearer sk_test"));
    }
}

fn served() -> (Server, Client) {
    let server = Server::start().expect("a server");
    let client = Client::builder("sk_test").base_url(server.url()).build().expect("a client");
    (server, client)
}

async fn forms() {
    let (server, client) = served();
    let address = Address::new("St. James's Sq. 12", "GB").city("London");
    let call = client
        .charges()
        .create(1999, "gbp", "tok_visa")
        .customer("cus_1")
        .shipping(Shipping::new("Ada", address))
        .items([LineItem::new("Lamp & shade", 1)])
        .metadata([("order".to_owned(), "77".to_owned())].into())
        .expand(["customer", "items"]);
    call.await.expect("a charge");
    client.customers().update("cus_1").email_null().await.expect("changed");
    client.customers().delete("cus_1").await.expect("deleted");
    let bodies: Vec<_> = server.requests().iter().map(|it| String::from_utf8_lossy(it.body()).into_owned()).collect();
    assert_eq!(
        bodies,
        [
            "amount=1999&currency=gbp&card=tok_visa&customer=cus_1&shipping%5Bname%5D=Ada\
             &shipping%5Baddress%5D%5Bline1%5D=St.%20James%27s%20Sq.%2012&shipping%5Baddress%5D%5Bcity%5D=London\
             &shipping%5Baddress%5D%5Bcountry%5D=GB&items%5B0%5D%5Bname%5D=Lamp%20%26%20shade&items%5B0%5D%5Bquantity%5D=1\
             &metadata%5Border%5D=77&expand%5B0%5D=customer&expand%5B1%5D=items",
            "email=",
            "",
        ]
    );
    check(&server);
}

async fn one_key_for_all_attempts() {
    let (server, client) = served();
    server.reply::<Create>(Reply::status(503));
    client.charges().create(1999, "eur", "tok").await.expect("the second attempt");
    client.charges().create(1999, "eur", "tok").idempotency_key("order-77").await.expect("a charge");
    let requests = server.requests();
    let keys: Vec<_> = requests.iter().map(|it| it.header("idempotency-key").expect("a key")).collect();
    assert!(keys[0] == keys[1] && keys[2] == "order-77", "{keys:?}");
    client.charges().get("ch_1").await.expect("a charge");
    assert_eq!(server.requests()[3].header("idempotency-key"), None, "nothing happens twice");
    check(&server);
}

async fn charges_of_a_year() {
    let (server, client) = served();
    let year = TimeRange::new().since(1_767_225_600);
    let charges = client.charges().list().created(year).limit(1).items();
    let charges: Vec<_> = charges.try_collect().await.expect("all charges");
    let customers: Vec<_> = charges.iter().map(|it| it.customer.value().map(|id| id.as_str())).collect();
    assert_eq!(customers, [None, Some("cus_1")]);
    let second = &server.requests()[1];
    assert_eq!((second.query("created[gte]"), second.query("starting_after")), (Some("1767225600"), Some("ch_2")));
    check(&server);
}

async fn evidence() {
    let (server, client) = served();
    let dispute = client.disputes().get("dp_1").await.expect("a dispute");
    assert_eq!((dispute.reason.clone(), dispute.charge.as_str()), (DisputeReason::Fraud, "ch_1"));
    let file = Upload::bytes("%PDF-1.7").file_name("letter.pdf").content_type("application/pdf");
    client.disputes().evidence("dp_1", file).await.expect("handed in");
    let body = String::from_utf8_lossy(server.requests()[1].body()).into_owned();
    assert!(body.contains("dispute_evidence") && body.contains(r#"filename="letter.pdf""#), "{body}");
    assert_eq!(client.refunds().get("re_1").await.expect("a refund").amount, 500);
    check(&server);
}

/// What a server does with a webhook: any map of headers, and the bytes of the body.
fn receive(webhooks: &Webhooks, sent: &SignedWebhook) -> Result<Event, WebhookErrorKind> {
    webhooks.verify(sent.headers(), sent.body()).map_err(|error| {
        assert!(!format!("{error} {error:?}").contains(CANARY));
        error.kind()
    })
}

fn webhooks() {
    let webhooks = Webhooks::new("whsec_new").and_then(|it| it.or_secret("whsec_old")).expect("two secrets");
    let charge: Charge = from_json(br#"{"id":"ch_1","amount":1999,"currency":"eur"}"#).expect("a charge");
    let event = Event::ChargeSucceeded(Box::new(charge));
    for secret in ["whsec_new", "whsec_old"] {
        let sent = SignedWebhook::new(secret, &event).expect("a webhook");
        assert!(sent.body().contains(r#""type":"charge.succeeded""#), "{}", sent.body());
        assert_eq!(receive(&webhooks, &sent), Ok(event.clone()));
    }
    let other = SignedWebhook::new("whsec_other", &event).expect("a webhook");
    assert_eq!(receive(&webhooks, &other), Err(WebhookErrorKind::NoMatchingSignature));
    let hour = Duration::from_secs(3600);
    for (time, kind) in [
        (SystemTime::now() - hour, WebhookErrorKind::TooOld),
        (SystemTime::now() + hour, WebhookErrorKind::TooNew),
    ] {
        let sent = SignedWebhook::at(time, "whsec_new", &event).expect("a webhook");
        assert_eq!(receive(&webhooks, &sent), Err(kind));
        assert_eq!(webhooks.verify_at(time, sent.headers(), sent.body()), Ok(event.clone()));
    }
    let body = Json::parse(&format!(r#"{{"type":"charge.expired","{CANARY}":1}}"#)).expect("JSON");
    let unknown = Event::Unknown(UnknownEvent::new("charge.expired", body));
    let sent = SignedWebhook::new("whsec_new", &unknown).expect("a webhook");
    let received = receive(&webhooks, &sent).expect("an event");
    assert_eq!((received.name(), &received), ("charge.expired", &unknown));
    assert!(!format!("{received:?} {sent:?} {webhooks:?}").contains(CANARY));
    assert!(!format!("{webhooks:?}").contains("whsec"), "{webhooks:?}");
    let Err(error) = Webhooks::new("") else { panic!("everybody could sign") };
    assert_eq!(error.kind(), WebhookErrorKind::InvalidSecret);
}
