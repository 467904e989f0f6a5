//! Workflow commands of GitHub Actions, which show annotations beside the changed lines.

use std::fmt::Write as _;

/// GitHub shows this many annotations of each kind for one step, and drops the others without a word.
const MAX_SHOWN: usize = 10;

/// How loud an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something has to be mended.
    Error,
    /// Somebody has to look at it.
    Warning,
    /// Something to know.
    Notice,
}

/// The annotations of one step, no more than GitHub shows.
#[derive(Debug, Default)]
pub struct Annotations {
    page: String,
    pushed: [usize; 3],
}

impl Kind {
    fn command(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    /// The last notice is left for the summary.
    fn room(self) -> usize {
        if self == Self::Notice { MAX_SHOWN - 1 } else { MAX_SHOWN }
    }
}

impl Annotations {
    /// Adds an annotation, if there is room for one more of its kind. The most important ones come first. `place` is a list
    /// of properties with a comma behind each, such as [`file()`] and numbers of lines.
    pub fn push(&mut self, kind: Kind, place: &str, title: &str, message: &str) {
        let pushed = &mut self.pushed[kind as usize];
        *pushed += 1;
        if *pushed <= kind.room() {
            self.line(kind, place, title, message);
        }
    }

    /// All lines. The last one is a notice, if there is something to sum up or if something had no room.
    #[must_use]
    pub fn finish(mut self, title: &str, summary: &str) -> String {
        let mut parts: Vec<_> =
            (!summary.is_empty()).then(|| summary.to_owned()).into_iter().collect();
        let kinds = [Kind::Error, Kind::Warning, Kind::Notice].into_iter().zip(self.pushed);
        let hidden = kinds.filter_map(|(kind, pushed)| {
            let count = pushed.checked_sub(kind.room()).filter(|count| *count > 0)?;
            let plural = if count == 1 { "" } else { "s" };
            Some(format!("{count} {}{plural}", kind.command()))
        });
        let hidden: Vec<_> = hidden.collect();
        if !hidden.is_empty() {
            parts.push(format!("{} more than GitHub shows", hidden.join(", ")));
        }
        if !parts.is_empty() {
            self.line(Kind::Notice, "", title, &parts.join("; "));
        }
        self.page
    }

    fn line(&mut self, kind: Kind, place: &str, title: &str, message: &str) {
        let (command, title, message) = (kind.command(), property(title), data(message));
        let _ = writeln!(self.page, "::{command} {place}title={title}::{message}");
    }
}

/// The property that names a file.
#[must_use]
pub fn file(path: &str) -> String {
    format!("file={},", property(path))
}

/// A text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_said_than_is_shown_and_the_rest_is_counted() {
        let check = |errors, notices, shown: [usize; 2], summary: &str| {
            let mut annotations = Annotations::default();
            for (kind, count) in [(Kind::Error, errors), (Kind::Notice, notices)] {
                (0..count).for_each(|at| annotations.push(kind, "", "t", &at.to_string()));
            }
            let page = annotations.finish("all", "done");
            let count =
                |command: &str| page.lines().filter(|line| line.starts_with(command)).count();
            assert_eq!([count("::error"), count("::notice")], shown, "{page}");
            assert_eq!(
                page.lines().last(),
                Some(format!("::notice title=all::{summary}").as_str())
            );
        };
        check(10, 9, [10, 10], "done");
        check(11, 12, [10, 10], "done; 1 error, 3 notices more than GitHub shows");
        assert_eq!(Annotations::default().finish("all", ""), "");
    }
}
