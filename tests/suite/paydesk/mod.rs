//! A payment API, whose client exists only here: it is emitted, compiled with a program that calls it, and run.

use std::env;
use std::process::Command;

use crate::compiler::{self, Crate};
use crate::description::{api, fixtures};
use crate::emitted::files;

/// What a user of the client writes. It is compiled with the client, and not with this test.
const PROGRAM: &str = include_str!("program.rs");

const ARGUMENTS: [&str; 6] = [
    "--crate-type=bin",
    "--emit=link",
    "--deny=warnings",
    "--cfg=feature=\"mock\"",
    "--check-cfg=cfg(feature, values(\"blocking\",\"mock\",\"reqwest\",\"serde\"))",
    "-Cdebuginfo=0",
];

#[test]
fn a_program_tells_errors_apart() {
    let mut program = Crate::new("paydesk_program");
    program.client("paydesk", &files(&api(&fixtures("paydesk"))));
    program.root(PROGRAM);
    let folder = program.compile(&ARGUMENTS).unwrap_or_else(|e| panic!("{}", compiler::texts(&e)));
    let program = folder.join(format!("paydesk_program{}", env::consts::EXE_SUFFIX));
    let output = Command::new(program).output().expect("the program can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
