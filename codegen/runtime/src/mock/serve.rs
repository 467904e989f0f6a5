//! A mock server as a program, for clients in other languages.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::process::ExitCode;
use std::thread;

use super::{Api, Received, Server};

/// Serves an API until the process is ended. `arguments` are those of the process, without its name: `--port PORT`, and
/// `--until-stdin-closes` for a server that ends with the process that started it.
///
/// Prints a line for each request: its method, its operation and the status of the response, and no value of it.
pub fn serve(api: &'static Api, arguments: impl IntoIterator<Item = String>) -> ExitCode {
    serve_with(api, arguments, io::stdin())
}

/// Serves an API with this as the standard input.
fn serve_with(
    api: &'static Api,
    arguments: impl IntoIterator<Item = String>,
    mut stdin: impl Read,
) -> ExitCode {
    let Some(Arguments { port, until_stdin_closes }) = Arguments::parse(arguments) else {
        eprintln!("usage: [--port PORT] [--until-stdin-closes]");
        return ExitCode::from(2);
    };
    let server = match Server::observed(api, port, print) {
        Ok(server) => server,
        Err(error) => {
            eprintln!("error: cannot serve on port {port}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{} on {}", api.service.name, server.url());
    let others: BTreeSet<_> = api.routes.iter().map(|route| route.server).collect();
    for id in others.into_iter().filter(|id| !id.is_empty()) {
        println!("{id} on {}", server.url_of(id));
    }
    if until_stdin_closes {
        // An input that cannot be read is as good as closed.
        let _ = io::copy(&mut stdin, &mut io::sink());
        return ExitCode::SUCCESS;
    }
    loop {
        thread::park();
    }
}

/// What the process was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Arguments {
    port: u16,
    until_stdin_closes: bool,
}

impl Arguments {
    /// Reads arguments; none where they make no sense.
    fn parse(arguments: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut parsed = Self { port: 8080, until_stdin_closes: false };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.split_once('=').unwrap_or((&argument, "")) {
                ("--port", "") => parsed.port = arguments.next()?.parse().ok()?,
                ("--port", port) => parsed.port = port.parse().ok()?,
                ("--until-stdin-closes", "") => parsed.until_stdin_closes = true,
                _ => return None,
            }
        }
        Some(parsed)
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

#[cfg(test)]
mod tests {
    use std::io;
    use std::process::ExitCode;
    use std::thread;

    use super::{Api, Arguments, serve_with};
    use crate::request::Service;

    static API: Api = Api {
        service: &Service {
            name: "empty",
            version: "0.1.0",
            base_url: "https://api.example.com",
            error_bodies: &[],
            errors: &[] as &[crate::request::ErrorEntry; 0],
            request_content_type: None,
            request_id_header: None,
            spans: crate::spans!(),
        },
        routes: &[],
    };

    #[test]
    fn arguments() {
        let given = |port, until_stdin_closes| Some(Arguments { port, until_stdin_closes });
        #[rustfmt::skip]
        let table = [
            ("",                                given(8080, false)),
            ("--port 1",                        given(1, false)),
            ("--port=2 --until-stdin-closes",   given(2, true)),
            ("--until-stdin-closes --port 3",   given(3, true)),
            ("--port",                          None),
            ("--port x",                        None),
            ("--port 70000",                    None),
            ("1",                               None),
        ];
        for (line, expected) in table {
            let words = line.split_whitespace().map(str::to_owned);
            assert_eq!(Arguments::parse(words), expected, "{line}");
        }
    }

    #[test]
    fn ends_with_its_input() {
        let (stdin, parent) = io::pipe().unwrap();
        let arguments = ["--port=0", "--until-stdin-closes"].map(str::to_owned);
        let server = thread::spawn(move || serve_with(&API, arguments, stdin));
        assert!(!server.is_finished());
        drop(parent);
        assert_eq!(server.join().unwrap(), ExitCode::SUCCESS);
    }
}
