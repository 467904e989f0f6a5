//! What `docs` writes and refuses, and what it serves.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use restwright::Exit;

use crate::workspace::{Ran, Workspace};

const SITE: &str = "target/site/pets";

#[test]
fn only_what_differs_is_written() {
    let workspace = Workspace::described();
    let out = workspace.succeed("docs");
    assert!(out.contains("removed 0, unchanged 0\n"), "{out}");
    assert!(out.ends_with("target/site/pets/index.html\n"), "{out}");
    let files = workspace.files(SITE);
    let out = workspace.succeed("docs");
    assert!(out.contains("wrote 0, removed 0") && out.contains("already up to date"), "{out}");
    assert_eq!(workspace.files(SITE), files);

    // One page is out of date, and one is of a type that is gone.
    let page = format!("{SITE}/index.html");
    workspace.write(&page, "<!-- @generated long ago -->\n");
    workspace.write(&format!("{SITE}/types/Gone.html"), "<!-- @generated long ago -->\n");
    let out = workspace.succeed("docs");
    assert!(out.contains("wrote 1, removed 1"), "{out}");
    assert_eq!(workspace.files(SITE), files);
}

#[test]
fn the_changelog_is_that_of_the_client() {
    let workspace = Workspace::generated();
    workspace.write("generated-client/CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- Cats & dogs.\n");
    workspace.succeed("docs");
    let page = workspace.read(&format!("{SITE}/changelog.html"));
    assert!(page.contains("<li>Cats &amp; dogs.</li>"), "{page}");
    // Another description has another client.
    workspace.succeed("new api other other");
    crate::workspace::finish(&workspace.path("other"));
    workspace.succeed("docs --spec other --out site");
    assert!(!workspace.path("site/changelog.html").exists());
}

/// Neither files of people nor those of a client are a site.
#[test]
fn other_folders_are_refused() {
    let workspace = Workspace::generated();
    workspace.write("notes/plan.txt", "mine\n");
    for folder in ["notes", "generated-client", "generated-client/src/generated", "spec/pets"] {
        let before = workspace.files(folder);
        let Ran { exit, err, .. } = workspace.run(&format!("docs --out {folder}"));
        assert_eq!(exit, Exit::Usage, "{folder}: {err}");
        assert!(err.contains("no part of a site") && err.contains("--out DIR"), "{err}");
        assert_eq!(workspace.files(folder), before, "{folder}");
    }
    workspace.succeed("docs --out site");
    workspace.write("site/mine.html", "<!doctype html>\n");
    let Ran { exit, err, .. } = workspace.run("docs --out site");
    assert_eq!(exit, Exit::Usage, "{err}");
    assert!(err.contains("`site/mine.html`"), "{err}");
}

#[test]
fn a_broken_description_writes_nothing() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/broken.yaml", "typess: {}\n");
    let Ran { exit, err, .. } = workspace.run("docs");
    assert_eq!(exit, Exit::Findings, "{err}");
    assert!(err.contains("no file was written"), "{err}");
    assert!(!workspace.path(SITE).exists());
}

#[test]
fn a_site_is_served_until_interrupted() {
    let workspace = Workspace::described();
    let mut program = Command::new(env!("CARGO_BIN_EXE_restwright"));
    let program = program.args(["docs", "--serve", "--port", "0"]).current_dir(&workspace.root);
    // Else it would take the workspace of this project for its own.
    let program = program.env_remove("CARGO_MANIFEST_DIR").stdout(Stdio::piped());
    let mut program = Running(program.spawn().expect("the program"));
    let output = BufReader::new(program.0.stdout.take().expect("a pipe"));
    let line = output.lines().map(|line| line.expect("text")).find(|line| line.contains("serving"));
    let line = line.expect("it says where");
    let address = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
    let (address, _) = address.expect("an address");
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    let get = |path: &str| {
        let mut connection = TcpStream::connect(address).expect("a connection");
        write!(connection, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("a request");
        let mut response = String::new();
        connection.read_to_string(&mut response).expect("a response");
        response
    };
    let start = get("/");
    assert!(start.starts_with("HTTP/1.1 200 OK\r\n"), "{start}");
    assert!(start.ends_with(&workspace.read(&format!("{SITE}/index.html"))), "{start}");
    assert!(get("/../../Cargo.toml").starts_with("HTTP/1.1 404 "));
}

/// A program that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
