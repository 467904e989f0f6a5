//! Where a command runs and what it prints to.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use restwright_spec::render::Color;

use crate::exit::Exit;
use crate::paths;

/// Where a command runs and what it prints to.
pub struct Terminal<'a> {
    /// The current directory: relative paths start here.
    pub directory: PathBuf,
    /// Root of the workspace; searched from `directory` upwards where unknown.
    pub workspace: Option<PathBuf>,
    /// Whether diagnostics for people are coloured.
    pub color: Color,
    /// Takes results.
    pub out: &'a mut dyn Write,
    /// Takes complaints.
    pub err: &'a mut dyn Write,
}

impl Terminal<'_> {
    /// Prints a result and ends the line.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Prints a result of any number of lines, possibly none.
    pub(crate) fn show(&mut self, text: &str) -> io::Result<()> {
        let text = text.trim_end_matches('\n');
        if text.is_empty() { Ok(()) } else { self.say(text) }
    }

    /// Prints a complaint, ended by one line end. If nobody can hear it, the exit code still tells.
    pub(crate) fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", text.trim_end_matches('\n'));
    }

    /// Passes on what clap has to say: help goes out as a result, a misuse as a complaint.
    pub(crate) fn answer(&mut self, answer: &clap::Error) -> Exit {
        if answer.use_stderr() {
            self.complain(&answer.to_string());
            return Exit::Usage;
        }
        match self.show(&answer.to_string()) {
            Ok(()) => Exit::Fine,
            Err(_) => Exit::Failed,
        }
    }

    /// Root of the workspace.
    pub(crate) fn workspace(&self) -> anyhow::Result<PathBuf> {
        let directory = paths::resolve(&self.directory);
        let root = match &self.workspace {
            Some(root) => Some(root.as_path()),
            None => directory.ancestors().find(|folder| paths::is_workspace(folder)),
        };
        root.map(paths::resolve).with_context(|| {
            format!(
                "`{}` lies in no workspace of this tool\n  help: run `cargo xtask` inside the workspace",
                self.directory.display()
            )
        })
    }

    /// A path as typed, made independent of the current directory.
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        paths::resolve(&self.directory.join(path))
    }

    /// A resolved path as people should see it: relative to the current directory where that is near, with `/`.
    pub(crate) fn display(&self, path: &Path) -> String {
        let directory = paths::resolve(&self.directory);
        let near = path.starts_with(&directory)
            || self
                .workspace()
                .is_ok_and(|root| path.starts_with(&root) && directory.starts_with(root));
        if near { paths::slashed(&paths::relative(&directory, path)) } else { paths::slashed(path) }
    }
}
