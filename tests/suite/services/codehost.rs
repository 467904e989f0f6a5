use codehost::mock::{Reply, Server};
use codehost::operations::{commits, contents, issues, repositories};
use codehost::{Client, ErrorCode, ErrorKind};
use futures_util::TryStreamExt as _;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        optional_credentials().await;
        conditional_requests().await;
        pages().await;
        several_statuses().await;
        text_and_bytes().await;
        errors_by_status().await;
        null_and_absent().await;
    });
}

fn served() -> (Server, Client) {
    let server = Server::start().expect("a server");
    let client = Client::builder().token("cht_9f3").base_url(server.url()).build();
    (server, client.expect("a client of the mock"))
}

/// All requests are as the description says.
fn check(server: &Server) {
    for request in server.requests() {
        assert!(request.problems().is_empty(), "{:?}: {:?}", request.operation(), request.problems());
    }
}

async fn optional_credentials() {
    let server = Server::start().expect("a server");
    let builder = || Client::builder().base_url(server.url());
    let anonymous = builder().build().expect("a client");
    anonymous.repositories().get("ada", "engine").await.expect("public");
    let error = anonymous.repositories().star("ada", "engine").await.expect_err("it needs one");
    assert_eq!(error.kind(), ErrorKind::Input);
    let account = builder().account("ada", "1815").build().expect("a client");
    account.repositories().star("ada", "engine").await.expect("starred");
    let sent: Vec<_> = server.requests().iter().map(|it| it.header("authorization").map(String::from)).collect();
    assert_eq!(sent, [None, Some("Basic YWRhOjE4MTU=".to_owned())]);
    check(&server);
}

async fn conditional_requests() {
    let (server, client) = served();
    server.reply::<repositories::Get>(Reply::status(304));
    let get = || client.repositories().get("ada", "engine").if_none_match("\"v1\"");
    assert!(get().await.expect("unchanged").is_none());
    let repository = get().await.expect("changed").into_inner().expect("a repository");
    assert_eq!((repository.name.as_str(), repository.owner.login.as_str()), ("engine", "ada"));
    let license = repository.license.value().and_then(|it| it.spdx_id.value());
    assert_eq!(license.map(String::as_str), Some("MIT"));
    check(&server);
}

async fn pages() {
    let (server, client) = served();
    let commits = client.commits().list("ada", "engine").per_page(2).items();
    let ids: Vec<_> = commits.map_ok(|it| it.sha).try_collect().await.expect("all pages");
    assert_eq!(ids, ["6dcb09b", "553c207", "0a1b2c3"]);
    check(&server);
    // Whatever a server says, a token goes to no other host.
    let reply = Reply::json(200, "[]").header("Link", "<https://evil.example/next>; rel=\"next\"");
    server.reply::<commits::List>(reply);
    let stray: Result<Vec<_>, _> = client.commits().list("ada", "engine").items().try_collect().await;
    assert_eq!(stray.expect_err("another host").kind(), ErrorKind::Pagination);
}

async fn several_statuses() {
    let (server, client) = served();
    server.reply::<commits::Merge>(Reply::status(204));
    let merge = || client.commits().merge("ada", "engine", "main", "feature");
    assert!(merge().await.expect("nothing to merge").is_none());
    assert!(merge().await.expect("merged").is_some());
    let written = client.contents().write("ada", "engine", "notes.md", "SGVsbG8=", "Say hello").await;
    assert!([200, 201].contains(&written.expect("written").status().as_u16()));
    check(&server);
}

async fn text_and_bytes() {
    let (server, client) = served();
    server.reply::<contents::Raw>(Reply::content(200, "text/plain", "fn main() {}"));
    let raw = client.contents().raw("ada", "engine", "src/main.rs").at("v1.0").await.expect("a text");
    assert_eq!(raw.as_str(), "fn main() {}");
    let archive = client.contents().archive("ada", "engine").await.expect("bytes");
    assert!(!format!("{archive:?}").contains("fn main"));
    check(&server);
    assert_eq!(server.requests()[0].query("path"), Some("src/main.rs"));
}

async fn errors_by_status() {
    let (server, client) = served();
    let reply = Reply::json(
        422,
        r#"{"message":"Validation Failed","errors":[{"resource":"Issue","field":"title","code":"missing_field"}]}"#,
    );
    server.reply::<issues::Create>(reply);
    let error = client.issues().create("ada", "engine", "It is slow").await.expect_err("refused");
    assert_eq!(error.code(), Some(ErrorCode::INVALID));
    let api = error.api().expect("an error of the API");
    assert_eq!(api.field_errors().len(), 1);
    assert_eq!(server.requests().len(), 1, "an issue is not opened twice");
    server.reply::<repositories::Get>(Reply::json(404, r#"{"message":"Not Found"}"#));
    let error = client.repositories().get("ada", "gone").await.expect_err("gone");
    assert_eq!((error.code(), error.status()), (Some(ErrorCode::NOT_FOUND), Some(404)));
}

async fn null_and_absent() {
    let (server, client) = served();
    let update = || client.issues().update("ada", "engine", 7);
    update().title("New").await.expect("changed");
    update().milestone_null().await.expect("changed");
    let bodies: Vec<_> = server.requests().iter().map(|it| String::from_utf8_lossy(it.body()).into_owned()).collect();
    assert_eq!(bodies, [r#"{"title":"New"}"#, r#"{"milestone":null}"#]);
    check(&server);
}
