//! Entry point of `restwright`, and of `cargo xtask` in the workspace of this project.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use restwright::{Color, Exit, People, Progress, Terminal};

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
    let mut keyboard = Keyboard;
    let has_people = io::stdin().is_terminal() && io::stderr().is_terminal();
    let mut terminal = Terminal {
        directory,
        program: if workspace.is_some() { "cargo xtask" } else { "restwright" },
        workspace,
        color: color(|name| env::var_os(name), io::stderr().is_terminal()),
        quiet: false,
        progress: progress(),
        out: &mut io::stdout().lock(),
        is_interactive: io::stdout().is_terminal(),
        // Without its lock, which the line about the progress needs.
        err: &mut io::stderr(),
        variable: &|name| env::var_os(name),
        people: if has_people { Some(&mut keyboard) } else { None },
        record: None,
    };
    restwright::main(env::args_os(), &mut terminal).into()
}

/// Whoever sits at the terminal.
struct Keyboard;

impl People for Keyboard {
    fn confirm(&mut self, question: &str) -> io::Result<bool> {
        eprint!("{question}");
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    fn secret(&mut self, question: &str) -> io::Result<String> {
        rpassword::prompt_password(question)
    }
}

/// Progress goes to people at a terminal.
fn progress() -> Progress {
    if io::stderr().is_terminal() { Progress::on_terminal() } else { Progress::default() }
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

/// Colour goes to people at a terminal, or to those who force it (<https://bixense.com/clicolors>), and not to those who
/// ask to be spared (<https://no-color.org>).
fn color(variable: impl Fn(&str) -> Option<OsString>, is_terminal: bool) -> Color {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    let is_plain = variable("CLICOLOR").is_some_and(|value| value == "0")
        || variable("TERM").is_some_and(|value| value == "dumb");
    // The convention of `NO_COLOR` counts any value, also a zero.
    let is_spared = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_forced = is_set("CLICOLOR_FORCE");
    if !is_spared && (is_forced || is_terminal && !is_plain) { Color::Always } else { Color::Never }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_conventions() {
        #[rustfmt::skip]
        let table = [
            (&[][..], true, Color::Always),
            (&[], false, Color::Never),
            (&[("NO_COLOR", "0")], true, Color::Never),
            (&[("NO_COLOR", "")], true, Color::Always),
            (&[("TERM", "dumb")], true, Color::Never),
            (&[("CLICOLOR", "0")], true, Color::Never),
            (&[("CLICOLOR_FORCE", "1")], false, Color::Always),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true, Color::Never),
        ];
        for (variables, is_terminal, expected) in table {
            let value = |name: &str| {
                let found = variables.iter().find(|(other, _)| *other == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(color(value, is_terminal), expected, "{variables:?}, {is_terminal}");
        }
    }
}
