//! Lines without a key: more of the text above them, a key without its colon, or text at the wrong column.

use super::{Checked, Entry, Held, Lines, key_length};
use crate::diagnostic::Diagnostic;
use crate::document::is_key;
use crate::lookalike::{self, lookalike};

impl Lines<'_> {
    /// A line of text without a key: more of the value before it, or else a mistake.
    pub(super) fn bare(&mut self, at: usize, end: usize, column: usize) -> Checked<usize> {
        if self.state.last.is_none() && self.rest(at, end).starts_with(['{', '[']) {
            return self.value(at, end, column);
        }
        let Some(last) = self.state.last.as_mut().filter(|last| last.column < column) else {
            return Err(self.stray(at, end));
        };
        match last.value {
            Held::Nothing => {
                last.bare = Some((at, end));
                let owner = last.column;
                self.value(at, end, owner)
            }
            Held::Text => Ok(end),
            Held::Block(_) | Held::Whole => Err(self.lacks_colon(at, end)),
        }
    }

    /// A line that is indented no deeper than the last key: a text that goes on there, or a key.
    fn stray(&self, at: usize, end: usize) -> Box<Diagnostic> {
        let line = self.text(at..end);
        let comment =
            ["//", "/*", "<!--", "--", ";"].into_iter().find(|sign| line.starts_with(sign));
        if let Some(sign) = comment {
            let place = at..at + sign.len();
            let span = self.span(place.start, place.end);
            let problem = self.problem(place, "a comment begins with `#`", "this is none to YAML");
            return Box::new(problem.help("write it like this").fix(span, "#"));
        }
        let word = line.split([' ', ':', '=']).next().unwrap_or_default();
        let is_prose = line.contains(' ')
            && !line[word.len()..].trim_start().starts_with([':', '='])
            && !is_key(word)
            && !line.starts_with(['-', ']', '}', ',']);
        match &self.state.last {
            Some(last) if is_prose && last.value != Held::Whole => self.wrapped(at, end, last),
            _ => self.lacks_colon(at, end),
        }
    }

    /// A text whose next line is not indented.
    fn wrapped(&self, at: usize, end: usize, last: &Entry) -> Box<Diagnostic> {
        let owner = match self.text(last.at..last.end) {
            "-" => "the entry above".to_owned(),
            key => format!("`{key}`"),
        };
        let indent = match last.value {
            Held::Block(Some(content)) => content,
            _ => last.column + 2,
        };
        let first = self.file.line_at(at);
        let lines = (first..).map_while(|index| {
            let line = self.text(self.file.line(index));
            let content = line.trim();
            let is_text = !content.is_empty()
                && line.len() - line.trim_start().len() <= last.column
                && !content.starts_with(['-', '#'])
                && (index == first || content.contains(' '))
                && key_length(content).is_none();
            is_text.then_some((index, content))
        });
        let lines: Vec<_> = lines.collect();
        let until = lines.last().map_or(first, |(index, _)| *index);
        let indented: Vec<_> =
            lines.iter().map(|(_, content)| format!("{:indent$}{content}", "")).collect();
        let start = self.file.line(first).start;
        let end_of_fix = {
            let range = self.file.line(until);
            range.start + self.text(range).trim_end().len()
        };
        let problem = self.problem(
            at..at + self.text(at..end).trim_end().len(),
            "a line of text at the column of keys",
            "this is no key",
        );
        let word = self.text(at..end).split(' ').next().unwrap_or_default();
        let problem = problem
            .label(self.span(last.at, last.end), "text of this is indented deeper")
            .help(format!("indent it to make it part of {owner}"))
            .fix(self.span(start, end_of_fix), indented.join("\n"))
            .help(format!("if `{word}` is a key, write `: ` behind it"));
        Box::new(problem)
    }

    pub(super) fn lacks_colon(&self, at: usize, end: usize) -> Box<Diagnostic> {
        let line = self.text(at..end);
        if let Some(entry) = line.strip_prefix('-') {
            let problem = self.problem(
                at..at + 1,
                "no space behind a dash",
                "this is no entry of a list yet",
            );
            return Box::new(
                problem.help("write it like this").fix(self.span(at, end), format!("- {entry}")),
            );
        }
        if line.starts_with([']', '}', ',']) {
            let sign = &line[..1];
            return self.problem(
                at..at + 1,
                format!("`{sign}` stands alone"),
                "no list or map in brackets is open here",
            );
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '=');
        let word = line.find(ends).unwrap_or(line.len());
        let place = at..at + word;
        let rest = line[word..].trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let sign = at + line.len() - rest.len();
            let problem = self.problem(
                sign..sign + 1,
                format!("`=` in place of the colon of `{}`", &line[..word]),
                "a key ends with a colon and a space",
            );
            let value = value.trim_start_matches([' ', '>']);
            let fix =
                format!("{}:{}{value}", &line[..word], if value.is_empty() { "" } else { " " });
            return Box::new(problem.help("write it like this").fix(self.span(at, end), fix));
        }
        let rest = rest.trim_start_matches(':').trim_start();
        let (name, joint) = (&line[..word], if rest.is_empty() { "" } else { " " });
        let message = if line[word..].starts_with(':') {
            format!("no space behind the colon of `{name}`")
        } else {
            format!("no colon behind `{name}`")
        };
        let problem = self.problem(place, message, "a key ends with a colon and a space");
        let fix = format!("{name}:{joint}{rest}");
        Box::new(problem.help("write it like this").fix(self.span(at, end), fix))
    }

    /// Refuses characters that look like the signs of a key or dash, and like the spaces around it.
    pub(super) fn refuse_lookalikes(&self, at: usize, end: usize) -> Checked<()> {
        let line = self.text(at..end);
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_-$".contains(c);
        let lead = line.find(|c: char| !c.is_whitespace()).unwrap_or_default();
        let word = lead + line[lead..].find(|c: char| !is_word(c)).unwrap_or(line.len() - lead);
        let behind = line[word..].strip_prefix(':').map(|rest| line.len() - rest.len());
        if line.starts_with("* ") {
            let problem = self.problem(at..at + 1, "`*` in place of `-`", "this begins an alias");
            let problem = problem.help("an entry of a list begins with a dash");
            return Err(Box::new(problem.fix(self.span(at, at + 1), "-")));
        }
        if line.starts_with("-{") || line.starts_with("-[") || line.starts_with("-\"") {
            return Err(self.lacks_colon(at, end));
        }
        let dash = lookalike(line.chars().next().unwrap_or_default());
        let is_dash = dash.is_some_and(|found| found.meant == '-')
            && line.chars().nth(1).is_some_and(char::is_whitespace);
        let place = |from: usize| {
            let character = line[from..].chars().next()?;
            Some((from, lookalike(character)?, character.len_utf8()))
        };
        let found = match place(0).filter(|(_, found, _)| is_dash || found.meant == ' ') {
            Some(found) => Some(found),
            None if word > lead => match behind {
                Some(behind) => place(behind).filter(|(_, found, _)| found.meant == ' '),
                None => place(word).filter(|(_, found, _)| found.meant == ':'),
            },
            None => None,
        };
        let Some((from, found, length)) = found else { return Ok(()) };
        let span = self.span(at + from, at + from + length);
        let diagnostic = lookalike::refuse(found, span);
        if found.meant == ' ' {
            let rest = &line[from..];
            let run = rest.len() - rest.trim_start().len();
            let fix = lookalike::replaced(&rest[..run]);
            return Err(Box::new(diagnostic.fix(self.span(at + from, at + from + run), fix)));
        }
        let rest = &line[from + length..];
        let lacks_space = found.meant == ':' && !rest.is_empty() && !rest.starts_with(' ');
        Err(Box::new(if lacks_space { diagnostic.fix(span, ": ") } else { diagnostic }))
    }
}
