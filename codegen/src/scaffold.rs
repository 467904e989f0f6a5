//! The files of a new client crate that are written once and never overwritten.

use restwright_spec::api::Api;

use crate::File;
use crate::docs::Docs;
use crate::emit::client_urls;
use crate::manifest::{Origin, Workspace, manifest};
use crate::names::library;

/// Renders the attributes for git, the manifest, the root of the library, the readme and the program that serves the API, of a new client crate.
///
/// `origin` is what the manifest records about it.
#[must_use]
pub fn scaffold(api: &Api, origin: &Origin<'_>) -> Vec<File> {
    let mut files = vec![
        File { path: ".gitattributes".to_owned(), contents: ATTRIBUTES.to_owned() },
        File { path: "Cargo.toml".to_owned(), contents: manifest(api, origin) },
        File { path: "README.md".to_owned(), contents: readme(api) },
        File { path: "examples/mock_server.rs".to_owned(), contents: mock_server(api) },
        File { path: "src/lib.rs".to_owned(), contents: LIBRARY_ROOT.to_owned() },
    ];
    if origin.workspace == Workspace::Own {
        files.push(File { path: ".gitignore".to_owned(), contents: "/target\n".to_owned() });
    }
    files
}

/// Emitted files are those that the generator wrote, on every machine, and reviews fold them.
const ATTRIBUTES: &str = "\
# Lines end alike on every machine, whatever git is set to there.
* text=auto eol=lf
src/generated/** linguist-generated
";

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
    let library = library(&api.service.name);
    format!(
        "\
//! Runs the mock server, for clients in other languages: `--port PORT`.

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
    let library = library(&api.service.name);
    let credentials = api.service.arguments.iter();
    let credentials = credentials.map(|id| format!("\"{}\"", id.replace('_', "-")));
    let arguments: Vec<_> = client_urls(api).into_iter().chain(credentials).collect();
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

{}",
        SECTIONS.replace("{name}", name).replace("{library}", &library)
    )
}

/// The sections of a readme that are the same for every client, but for its name.
const SECTIONS: &str = "\
## Errors

Every call returns `Error`. Ask it two questions: what went wrong, and may the server have processed the request?

| `error.` | returns |
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
| `http2` | off | HTTP/2 with servers that support it |
| `tracing` | off | a `tracing` span for each call and each of its attempts |
| `serde` | off | `Serialize` and `Deserialize` of response types; secrets only through `Exposed` |
| `jiff`, `chrono`, `time` | off | conversions of `Timestamp` and `Date` |
| `rust_decimal`, `uuid` | off | conversions of `Decimal` and `Uuid` |

## Test your application

```toml
[dev-dependencies]
{name} = { path = \"../{name}\", features = [\"mock\"] }
```

With the feature `mock`, `mock::Server::start()` serves the API on loopback with its documented responses, `reply`
scripts other ones, and `requests` returns what the server received. `cargo run --example {library}_mock_server --features mock`
serves clients in other languages.

## Security

Secrets are `Secret`: redacted in `Debug`, zeroized on drop. Personal data is `Personal`: masked in `Debug`. `https` only,
except for loopback hosts; redirects are never followed. Errors never show inputs, URLs or texts of the server.

## Configuration

`Client::builder` sets the base URL, the transport and `ClientOptions`: timeouts (5 seconds to connect, 30 for an attempt,
60 for a call), retries, size limits, proxy, root and client certificates, and headers.

## Not supported

| | |
|---|---|
| WebAssembly, other async runtimes | the built-in transport and the timers use tokio |
| FIPS providers | the TLS features use the standard providers of ring and AWS-LC: use the feature `reqwest`, or implement `Transport` |
| log lines | the crate writes spans (feature `tracing`) and no lines; `RUST_LOG={library}=info` shows the spans |

## Files

The generator owns `src/generated` and one marked region of `Cargo.toml`; everything else in this package is hand-written.
";
