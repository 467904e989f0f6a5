//! Nothing secret shows.

use std::error::Error as _;
use std::fmt::{Debug, Write};

use restwright_runtime::{Client, Json, Nullable, Operation, from_json};

use crate::sample::service::{API_KEY, SERVICE};
use crate::sample::{ErrorCode, Find, LockType, Login, Profile, Remove, Session};
use crate::server::{Server, answer, block_on, http};

/// It stands in every secret, every personal text and every text of the server.
const CANARY: &str = "c4n4ry";

fn login() -> Login {
    Login { captcha: Some(CANARY.into()), nickname: Nullable::Absent, ..Login::new(CANARY, CANARY) }
}

/// All that can be shown of the outcome of a call.
fn shown<O: Operation<Output: Debug>>(bytes: Vec<u8>, operation: &O) -> String {
    let server = Server::start(vec![answer(bytes)]);
    let builder = server.client().credential(&API_KEY, CANARY);
    let mut page = format!("{builder:?} {builder:#?}");
    let client = builder.build::<ErrorCode>().unwrap();
    write!(page, "{client:?} {client:#?}").unwrap();
    match block_on(client.send::<_, ErrorCode>(operation)) {
        Ok(response) => write!(page, "{response:?} {response:#?}").unwrap(),
        Err(error) => {
            write!(page, "{error} {error:?} {error:#?} {:?}", error.api()).unwrap();
            if let Some(api) = error.api() {
                write!(page, "{:?}", api.field_errors()).unwrap();
            }
            let mut source = error.source();
            while let Some(error) = source {
                write!(page, "{error} {error:?}").unwrap();
                source = error.source();
            }
        }
    }
    assert!(server.requests()[0].contains(CANARY), "the call carried the canary");
    page
}

#[test]
fn outcomes() {
    let header = format!("x-echo: {CANARY}");
    let location = format!("location: https://{CANARY}.example.com/{CANARY}?{CANARY}");
    let reply = |status, header: &String, body: String| http(status, &[header], body);
    #[rustfmt::skip]
    let table = [
        reply("200 OK", &header, format!(r#"{{"access_token":"{CANARY}","Note":"{CANARY}","new":"{CANARY}"}}"#)),
        reply("200 OK", &header, format!(r#"{{"new":"{CANARY}"}}"#)),
        reply("200 OK", &header, format!(r#"{{"access_token":["{CANARY}"]}}"#)),
        reply("200 OK", &header, format!(r#"{{"access_token":"{CANARY}"#)),
        reply("200 OK", &header, format!(r#"{{"access_token":"a","Profile":{{"Labels":{{"{CANARY}":"{CANARY}"}}}}}}"#)),
        reply("200 OK", &header, CANARY.to_owned()),
        reply("403 F", &header, format!(r#"{{"ErrorCode":901,"Message":"{CANARY}","Description":"{CANARY}",
            "ProviderErrorResponse":"{CANARY}","Errors":[{{"FieldName":"{CANARY}","ErrorMessage":"{CANARY}"}}]}}"#)),
        reply("403 F", &header, format!(r#"{{"ErrorCode":"{CANARY}"}}"#)),
        reply("502 Bad", &header, format!("<html>{CANARY}</html>")),
        reply("302 Found", &location, CANARY.to_owned()),
        format!("HTTP/1.1 200 {CANARY}\r\ncontent-length: 99\r\n\r\n{CANARY}").into_bytes(),
        format!("{CANARY}\r\n\r\n").into_bytes(),
        Vec::new(),
    ];
    for bytes in table {
        let page = shown(bytes.clone(), &login());
        assert!(!page.contains(CANARY), "{}\n{page}", String::from_utf8_lossy(&bytes));
        let page = shown(bytes, &Remove { access_token: CANARY.into() });
        assert!(!page.contains(CANARY), "{page}");
    }
}

#[test]
fn refused_inputs() {
    let bad = format!("{CANARY}\r\n");
    let client =
        Client::builder(&SERVICE).credential(&API_KEY, CANARY).build::<ErrorCode>().unwrap();
    let header = Login { x_prevent_webhook: Some(bad.clone()), ..login() };
    let page = format!(
        "{0:?} {0:#?} {1:?} {2:?}",
        client.request::<_, ErrorCode>(&header).unwrap_err(),
        client.request::<_, ErrorCode>(&Remove { access_token: bad.into() }).unwrap_err(),
        client
            .request::<_, ErrorCode>(&Find { pet_id: "..".to_owned(), ..Find::default() })
            .unwrap_err(),
    );
    assert!(!page.contains(CANARY), "{page}");
    for url in
        ["http://c4n4ry.example.com", "https://c4n4ry@example.com", "c4n4ry", "https://a/?c4n4ry"]
    {
        let builder = Client::builder(&SERVICE).base_url(url);
        let page = format!("{builder:?} {:?}", builder.clone().build::<ErrorCode>().unwrap_err());
        assert!(!page.contains(CANARY), "{page}");
    }
}

#[test]
fn values() {
    let json = format!(
        r#"{{"access_token":"{CANARY}","Extra":["{CANARY}"],"expires_in":"{CANARY}","new":"{CANARY}",
            "Profile":{{"Phone":"{CANARY}","Emails":["{CANARY}"],"Lock":"{CANARY}"}}}}"#
    );
    let session = from_json::<Session>(json.as_bytes()).unwrap();
    assert_eq!(session.access_token.expose(), CANARY);
    assert_eq!(session.profile.as_ref().unwrap().phone.as_deref(), Some(CANARY));
    let lock = LockType::from(CANARY);
    let page = format!("{session:?} {session:#?} {:?} {lock:?} {:?}", login(), Json::parse(&json));
    assert!(!page.contains(CANARY), "{page}");
    let profile = from_json::<Profile>(br#"{"Name":"public"}"#).unwrap();
    assert!(format!("{profile:?}").contains("public"), "what is not secret does show");
}

#[test]
fn sensitive_headers() {
    let client = Client::builder(&SERVICE).build::<ErrorCode>().unwrap();
    let remove = Remove { access_token: CANARY.into() };
    let request = client.request::<_, ErrorCode>(&remove).unwrap();
    assert!(!format!("{:?}", request.headers()).contains(CANARY));
}
