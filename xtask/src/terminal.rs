//! Where a command runs and what it prints to.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use restwright_spec::render::{self, Color};
use restwright_spec::{Diagnostic, Sources};
use serde_json::Value;

use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::paths;
use crate::progress::Progress;
use crate::record::Record;

/// Where a command runs and what it prints to.
pub struct Terminal<'a> {
    /// The current directory: relative paths start here.
    pub directory: PathBuf,
    /// The command as it was called, for help and hints: `restwright` or `cargo xtask`.
    pub program: &'static str,
    /// Root of the workspace of this project; searched from `directory` upwards where unknown.
    pub workspace: Option<PathBuf>,
    /// Whether diagnostics for people are coloured.
    pub color: Color,
    /// Whether only results and complaints are printed.
    pub quiet: bool,
    /// What the command is at.
    pub progress: Progress,
    /// Takes results.
    pub out: &'a mut dyn Write,
    /// Whether results go to a terminal, which would obey what is in them.
    pub is_interactive: bool,
    /// Takes complaints.
    pub err: &'a mut dyn Write,
    /// The environment.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Whoever sits at the terminal, if anybody does.
    pub people: Option<&'a mut dyn People>,
    /// Takes what is printed where one JSON document is wanted.
    pub record: Option<Record>,
}

/// Whoever answers questions.
pub trait People {
    /// Asks whether to go on.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    fn confirm(&mut self, question: &str) -> io::Result<bool>;

    /// Asks for a secret, without an echo.
    ///
    /// # Errors
    ///
    /// If the terminal is gone.
    fn secret(&mut self, question: &str) -> io::Result<String>;
}

impl<'a> Terminal<'a> {
    /// A terminal at which nobody sits: no colour, no progress, no environment.
    pub fn captured(
        directory: PathBuf,
        program: &'static str,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Self {
        Self {
            directory,
            program,
            workspace: None,
            color: Color::Never,
            quiet: false,
            progress: Progress::default(),
            out,
            is_interactive: false,
            err,
            variable: &|_| None,
            people: None,
            record: None,
        }
    }
}

impl Terminal<'_> {
    /// Prints a line about what was done, unless only results are wanted.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        if let Some(record) = &mut self.record {
            record.message(line);
            return Ok(());
        }
        if self.quiet {
            return Ok(());
        }
        self.progress.apart(|| writeln!(self.out, "{line}"))
    }

    /// Prints a result of any number of lines, possibly none.
    pub(crate) fn show(&mut self, text: &str) -> io::Result<()> {
        let text = text.trim_end_matches('\n');
        if let Some(record) = &mut self.record {
            record.output(text);
            return Ok(());
        }
        if text.is_empty() {
            return Ok(());
        }
        self.progress.apart(|| writeln!(self.out, "{text}"))
    }

    /// Prints bytes as they are.
    pub(crate) fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.record.is_some() { Ok(()) } else { self.out.write_all(bytes) }
    }

    /// Prints a document that is JSON where that is wanted, and then is all that is printed.
    pub(crate) fn document(&mut self, text: &str, is_json: bool) -> io::Result<()> {
        match &mut self.record {
            Some(record) if is_json => record.document(text),
            _ => return self.show(text),
        }
        Ok(())
    }

    /// Keeps a part of the result for programs; people read it in other words.
    pub(crate) fn result(&mut self, key: &str, value: Value) {
        if let Some(record) = &mut self.record {
            record.result(key, value);
        }
    }

    /// Shows diagnostics, if there are any.
    pub(crate) fn diagnose(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) {
        match &mut self.record {
            Some(record) => record.diagnose(sources, diagnostics),
            None if diagnostics.is_empty() => {}
            None => {
                let text = render::human(sources, diagnostics, self.color);
                self.complain(&text);
            }
        }
    }

    /// Prints a complaint, ended by one line end. If nobody can hear it, the exit code still tells.
    pub(crate) fn complain(&mut self, text: &str) {
        if let Some(record) = &mut self.record {
            return record.complain(text);
        }
        let _ = self.progress.apart(|| writeln!(self.err, "{}", text.trim_end_matches('\n')));
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

    /// What the current folder belongs to.
    pub(crate) fn home(&self) -> anyhow::Result<Home> {
        let home = match &self.workspace {
            Some(root) => Some(Home::Workspace(paths::resolve(root))),
            None => Home::around(&paths::resolve(&self.directory))?,
        };
        home.ok_or_else(|| {
            let problem = format!(
                "`{0}` belongs to no client\n  help: run the command in the folder of a client, name folders with `--spec DIR` and `--out DIR`, or start a client with `{1} new api NAME`",
                self.directory.display(),
                self.program,
            );
            Misuse(problem).into()
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
            || self.home().is_ok_and(|home| {
                path.starts_with(home.root()) && directory.starts_with(home.root())
            });
        if near {
            paths::to_slash(&paths::relative(&directory, path))
        } else {
            paths::to_slash(path)
        }
    }
}
