//! Runs the mock server, for clients in other languages: `--port PORT`.

use std::process::ExitCode;

fn main() -> ExitCode {
    bookshop::mock::serve(std::env::args().skip(1))
}
