//! Recorded calls: what stands in their file, and what comes back without network.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use bookshop::blocking::Client as Bookshop;
use loginradius::blocking::Client;
use loginradius::mock::{Recorder, Reply, Server, replay};
use loginradius::operations::phone::{CheckAvailability, Login};
use loginradius::types::LoginOutcome;
use loginradius::{ClientOptions, ErrorCode};

/// It stands in every place where something secret, personal or undeclared can be.
const CANARY: &str = "c4n4ry";

fn recorded(server: &Server, recorder: &Recorder) -> Client {
    let options = ClientOptions::new().wrap_transport(recorder.wrap());
    let builder = Client::builder(CANARY).base_url(server.url()).options(options);
    builder.build().expect("a client")
}

fn replayed(replay: &loginradius::mock::Replay) -> Client {
    Client::builder("any").transport(replay.transport()).build().expect("a client")
}

/// Records two logins and an error.
fn record(path: &Path) {
    let session = format!(
        r#"{{"access_token":"{CANARY}","expires_in":"2030-01-31T12:00:00Z","{CANARY}":"{CANARY}","session_token":["{CANARY}"],
           "Profile":{{"Uid":"1-10.50","FirstName":"{CANARY}","Emails":[{{"Type":"Primary","Value":"{CANARY}"}}],"CustomFields":{{"{CANARY}":"{CANARY}"}}}}}}"#
    );
    let server = Server::start().expect("a server");
    let recorder = loginradius::mock::recorder();
    let client = recorded(&server, &recorder);
    let header = |reply: Reply| reply.header("set-cookie", CANARY).header("retry-after", "0");
    server.reply::<Login>(header(Reply::json(200, session)));
    let details = format!(
        r#"{{"ErrorCode":901,"Message":"{CANARY}","Errors":[{{"FieldName":"{CANARY}"}}]}}"#
    );
    server.reply::<Login>(Reply::json(403, details));
    server.reply::<CheckAvailability>(Reply::json(500, format!("<p>{CANARY}</p>")));
    let login = || client.phone().login(CANARY, CANARY).fields("Uid");
    assert!(login().send().is_ok());
    let error = login().send().expect_err("the second reply");
    assert_eq!(error.code(), Some(ErrorCode::API_KEY_UNAUTHORIZED));
    assert!(client.phone().check_availability(CANARY).send().is_err());
    recorder.save(path).expect("a file");
}

#[test]
fn what_is_secret_or_personal_is_not_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls/login.json");
    record(&path);
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(!file.contains(CANARY), "{file}");
    crate::snapshot::check("recorded", "calls", &file);
    // Once more gives the same lines.
    record(&path);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), file);
}

#[test]
fn replayed_without_network() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.json");
    record(&path);
    let replay = replay(&path).expect("the file");
    let client = replayed(&replay);
    // Other secrets and other persons than those of the recording.
    let login = || client.phone().login("+1", "word").fields("Uid");
    let LoginOutcome::Authenticated(session) = login().send().expect("a login").into_inner() else {
        panic!("not authenticated");
    };
    assert_eq!(session.access_token.expose(), "[secret]");
    assert_eq!(session.profile.and_then(|profile| profile.uid).as_deref(), Some("1-10.50"));
    assert_eq!(replay.unused(), ["phone.check_availability", "phone.login"]);
    let error = login().send().expect_err("the second call");
    assert_eq!((error.code(), error.status()), (Some(ErrorCode::API_KEY_UNAUTHORIZED), Some(403)));
    let asynchronous = loginradius::Client::builder("any").transport(replay.transport());
    let asynchronous = asynchronous.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(async { asynchronous.phone().check_availability("+1").await });
    assert_eq!(outcome.expect_err("the third call").status(), Some(500));
    assert_eq!(replay.unused(), [""; 0]);
}

