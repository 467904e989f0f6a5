//! Lists and maps in brackets.

use super::{COLON, Checked, Lines, ends_key};
use crate::diagnostic::Diagnostic;
use crate::foreign;

/// How many lines between brackets are looked at for the one that closes them.
const MAX_SHALLOW: usize = 40;

impl Lines<'_> {
    /// A list or map in brackets, behind which the line has to end.
    pub(super) fn bracketed_value(&self, start: usize, column: usize) -> Checked<usize> {
        let end = self.bracketed(start, column)?;
        if self.ends_line(end)? {
            return Ok(end);
        }
        let rest = self.rest_of_line(end);
        let line_end = end + rest.trim_end().len();
        if rest.trim_start().starts_with([']', '}']) {
            let at = line_end - rest.trim().len();
            let sign = self.rest(at, at + 1);
            return Err(self.problem(
                at..at + 1,
                format!("`{sign}` closes nothing"),
                "no bracket is open here",
            ));
        }
        Err(self.begins_with(start, line_end, self.rest(start, start + 1)))
    }

    /// The end of a list or map in brackets.
    fn bracketed(&self, start: usize, column: usize) -> Checked<usize> {
        let text = self.file.text();
        let mut open = Vec::new();
        // Where the value of the entry begins, and whether a value can begin here.
        let (mut colon, mut is_start) = (None, true);
        // The first line that is indented no deeper than the key.
        let mut shallow = None;
        let mut at = start;
        while let Some(character) = text[at..].chars().next() {
            let next = at + character.len_utf8();
            at = match character {
                '"' | '\'' if is_start => self.quoted_entry(at, column)?,
                '[' | '{' if is_start => {
                    open.push((at, colon.take()));
                    next
                }
                '[' | '{' => return Err(self.text_in_brackets(at, "a bracket")),
                ']' | '}' => {
                    let (opened, before) = open.pop().unwrap_or((start, None));
                    self.refuse_other_partner(opened, at)?;
                    if open.is_empty() {
                        open.push((opened, before));
                        let lines = shallow.and_then(|at| self.shallow_lines(at, &open, column));
                        return lines.map_or(Ok(next), Err);
                    }
                    colon = before;
                    next
                }
                ':' if ends_key(&text[next..]) => {
                    if let Some(first) = colon {
                        return Err(self.lacks_comma(first, at));
                    }
                    colon = Some(next);
                    next
                }
                '#' if text[..at].ends_with([' ', '\n']) => at + self.rest_of_line(at).len(),
                '@' | '`' | '%' if is_start => {
                    return Err(self.begins_with(at, self.end_of_text(at), &text[at..next]));
                }
                ',' if is_start && colon.is_none() => {
                    return Err(self.lone_comma(at));
                }
                '\n' if self.leaves(next, column) => {
                    if let Some(lines) = self.shallow_lines(next, &open, column) {
                        return Err(lines);
                    }
                    break;
                }
                '\n' => {
                    shallow = shallow.or_else(|| self.shallow(next, column).map(|_| next));
                    next
                }
                _ => next,
            };
            match character {
                ',' => (colon, is_start) = (None, true),
                ':' | '[' | '{' => is_start = true,
                character if character.is_whitespace() => {}
                _ => is_start = false,
            }
        }
        Err(self.unclosed(open.last().map_or(start, |(at, _)| *at), "bracket"))
    }

    /// Lines between brackets that are indented no deeper than the key, if the bracket is closed on one of them.
    fn shallow_lines(
        &self,
        at: usize,
        open: &[(usize, Option<usize>)],
        column: usize,
    ) -> Option<Box<Diagnostic>> {
        // At the top of a file, lines cannot be deeper than a key.
        self.state.last.as_ref()?;
        let (opened, _) = open.first()?;
        let close = if self.rest(*opened, opened + 1) == "[" { ']' } else { '}' };
        let first = self.file.line_at(at);
        let lines: Vec<_> =
            (first..first + MAX_SHALLOW).map(|index| self.text(self.file.line(index))).collect();
        let last = lines.iter().position(|line| line.trim_start().starts_with(close))?;
        let indent = column + 2;
        let deeper: Vec<_> =
            lines[..=last].iter().map(|line| format!("{:indent$}{}", "", line.trim())).collect();
        let place = self.shallow(at, column)?;
        let end = self.file.line(first + last).start + lines[last].trim_end().len();
        let problem = self.problem(
            place,
            "a line between brackets that is not indented",
            "this stands no deeper than the key in front of the bracket",
        );
        let help = format!("indent all lines up to the `{close}`");
        Some(Box::new(
            problem.help(help).fix(self.span(self.file.line(first).start, end), deeper.join("\n")),
        ))
    }

    fn quoted_entry(&self, start: usize, column: usize) -> Checked<usize> {
        let end = self.quoted(start, column)?;
        let rest = self.file.text()[end..].trim_start();
        if self.rest_of_line(end).starts_with('#') {
            return Err(self.comment_without_space(end));
        }
        if rest.is_empty() || rest.starts_with([',', ']', '}', ':', '#']) {
            return Ok(end);
        }
        if self.file.line_at(start) < self.file.line_at(end) {
            return Err(self.unclosed(start, "quote"));
        }
        let problem =
            self.problem(end - 1..end, "text behind a closing quote", "the text ends here");
        Err(Box::new(problem.help("put a comma behind it, or the whole text in quotes")))
    }

    fn refuse_other_partner(&self, opened: usize, closed: usize) -> Checked<()> {
        let (open, close) = (self.rest(opened, opened + 1), self.rest(closed, closed + 1));
        if matches!((open, close), ("[", "]") | ("{", "}")) {
            return Ok(());
        }
        let problem = self.problem(
            closed..closed + 1,
            format!("`{close}` closes no `{open}`"),
            "this is no partner",
        );
        Err(Box::new(problem.label(self.span(opened, opened + 1), "of this")))
    }

    /// Two colons in one entry: a comma is missing between two entries, or the quotes of a text.
    fn lacks_comma(&self, first: usize, second: usize) -> Box<Diagnostic> {
        let value = self.rest(first, second);
        let words = value.trim();
        let last = words.rfind(char::is_whitespace).map(|at| words[at..].trim());
        let start = second - value.len() + (value.len() - value.trim_start().len());
        match last {
            Some(key) if crate::document::is_id(key) => {
                let at = second - value.trim_end().len()
                    + value.trim_end().rfind(key).unwrap_or_default();
                let at = at + (value.trim_end().len() - value.len());
                let place = at..at + key.len();
                let before = start + words.len() - key.len();
                let before = before
                    - (words.len() - key.len() - words[..words.len() - key.len()].trim_end().len());
                let problem = self.problem(
                    place,
                    format!("no comma in front of `{key}`"),
                    "a new entry seems to begin here",
                );
                let problem =
                    problem.help("write a comma, or put the text in quotes if this belongs to it");
                Box::new(problem.fix(self.span(before, before), ","))
            }
            _ => {
                let problem = self.problem(second..second + 1, COLON, "this colon ends a key");
                Box::new(self.quote(*problem, start..self.end_of_text(start)))
            }
        }
    }

    /// A bracket in a text without quotes, such as a type of another language.
    fn text_in_brackets(&self, at: usize, what: &str) -> Box<Diagnostic> {
        let problem = self.problem(
            at..at + 1,
            format!("text with {what} needs quotes here"),
            "this begins a list or map",
        );
        let line = self.file.line(self.file.line_at(at));
        let start = self.text(line.start..at).rfind(": ").map(|colon| line.start + colon + 2);
        let start = start.unwrap_or(at);
        let mut depth = 0_usize;
        let ends = |character: char| {
            match character {
                '<' | '[' | '(' => depth += 1,
                '>' | ']' | ')' if depth > 0 => depth -= 1,
                ',' | '}' | ']' if depth == 0 => return true,
                _ => {}
            }
            false
        };
        let rest = self.rest(start, line.end);
        let text = rest[..rest.find(ends).unwrap_or(rest.len())].trim_end();
        let place = start..start + text.len();
        Box::new(match foreign::translate(text) {
            Some(found) => {
                problem.suggest(self.span(place.start, place.end), Some(&found.expression))
            }
            None if place.contains(&at) => self.quote(*problem, place),
            None => problem.help("put the text in quotes"),
        })
    }

    /// Where a text without quotes ends that stands in brackets.
    fn end_of_text(&self, start: usize) -> usize {
        let line = self.rest_of_line(start);
        let length = line.find([',', ']', '}']).unwrap_or(line.len());
        start + line[..length].trim_end().len()
    }

    fn lone_comma(&self, at: usize) -> Box<Diagnostic> {
        let message = "a comma with nothing in front of it";
        let problem = self.problem(at..at + 1, message, "an entry is missing here");
        Box::new(problem.help("remove it").fix(self.span(at, at + 1), ""))
    }
}
