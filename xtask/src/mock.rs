//! The command `mock`: serves an API on this machine, by the example of its client, so that nothing here speaks HTTP.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::exit::Exit;
use crate::manifest::Manifest;
use crate::terminal::Terminal;

/// The example of every client that serves its API.
const EXAMPLE: &str = "examples/mock_server.rs";

/// Serves the API of a client until the process is ended.
pub(crate) fn run(port: u16, out: Option<&Path>, terminal: &Terminal<'_>) -> anyhow::Result<Exit> {
    let client = match out {
        Some(out) => terminal.resolve(out),
        None => terminal.home()?.client(),
    };
    let manifest = Manifest::read(&client)?.filter(|_| client.join(EXAMPLE).is_file());
    let Some(manifest) = manifest else {
        bail!(
            "`{0}` has no `{EXAMPLE}`\n  help: `{1} generate` writes it for a new client",
            terminal.display(&client),
            terminal.program,
        );
    };
    let mut server = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--features", "mock", "--example", manifest.example(EXAMPLE)])
        .arg("--manifest-path")
        .arg(client.join("Cargo.toml"))
        .args(["--", "--until-stdin-closes", "--port", &port.to_string()])
        // Closed by the system when this process ends, whatever ends it.
        .stdin(Stdio::piped())
        .spawn()
        .context("cannot run cargo")?;
    let stdin = server.stdin.take();
    let status = server.wait().context("cannot wait for the server")?;
    drop(stdin);
    Ok(if status.success() { Exit::Fine } else { Exit::Failed })
}
