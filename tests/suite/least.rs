//! The smallest response of each operation of each fixture, as the emitted client reads it.

use std::fmt::Write as _;
use std::process::Command;

use restwright_spec::api::{Api, Operation};

use crate::compiler::{self, Crate};
use crate::description::{api, bookshop, loginradius};
use crate::emitted::{feature, features, files};
use crate::request;

/// The program is linked and run, and nobody looks into it.
const RUN: [&str; 4] = ["--crate-type=bin", "--emit=link", "--cap-lints=allow", "-Cdebuginfo=0"];

/// Reads a response as the output of an operation: in full, and as a variant or value that the description knows.
const READ: &str = r#"
fn read<O: restwright_runtime::Operation>(operation: &str, json: &str)
where
    O::Output: std::fmt::Debug,
{
    match restwright_runtime::from_json_with_problems::<O::Output>(json.as_bytes()) {
        Ok((value, problems)) if problems.is_empty() && !format!("{value:?}").contains("Unknown(") => {}
        outcome => println!("{operation}: {json} is read as {outcome:?}"),
    }
}
"#;

#[test]
fn the_least_response_is_read_by_the_client() {
    let mut clients = Crate::new("least");
    let mut calls = String::new();
    let mut add = |name: &str, api: &Api| {
        let name = name.replace('-', "_");
        clients.client(&name, &files(api));
        for group in &api.groups {
            for operation in &group.operations {
                let Some(json) = least(api, operation) else { continue };
                let path =
                    format!("{name}::operations::{}::{}", group.id.as_str(), pascal(&operation.id));
                let _ = writeln!(calls, "    read::<{path}>({path:?}, {json:?});");
            }
        }
    };
    for name in features() {
        add(&name, &feature(&name));
    }
    add("bookshop", &api(&bookshop()));
    add("loginradius", &api(&loginradius()));
    clients.root(READ);
    clients.root(&format!("fn main() {{\n{calls}}}\n"));
    let folder =
        clients.compile(&RUN).unwrap_or_else(|errors| panic!("{}", compiler::texts(&errors)));
    let output = Command::new(folder.join("least")).output().expect("the program can be run");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

fn least(api: &Api, operation: &Operation) -> Option<String> {
    let least = api.least_response(operation);
    assert_eq!(
        least.is_some(),
        operation.response.types().next().is_some(),
        "{}",
        operation.id.as_str()
    );
    // What a stream returns is no output: the items of its mock are read elsewhere.
    let least = least.filter(|_| operation.response.stream().is_none());
    least.map(|value| request::json(&value).to_string())
}

fn pascal(id: &str) -> String {
    id.split('_').map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}