#[test]
fn what_does_not_fit_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.json");
    record(&path);
    let file = path.display();
    let told = |test: &dyn Fn()| {
        let panic = catch_unwind(AssertUnwindSafe(test)).expect_err("a panic");
        panic.downcast_ref::<String>().expect("a message").clone()
    };
    let call = |call: &dyn Fn(&Client)| {
        let replay = replay(&path).expect("the file");
        let client = replayed(&replay);
        call(&client);
    };
    let help = "\n  help: record the calls again with `mock::recorder()`";
    let message =
        told(&|| call(&|client| drop(client.phone().login("+1", "word").fields("Name").send())));
    let differs = "\n  query.Fields: recorded \"Uid\", sent \"Name\"";
    assert_eq!(
        message,
        format!(
            "no recorded call of `phone.login` in `{file}` fits the request; the closest differs in{differs}{help}"
        )
    );
    let message = told(&|| call(&|client| drop(client.password().request_reset_otp("+1").send())));
    assert_eq!(
        message,
        format!("no call of `password.request_reset_otp` is recorded in `{file}`{help}")
    );
    let message = told(&|| {
        call(&|client| {
            drop(client.phone().check_availability("+1").send());
            drop(client.phone().check_availability("+1").send());
        });
    });
    assert_eq!(
        message,
        format!("all 1 recorded calls of `phone.check_availability` in `{file}` are used{help}")
    );
    let message = told(&|| call(&|_| ()));
    assert_eq!(
        message,
        format!(
            "recorded calls in `{file}` were not used: phone.check_availability, phone.login, phone.login"
        )
    );
}

#[test]
fn files_that_are_none_of_a_recorder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.json");
    let call = |rest: &str| format!(r#"[{{"operation":"phone.login","inputs":{{}}{rest}}}]"#);
    #[rustfmt::skip]
    let table = [
        ("[",                                               "EOF while parsing a list at line 1 column 1"),
        ("{}",                                              "not a list of calls"),
        ("[1]",                                             "call 1: `operation` is missing or odd"),
        (&call(""),                                         "call 1: `response.status` is missing or odd"),
        (&call(r#","response":{"status":99}"#),             "call 1: `response.status` is missing or odd"),
        (&call(r#","response":{"status":200,"headers":1}"#), "call 1: `response.headers` is missing or odd"),
    ];
    for (text, problem) in table {
        std::fs::write(&path, text).expect("a file");
        let error = replay(&path).expect_err(text).to_string();
        assert_eq!(error, format!("`{}`: {problem}", path.display()));
    }
}

/// Every place of a request, and every type in it.
#[test]
fn inputs_of_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("calls.json");
    let server = bookshop::mock::Server::start().expect("a server");
    let recorder = bookshop::mock::recorder();
    let options = bookshop::ClientOptions::new().wrap_transport(recorder.wrap());
    let client = Bookshop::builder(CANARY, CANARY).supplier_key(CANARY).options(options);
    // A base URL with a path of its own stands before every path.
    let client = client.base_url(server.url()).build().expect("a client");
    let calls = |client: &Bookshop| {
        let books = client.books();
        let price = bookshop::types::Price::new(10.5, "EUR");
        let book = bookshop::types::NewBook::new("A title", price.clone(), None)
            .preview_word(CANARY)
            .translators([CANARY]);
        books.add(book).send().expect("a book");
        books.get("a/b").columns(["x", "y"]).fresh(true).send().expect("a book");
        books.set_prices(BTreeMap::from([("NL".to_owned(), price)])).send().expect("prices");
        books
            .shelve(-3, "A 1/2", bookshop::types::VoucherPayment::new([CANARY]))
            .send()
            .expect("a shelf");
        let call = client.vouchers().issue(bookshop::types::Amount::new("2.5", "EUR"), CANARY);
        let call = call.pin(CANARY).note("a note").readers([bookshop::types::Reader::new(CANARY)]);
        call.gift(true).extra(serde_json::json!({ CANARY: 1 })).send().expect("a voucher");
    };
    calls(&client);
    recorder.save(&path).expect("a file");
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(!file.contains(CANARY), "{file}");
    crate::snapshot::check("recorded", "inputs", &file);
    let replay = bookshop::mock::replay(&path).expect("the file");
    let client = Bookshop::builder("any", "any").supplier_key("any").transport(replay.transport());
    calls(&client.build().expect("a client"));
}
