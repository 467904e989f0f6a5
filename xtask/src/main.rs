//! Entry point of `restwright`, and of `cargo xtask` in the workspace of this project.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use restwright::{Color, Exit, Terminal};

/// Syntax trees are many small allocations.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let directory = match env::current_dir() {
        Ok(directory) => directory,
        Err(error) => {
            eprintln!("error: cannot tell the current directory: {error}");
            return Exit::Failed.into();
        }
    };
    let workspace = workspace();
    let mut terminal = Terminal {
        directory,
        program: if workspace.is_some() { "cargo xtask" } else { "restwright" },
        workspace,
        color: color(),
        out: &mut io::stdout().lock(),
        err: &mut io::stderr().lock(),
    };
    restwright::main(env::args_os(), &mut terminal).into()
}

/// The workspace of this project, if cargo runs this program for it.
///
/// `cargo run` sets the variable; for an installed program, it is the one of whoever calls it, if of anybody.
fn workspace() -> Option<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .filter(|manifest| manifest == env!("CARGO_MANIFEST_DIR"))?;
    let root = Path::new(&manifest).parent()?;
    restwright::is_workspace(root).then(|| root.to_path_buf())
}

/// Colour goes to people at a terminal who did not ask to be spared (<https://no-color.org>).
fn color() -> Color {
    let spared = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
    if io::stderr().is_terminal() && !spared && !dumb { Color::Always } else { Color::Never }
}
