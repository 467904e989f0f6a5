//! What a command is at: shown on a terminal while it takes long, and how long each stage took.

use std::fmt::Write as _;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What ends earlier shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line on the terminal moves.
const TICK: Duration = Duration::from_millis(100);

/// The stages of a command.
#[derive(Debug, Default)]
pub struct Progress {
    is_on_terminal: bool,
    line: Option<Line>,
    current: Option<(String, Instant)>,
    /// Stages by the order in which they began first.
    done: Vec<(String, Duration)>,
}

/// The line on a terminal.
#[derive(Debug)]
struct Line {
    bar: ProgressBar,
    /// Closed when the line is no longer needed.
    needed: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows stages on the terminal to which errors go. Nobody may hold its lock.
    #[must_use]
    pub fn on_terminal() -> Self {
        Self { is_on_terminal: true, ..Self::default() }
    }

    /// Shows nothing from now on.
    pub(crate) fn hide(&mut self) {
        self.is_on_terminal = false;
        self.line = None;
    }

    /// Ends the stage before, and begins one.
    pub(crate) fn stage(&mut self, name: impl Into<String>) {
        let name = name.into();
        self.end_stage();
        if self.is_on_terminal {
            self.line.get_or_insert_with(Line::soon).bar.set_message(name.clone());
        }
        self.current = Some((name, Instant::now()));
    }

    /// Ends the last stage.
    pub(crate) fn end(&mut self) {
        self.end_stage();
        self.line = None;
    }

    fn end_stage(&mut self) {
        let Some((name, begin)) = self.current.take() else { return };
        let took = begin.elapsed();
        match self.done.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += took,
            None => self.done.push((name, took)),
        }
    }

    /// Prints something while no line is in the way.
    pub(crate) fn apart<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.line {
            Some(line) => line.bar.suspend(print),
            None => print(),
        }
    }

    /// What each stage took, the slowest first.
    pub(crate) fn timings(&self) -> String {
        let mut done: Vec<_> = self.done.iter().collect();
        done.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
        let mut text = String::new();
        for (at, (name, took)) in done.iter().enumerate() {
            let note = if at == 0 { " (slowest)" } else { "" };
            let _ = writeln!(text, "{:>8.3} s  {name}{note}", took.as_secs_f64());
        }
        text
    }
}

impl Line {
    /// A line that appears if it is still needed after a while.
    fn soon() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        let (needed, ended) = mpsc::channel::<()>();
        let shown = bar.clone();
        let waiting = std::thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self { bar, needed: Some(needed), waiting: Some(waiting) }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.needed = None;
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_stage_comes_first_and_stages_of_one_name_are_one() {
        let second = Duration::from_secs(1);
        let mut progress = Progress {
            done: vec![("reading".to_owned(), second), ("writing".to_owned(), 2 * second)],
            ..Progress::default()
        };
        let lines = "   2.000 s  writing (slowest)\n   1.000 s  reading\n";
        assert_eq!(progress.timings(), lines);
        progress.current =
            Instant::now().checked_sub(3 * second).map(|begin| ("reading".to_owned(), begin));
        progress.end();
        assert!(progress.timings().contains(" s  reading (slowest)\n"), "{}", progress.timings());
        assert_eq!(progress.done.len(), 2);
    }
}
