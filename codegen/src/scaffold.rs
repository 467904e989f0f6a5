//! The files that are written once, when a client crate is new, and then belong to people.

use restwright_spec::api::Api;

use crate::File;
use crate::docs::{Docs, is_invisible};
use crate::emit::library;

/// Renders the attributes for git, the manifest, the root of the library, the readme and the program that serves the API, of a new client crate.
///
/// `runtime` is the value of its dependency on the runtime, such as `{ path = "../codegen/runtime" }`; `workspace`
/// says whether the crate is the root of a workspace of its own.
#[must_use]
pub fn scaffold(api: &Api, runtime: &str, workspace: Workspace) -> Vec<File> {
    vec![
        File { path: ".gitattributes".to_owned(), contents: ATTRIBUTES.to_owned() },
        File { path: "Cargo.toml".to_owned(), contents: manifest(api, runtime, workspace) },
        File { path: "README.md".to_owned(), contents: readme(api) },
        File { path: "examples/mock_server.rs".to_owned(), contents: mock_server(api) },
        File { path: "src/lib.rs".to_owned(), contents: library_root(api) },
    ]
}

/// Emitted files are those that the generator wrote, on every machine, and reviews fold them.
const ATTRIBUTES: &str = "\
# Lines end alike on every machine, whatever git is set to there.
* text=auto eol=lf
src/generated/** linguist-generated
";

/// Key in `[package.metadata]` of a client: below it, `api` is the name of the API, and the generator writes nowhere else.
pub const CLIENT_KEY: &str = "api-client";

/// Whether a new crate is part of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workspace {
    /// It is, or will be, a member of the workspace around it.
    Member,
    /// It stands alone.
    Own,
}

fn manifest(api: &Api, runtime: &str, workspace: Workspace) -> String {
    let name = &*api.service.name;
    let version = &*api.service.version;
    let description = toml_string(&api.service.title);
    let documentation = api.service.documentation.as_ref();
    let homepage = documentation.map(|url| format!("homepage = {}\n", toml_string(url)));
    let homepage = homepage.unwrap_or_default();
    let own = match workspace {
        Workspace::Member => "",
        Workspace::Own => "\n[workspace]\n",
    };
    format!(
        "\
[package]
name = \"{name}\"
version = \"{version}\"
edition = \"2024\"
description = {description}
{homepage}readme = \"README.md\"
publish = false

# The generator writes into `src/generated` of no crate that does not say so.
[package.metadata.{CLIENT_KEY}]
api = \"{name}\"

[features]
default = [\"rustls-ring\"]
# TLS: rustls with the cryptography of ring or of AWS-LC, or the library of the operating system. Without any of them, a
# client needs a transport of its own, such as `reqwest`.
rustls-ring = [\"restwright-runtime/rustls-ring\"]
rustls-aws-lc = [\"restwright-runtime/rustls-aws-lc\"]
native-tls = [\"restwright-runtime/native-tls\"]
# Calls that wait for their answer, for programs without an async runtime.
blocking = [\"restwright-runtime/blocking\"]
# The API on this very machine, for tests.
mock = [\"restwright-runtime/mock\"]
# A client of reqwest to send the requests.
reqwest = [\"restwright-runtime/reqwest\"]
# What comes from the API can be stored and read back with serde. Secrets are stored only by those who say so.
serde = [\"restwright-runtime/serde\"]
# Times as types of these crates.
chrono = [\"restwright-runtime/chrono\"]
jiff = [\"restwright-runtime/jiff\"]
time = [\"restwright-runtime/time\"]

[dependencies]
restwright-runtime = {runtime}

[[example]]
name = \"mock_server\"
required-features = [\"mock\"]
{own}"
    )
}

/// A basic string of TOML.
fn toml_string(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            // Nobody who reads the manifest would see them.
            c if is_invisible(c) => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn library_root(api: &Api) -> String {
    let title = Docs::new(&api.service.title).lines().join(" ");
    let mut text = format!("//! {title}\n//!\n");
    for line in Docs::new(&api.service.description).lines() {
        text.push_str(if line.is_empty() { "//!" } else { "//! " });
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(
        "
// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

pub use generated::*;
",
    );
    text
}

fn mock_server(api: &Api) -> String {
    let library = library(api);
    format!(
        "\
//! Serves the API on this very machine, for programs in any language: `--port PORT`.

use std::process::ExitCode;

fn main() -> ExitCode {{
    {library}::mock::serve(std::env::args().skip(1))
}}
"
    )
}

fn readme(api: &Api) -> String {
    let (title, name) = (Docs::new(&api.service.title).lines().join(" "), &*api.service.name);
    let description = Docs::new(&api.service.description).lines().join("\n");
    let library = library(api);
    let arguments: Vec<_> =
        api.service.arguments.iter().map(|id| format!("\"{}\"", id.replace('_', "-"))).collect();
    let arguments = arguments.join(", ");
    format!(
        "\
# {title}

{description}

```rust
let client = {library}::Client::new({arguments})?;
```

`src/generated` is made by `cargo xtask generate` from the description of the API; everything else in this package is
written by people. See the documentation of the crate (`cargo doc --package {name} --open`) for its operations.
"
    )
}
