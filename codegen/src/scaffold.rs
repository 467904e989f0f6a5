//! The files of a new client crate that are written once and never overwritten.

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
        File { path: "src/lib.rs".to_owned(), contents: LIBRARY_ROOT.to_owned() },
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

# The generator writes only into crates with this key.
[package.metadata.{CLIENT_KEY}]
api = \"{name}\"

[features]
default = [\"rustls-ring\"]
# TLS: rustls with ring or AWS-LC, or the TLS library of the operating system. Without any of them, a
# client needs a custom transport, such as `reqwest`.
rustls-ring = [\"restwright-runtime/rustls-ring\"]
rustls-aws-lc = [\"restwright-runtime/rustls-aws-lc\"]
native-tls = [\"restwright-runtime/native-tls\"]
# A blocking client, for programs without an async runtime.
blocking = [\"restwright-runtime/blocking\"]
# A mock server on loopback, for tests.
mock = [\"restwright-runtime/mock\"]
# A `reqwest` client as the transport.
reqwest = [\"restwright-runtime/reqwest\"]
# HTTP/2, where the server speaks it.
http2 = [\"restwright-runtime/http2\"]
# A `tracing` span for each call and each of its attempts.
tracing = [\"restwright-runtime/tracing\"]
# `Serialize` and `Deserialize` for response types; secrets only through `Exposed`.
serde = [\"restwright-runtime/serde\"]
# Conversions of `Timestamp` to types of these crates.
chrono = [\"restwright-runtime/chrono\"]
jiff = [\"restwright-runtime/jiff\"]
time = [\"restwright-runtime/time\"]

[dependencies]
restwright-runtime = {runtime}

[dev-dependencies]
# Runs the programs of the guide.
tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}

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

/// The root of the library. Rustdoc shows the readme and what follows from the description as one page.
const LIBRARY_ROOT: &str = "\
#![doc = include_str!(\"../README.md\")]
#![doc = include_str!(\"generated/front/guides.md\")]
#![doc = include_str!(\"generated/front/operations.md\")]

// The generator owns everything below `generated`; this file, and any other beside it, is yours.
#[rustfmt::skip]
mod generated;

pub use generated::*;
";

fn mock_server(api: &Api) -> String {
    let library = library(api);
    format!(
        "\
//! Runs the mock server, for clients in any language: `--port PORT`.

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
fn client() -> Result<{library}::Client, {library}::Error> {{
    {library}::Client::new({arguments})
}}
```

Create one client per tokio runtime and clone it: clones share one connection pool. Required inputs are arguments of a
method, optional inputs are setters, and awaiting a call sends it. `cargo doc --package {name} --open` lists guides,
operations and error codes.

{SECTIONS}"
    )
}

/// The sections of a readme that are the same for every client.
const SECTIONS: &str = "\
## Errors

Every call returns `Error`. Ask it two questions: what went wrong, and may the server have processed the request?

| `error.` | tells |
|---|---|
| `code()` | the `ErrorCode` of the API; match its constants |
| `kind()` | `ErrorKind`: what failed, from an invalid input to a response that cannot be decoded |
| `delivery()` | `Delivery`: `NotSent`, safe to send again; `MaybeSent`, outcome unknown; `Answered`, the server responded |
| `is_retryable()`, `retry_after()` | whether and when the same call may be repeated |

## Features

| feature | default | enables |
|---|---|---|
| `rustls-ring` | on | TLS by rustls with ring |
| `rustls-aws-lc`, `native-tls` | off | TLS by rustls with AWS-LC, or by the library of the operating system |
| `blocking` | off | `blocking::Client`: the same operations and setters without async |
| `mock` | off | `mock::Server`: the API on loopback, for tests |
| `reqwest` | off | a `reqwest::ClientBuilder` as the transport |
| `serde` | off | `Serialize` and `Deserialize` of response types; secrets only through `Exposed` |
| `jiff`, `chrono`, `time` | off | conversions of `Timestamp` |

## Test your application

With the feature `mock`, `mock::Server::start()` serves the API on loopback with its documented responses, `reply`
scripts other ones, and `requests` returns what the server received. `cargo run --example mock_server --features mock`
serves clients in any language.

## Security

Secrets are `Secret`: redacted in `Debug`, zeroized on drop. Personal data is `Personal`: masked in `Debug`. `https` only,
except for loopback hosts; redirects are never followed. Errors never show inputs, URLs or texts of the server.

## Configuration

`Client::builder` sets the base URL, the transport and `ClientOptions`: timeouts (5 seconds to connect, 30 for an attempt,
60 for a call), retries, size limits, proxy, root certificates and headers.

## Not supported, because

| | |
|---|---|
| WebAssembly, other async runtimes | the built-in transport and the timers use tokio |
| client certificates (mTLS), FIPS providers | not in the built-in transport: use the feature `reqwest`, or implement `Transport` |
| logging (`RUST_LOG`) | the crate writes no log |

## Files

`cargo xtask generate` owns `src/generated`; everything else in this package is hand-written.
";
