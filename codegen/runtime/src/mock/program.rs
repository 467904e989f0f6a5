//! A mock server as a program, for clients in any language.

use std::process::ExitCode;
use std::thread;

use super::{Api, Received, Server};

/// Serves an API until the process is ended. `arguments` are those of the process, without its name: `--port PORT`.
///
/// A line is printed for each request: its method, its operation and the status of the answer, and no value of it.
pub fn serve(api: &'static Api, arguments: impl IntoIterator<Item = String>) -> ExitCode {
    let Some(port) = port(arguments) else {
        eprintln!("usage: [--port PORT]");
        return ExitCode::from(2);
    };
    match Server::observed(api, port, print) {
        Ok(server) => {
            println!("{} on {}", api.service.name, server.url());
            loop {
                thread::park();
            }
        }
        Err(error) => {
            eprintln!("error: cannot serve on port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The port that was asked for; nothing where the arguments make no sense.
fn port(arguments: impl IntoIterator<Item = String>) -> Option<u16> {
    /// The port unless another one is asked for.
    const USUAL: u16 = 8080;
    let arguments: Vec<_> = arguments.into_iter().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Some(USUAL),
        ["--port", port] => port.parse().ok(),
        [argument] => argument.strip_prefix("--port=")?.parse().ok(),
        _ => None,
    }
}

fn print(received: &Received, status: Option<u16>) {
    let operation = received.operation().unwrap_or("unknown");
    let status = status.map_or_else(|| "fault".to_owned(), |status| status.to_string());
    println!("{} {operation} {status}", received.method());
    for problem in received.problems() {
        println!("    {problem}");
    }
}
