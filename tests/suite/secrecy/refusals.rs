//! Settings and inputs that are rejected, and what is formatted without a call.

use std::time::{Duration, SystemTime};

use loginradius::sott::Signer;
use loginradius::types::LoginOutcome;
use loginradius::{Client, ClientOptions, Personal, Proxy, Secret};

use super::canary::{MARK, canary};
use super::client::{PATIENCE, builder, in_query, options};
use super::page::{check, of_error};
use crate::outcome::shown;

#[test]
fn settings() {
    let wrong = format!("{}\r\n{MARK}", canary("wrong"));
    let option = || options(PATIENCE);
    #[rustfmt::skip]
    let table: Vec<(&str, ClientOptions)> = vec![
        ("https://api.example.com",                     option().header("x", &*wrong)),
        ("https://api.example.com",                     option().header(&*wrong, "x")),
        ("https://api.example.com",                     option().header("host", canary("host"))),
        ("https://api.example.com",                     option().user_agent_suffix(&*wrong)),
        ("https://api.example.com",                     option().root_certificates(&wrong)),
        ("https://api.example.com",                     option().root_certificates(format!("-----BEGIN CERTIFICATE-----\n{MARK}\n-----END CERTIFICATE-----"))),
        ("https://api.example.com",                     option().proxy(Proxy::url(format!("socks5://u:{MARK}@h:1")))),
        ("https://api.example.com",                     option().proxy(Proxy::url(format!("http://u:{MARK}@h:1/{MARK}")))),
        ("https://c4n4ry:c4n4ry@api.example.com",       option()),
        ("https://api.example.com/?apikey=c4n4ry",      option()),
        ("https://api.example.com/#c4n4ry",             option()),
        ("https://c4n4ry api.example.com",              option()),
        ("http://c4n4ry.example.com",                   option()),
        ("c4n4ry",                                      option()),
    ];
    for (url, options) in table {
        let before = shown(&[&options]);
        let builder = builder().base_url(url).options(options);
        let page = before + &shown(&[&builder]);
        let error = builder.build().expect_err("it is rejected");
        check(&error.to_string(), &(page + &of_error(&error)));
    }
    for proxy in [Proxy::url(canary("proxy")), Proxy::environment(), Proxy::none()] {
        check("a proxy", &shown(&[&proxy]));
    }
}

#[test]
fn inputs() {
    let client = builder().base_url("http://127.0.0.1:1").build().expect("a client");
    check("a client", &shown(&[&client, &client.phone()]));
    let token = client.phone().remove(format!("{}\r\nX-Evil: {MARK}", canary("token")));
    let sott = client.registration();
    let sott = sott.register_by_phone(format!("{MARK}\n"), canary("phone"), canary("password"));
    let long = client.phone().check_availability(canary("phone").repeat(10_000));
    check("calls", &shown(&[&token, &sott, &long]));
    let errors = [
        token.into_http_request().expect_err("a line break in a header"),
        sott.into_http_request().expect_err("a line break in a header"),
        long.into_http_request().expect_err("a long URL"),
    ];
    for error in errors {
        check("an input", &of_error(&error));
    }
}

#[test]
fn requests() {
    for client in [builder(), in_query(builder())] {
        let client = client.build().expect("a client");
        let registration = client.registration();
        let call =
            registration.register_by_phone(canary("sott"), canary("phone"), canary("password"));
        let request = call.into_http_request().expect("it can be sent");
        assert!(
            request.uri().to_string().contains(MARK) && !request.body_bytes().unwrap().is_empty()
        );
        check("a request", &shown(&[&request, request.headers()]));
    }
}

#[test]
fn values_that_were_stored() {
    let errors = [
        serde_json::from_str::<LoginOutcome>(r#"{"access_token":["c4n4ry"]}"#).err(),
        serde_json::from_str::<Secret>(r#"{"c4n4ry":"c4n4ry"}"#).err(),
        serde_json::from_str::<Personal>(r#"{"c4n4ry":"c4n4ry"}"#).err(),
        serde_json::to_string(&Secret::from(MARK)).err(),
    ];
    for error in errors {
        let error = error.expect("it does not fit, or must not be stored");
        check(&error.to_string(), &shown(&[&error]));
    }
    // What is odd in an optional place is kept, and shows as little as the rest.
    let odd = r#"{"access_token":"a","Profile":"c4n4ry"}"#;
    let odd = serde_json::from_str::<LoginOutcome>(odd).expect("the profile is optional");
    check("an odd field", &shown(&[&odd]));
    let number = serde_json::from_str::<Personal>("14155550123");
    assert_eq!(number.expect("a number is a text in quotes that were lost"), "14155550123");
}

#[test]
fn tokens_of_the_site() {
    let signer = Signer::new(canary("key"), canary("secret")).expect("a signer");
    let now = SystemTime::now();
    let reversed = signer.sign_between(now, now - Duration::from_secs(1)).expect_err("reversed");
    let token = signer.sign().expect("a token");
    let blank = Signer::new(" ", canary("secret")).expect_err("a blank key");
    check(
        "a signer",
        &format!("{signer:?} {signer:#?} {reversed:?} {reversed} {token:?} {blank:?} {blank}"),
    );
    assert!(!format!("{token:?} {signer:?}").contains(token.expose()));
    let client = Client::new(canary("key")).expect("a client");
    check("a client", &shown(&[&client]));
}
