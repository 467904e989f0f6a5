//! APIs in the style of well-known ones. Their clients exist only here: each is emitted, compiled with a program that
//! calls it, and run.

use std::env;
use std::process::Command;

use crate::compiler::{self, Crate};
use crate::description::{api, fixtures};
use crate::emitted::files;

const ARGUMENTS: [&str; 7] = [
    "--crate-type=bin",
    "--emit=link",
    "--deny=warnings",
    "--cfg=feature=\"blocking\"",
    "--cfg=feature=\"mock\"",
    "--check-cfg=cfg(feature, values(\"blocking\",\"mock\",\"reqwest\",\"serde\"))",
    "-Cdebuginfo=0",
];

/// A payment API: codes are texts, deep in the error body, and come with typed details.
#[test]
fn paydesk() {
    check("paydesk", include_str!("paydesk.rs"));
}

/// A repository API: pages by `Link`, conditional requests, optional credentials, several statuses.
#[test]
fn codehost() {
    check("codehost", include_str!("codehost.rs"));
}

/// A chat API: streams, uploads, downloads, constants that tell two operations apart, nested errors.
#[test]
fn parley() {
    check("parley", include_str!("parley.rs"));
}

/// Compiles what a user of a client writes with the client, and not with this test, and runs it.
fn check(name: &str, source: &str) {
    let crate_name = format!("{name}_program");
    let mut program = Crate::new(&crate_name);
    program.client(name, &files(&api(&fixtures(name))));
    program.root(source);
    let folder = program.compile(&ARGUMENTS).unwrap_or_else(|e| panic!("{}", compiler::texts(&e)));
    let program = folder.join(format!("{crate_name}{}", env::consts::EXE_SUFFIX));
    let output = Command::new(program).output().expect("the program can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
