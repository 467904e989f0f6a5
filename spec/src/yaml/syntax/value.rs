//! Values behind keys and dashes: text, quotes, brackets.

use std::ops::Range;

use super::{Block, COLON, Checked, Held, Lines, ends_key, key_length};
use crate::diagnostic::Diagnostic;
use crate::foreign;
use crate::lookalike::{self, lookalike};

impl Lines<'_> {
    /// Reads the value of the last key or dash, which is indented to `column`. Returns where it ends.
    pub(super) fn value(&mut self, start: usize, end: usize, column: usize) -> Checked<usize> {
        let rest = self.rest(start, end);
        let start = end - rest.trim_start().len();
        let rest = self.rest(start, end);
        let (held, end) = match rest.chars().next() {
            None | Some('#') => return Ok(end),
            Some('"' | '\'') => (Held::Whole, self.quoted_value(start, column)?),
            Some('[' | '{') => (Held::Whole, self.bracketed_value(start, column)?),
            Some(sign @ ('|' | '>')) => {
                let header =
                    rest[1..].trim_start_matches(|c: char| "+-".contains(c) || c.is_ascii_digit());
                if !is_end(header) {
                    return Err(self.begins_with(start, end, &sign.to_string()));
                }
                let is_sized = rest[1..].contains(|c: char| c.is_ascii_digit());
                self.state.block = Some(Block { column, content: is_sized.then_some(0) });
                (Held::Block(None), end)
            }
            Some(sign @ ('@' | '`' | '%' | ',' | ']' | '}')) => {
                return Err(self.begins_with(start, end, &sign.to_string()));
            }
            Some(sign @ ('-' | '?' | ':' | '&' | '*' | '!')) if ends_key(&rest[1..]) => {
                return Err(self.begins_with(start, end, &sign.to_string()));
            }
            Some('&' | '*' | '!') => (Held::Whole, end),
            Some(first) => {
                if let Some(found) = lookalike(first).filter(|it| matches!(it.meant, '[' | '{')) {
                    let span = self.span(start, start + first.len_utf8());
                    let fix = lookalike::replaced(rest.trim_end());
                    let whole = self.span(start, start + rest.trim_end().len());
                    return Err(Box::new(lookalike::refuse(found, span).fix(whole, fix)));
                }
                self.refuse_colon(start, end)?;
                (Held::Text, end)
            }
        };
        if let Some(last) = &mut self.state.last {
            last.value = held;
        }
        Ok(end)
    }

    fn refuse_colon(&self, start: usize, end: usize) -> Checked<()> {
        let rest = self.rest(start, end);
        let text = &rest[..rest.find(" #").unwrap_or(rest.len())];
        let mut colons = text.match_indices(':').map(|(at, _)| at);
        let Some(colon) = colons.find(|at| ends_key(&text[at + 1..])) else {
            return Ok(());
        };
        let written = text.trim_end();
        let quotes = lookalike::refuse_quotes(written, self.span(start, start + written.len()));
        if let Some(quotes) = quotes {
            return Err(Box::new(quotes));
        }
        let problem =
            self.problem(start + colon..start + colon + 1, COLON, "this colon ends a key");
        let line = self.file.line_at(start);
        let below = self.text(self.file.line(line + 1));
        let indent = below.len() - below.trim_start_matches(' ').len();
        let goes_on = self.state.last.as_ref().is_some_and(|last| last.column < indent)
            && !below.trim().is_empty()
            && key_length(below.trim()).is_none();
        if goes_on {
            let fix = format!(">-\n{:indent$}", "");
            let problem = problem.help("write `>-` in front of a text of several lines");
            return Err(Box::new(problem.fix(self.span(start, start), fix)));
        }
        Err(Box::new(self.quote(*problem, start..start + text.trim_end().len())))
    }

    /// A text with quotes around it, behind which the line has to end.
    fn quoted_value(&self, start: usize, column: usize) -> Checked<usize> {
        let end = self.quoted(start, column)?;
        let rest = self.rest_of_line(end);
        if is_end(rest) {
            return Ok(end);
        }
        if rest.starts_with('#') {
            return Err(self.comment_without_space(end));
        }
        if rest.trim() == "," {
            return Err(self.comma_behind(end));
        }
        let quote = &self.rest(start, start + 1);
        if self.file.line_at(start) < self.file.line_at(end) {
            return Err(self.unclosed(start, "quote"));
        }
        let problem = self.problem(
            end..end + rest.trim_end().len(),
            "text behind a closing quote",
            "the text ended before this",
        );
        let problem = problem.label(self.span(end - 1, end), "here");
        Err(Box::new(match *quote {
            "'" => problem.help("between single quotes, write a quote twice: `''`"),
            _ => problem.help("between double quotes, write a quote as `\\\"`; else put the whole text in single quotes"),
        }))
    }

    fn comma_behind(&self, end: usize) -> Box<Diagnostic> {
        let at = end + self.rest_of_line(end).find(',').unwrap_or_default();
        let problem = self.problem(at..at + 1, "a comma behind a value", "no bracket is open here");
        Box::new(problem.help("remove it").fix(self.span(end, at + 1), ""))
    }

    fn comment_without_space(&self, at: usize) -> Box<Diagnostic> {
        let problem =
            self.problem(at..at + 1, "no space before a comment", "this begins a comment");
        Box::new(problem.help("put a space in front of the `#`").fix(self.span(at, at), " "))
    }

    /// The end of a text in quotes.
    fn quoted(&self, start: usize, column: usize) -> Checked<usize> {
        let text = self.file.text();
        let quote = text.as_bytes()[start];
        let mut shallow = None;
        let mut bytes = text.bytes().enumerate().skip(start + 1).peekable();
        while let Some((at, byte)) = bytes.next() {
            if byte == b'\\' && quote == b'"' {
                self.refuse_escape(at)?;
                bytes.next();
            } else if byte == quote {
                if quote == b'"' || bytes.next_if(|(_, next)| *next == quote).is_none() {
                    return match shallow {
                        Some(line) => Err(self.shallow_line(line, column)),
                        None => Ok(at + 1),
                    };
                }
            } else if byte == b'\n' {
                if self.leaves(at + 1, column) {
                    break;
                }
                shallow = shallow.or_else(|| self.shallow(at + 1, column));
            }
        }
        Err(self.unclosed(start, "quote"))
    }

    /// Refuses what is no escape of YAML, such as a path of Windows or a regular expression.
    fn refuse_escape(&self, at: usize) -> Checked<()> {
        let text = &self.file.text()[at + 1..];
        let Some(sign) = text.chars().next() else { return Ok(()) };
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
            | '_' | 'L' | 'P' | '\n' | '\r' | '\t' => 0,
            _ => usize::MAX,
        };
        let code = text.get(1..digits.saturating_add(1)).unwrap_or_default();
        if digits == 0 || (code.len() == digits && code.bytes().all(|it| it.is_ascii_hexdigit())) {
            return Ok(());
        }
        let problem = self.problem(
            at..at + 1 + sign.len_utf8(),
            format!("`\\{sign}` is not an escape"),
            "between double quotes, a backslash begins an escape",
        );
        let problem = problem.help("write a backslash as `\\\\`");
        Err(Box::new(problem.fix(self.span(at, at), "\\").help("or put the text in single quotes")))
    }

    /// The text of a line in quotes that is indented no deeper than the key of the text.
    fn shallow(&self, start: usize, column: usize) -> Option<Range<usize>> {
        let line = self.rest_of_line(start);
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        (indent <= column && !content.trim().is_empty())
            .then(|| start + indent..start + line.trim_end().len())
    }

    fn shallow_line(&self, place: Range<usize>, column: usize) -> Box<Diagnostic> {
        let line = self.file.line(self.file.line_at(place.start)).start;
        let problem = self.problem(
            place.clone(),
            "a line of a text in quotes that is not indented",
            "this stands no deeper than the key of the text",
        );
        let help = format!("indent it by {}", super::spaces(column + 2));
        Box::new(problem.help(help).fix(self.span(line, place.start), " ".repeat(column + 2)))
    }

    /// Whether a line is one of the map around a value, so that the value is over.
    fn leaves(&self, start: usize, column: usize) -> bool {
        let line = self.rest_of_line(start);
        let content = line.trim_start_matches(' ');
        let entry = content.strip_prefix("- ").unwrap_or(content);
        let is_word = |key: &str| {
            key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-$".contains(&byte))
        };
        let is_entry = entry.len() < content.len()
            || key_length(entry).is_some_and(|length| is_word(&entry[..length]));
        line.len() - content.len() <= column && is_entry
    }

    fn unclosed(&self, start: usize, what: &str) -> Box<Diagnostic> {
        let sign = self.rest(start, start + 1);
        let partner = match sign {
            "[" => "]",
            "{" => "}",
            quote => quote,
        };
        let problem = self.problem(
            start..start + 1,
            format!("`{sign}` is never closed"),
            format!("this {what} has no partner"),
        );
        Box::new(problem.help(format!("write `{partner}` where it ends")))
    }

    /// A list or map in brackets, behind which the line has to end.
    fn bracketed_value(&self, start: usize, column: usize) -> Checked<usize> {
        let end = self.bracketed(start, column)?;
        let rest = self.rest_of_line(end);
        if is_end(rest) {
            return Ok(end);
        }
        if rest.starts_with('#') {
            return Err(self.comment_without_space(end));
        }
        if rest.trim() == "," {
            return Err(self.comma_behind(end));
        }
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
                    let what = "a comma with nothing in front of it";
                    let problem = self.problem(at..next, what, "an entry is missing here");
                    return Err(Box::new(problem.help("remove it").fix(self.span(at, next), "")));
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

    fn begins_with(&self, start: usize, end: usize, sign: &str) -> Box<Diagnostic> {
        let shown = if sign == "`" { "a backtick".to_owned() } else { format!("`{sign}`") };
        let message = format!("text that begins with {shown} needs quotes");
        let problem =
            self.problem(start..start + sign.len(), message, "this sign means something to YAML");
        let end = start + self.rest(start, end).trim_end().len();
        Box::new(self.quote(*problem, start..end))
    }

    /// Adds quotes around a text as the way out.
    fn quote(&self, problem: Diagnostic, place: Range<usize>) -> Diagnostic {
        let text = self.rest(place.start, place.end);
        let quoted = if text.contains(['"', '\\']) {
            format!("'{}'", text.replace('\'', "''"))
        } else {
            format!("\"{text}\"")
        };
        problem.help("put it in quotes").fix(self.span(place.start, place.end), quoted)
    }

    /// Where a text without quotes ends that stands in brackets.
    fn end_of_text(&self, start: usize) -> usize {
        let line = self.rest_of_line(start);
        let length = line.find([',', ']', '}']).unwrap_or(line.len());
        start + line[..length].trim_end().len()
    }

    fn rest_of_line(&self, at: usize) -> &str {
        let line = self.file.line(self.file.line_at(at));
        self.rest(at, line.end)
    }
}

/// How many lines between brackets are looked at for the one that closes them.
const MAX_SHALLOW: usize = 40;

/// Whether nothing is left of a line but a comment.
fn is_end(rest: &str) -> bool {
    let content = rest.trim_start();
    content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
}
