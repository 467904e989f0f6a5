//! Values behind keys and dashes: text and quotes.

use std::ops::Range;

use super::{Block, COLON, Checked, Held, Lines, ends_key, key_length};
use crate::diagnostic::Diagnostic;
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
        if self.ends_line(end)? {
            return Ok(end);
        }
        let rest = self.rest_of_line(end);
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

    /// Whether nothing stands behind a closed value. What people leave there by mistake is reported.
    pub(super) fn ends_line(&self, end: usize) -> Checked<bool> {
        let rest = self.rest_of_line(end);
        if rest.starts_with('#') {
            return Err(self.comment_without_space(end));
        }
        if rest.trim() == "," {
            return Err(self.comma_behind(end));
        }
        Ok(is_end(rest))
    }

    pub(super) fn comma_behind(&self, end: usize) -> Box<Diagnostic> {
        let at = end + self.rest_of_line(end).find(',').unwrap_or_default();
        let problem = self.problem(at..at + 1, "a comma behind a value", "no bracket is open here");
        Box::new(problem.help("remove it").fix(self.span(end, at + 1), ""))
    }

    pub(super) fn comment_without_space(&self, at: usize) -> Box<Diagnostic> {
        let problem =
            self.problem(at..at + 1, "no space before a comment", "this begins a comment");
        Box::new(problem.help("put a space in front of the `#`").fix(self.span(at, at), " "))
    }

    /// The end of a text in quotes.
    pub(super) fn quoted(&self, start: usize, column: usize) -> Checked<usize> {
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
    pub(super) fn shallow(&self, start: usize, column: usize) -> Option<Range<usize>> {
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
    pub(super) fn leaves(&self, start: usize, column: usize) -> bool {
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

    pub(super) fn unclosed(&self, start: usize, what: &str) -> Box<Diagnostic> {
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

    pub(super) fn begins_with(&self, start: usize, end: usize, sign: &str) -> Box<Diagnostic> {
        let shown = if sign == "`" { "a backtick".to_owned() } else { format!("`{sign}`") };
        let message = format!("text that begins with {shown} needs quotes");
        let problem =
            self.problem(start..start + sign.len(), message, "this sign means something to YAML");
        let end = start + self.rest(start, end).trim_end().len();
        Box::new(self.quote(*problem, start..end))
    }

    /// Adds quotes around a text as the way out.
    pub(super) fn quote(&self, problem: Diagnostic, place: Range<usize>) -> Diagnostic {
        let text = self.rest(place.start, place.end);
        let quoted = if text.contains(['"', '\\']) {
            format!("'{}'", text.replace('\'', "''"))
        } else {
            format!("\"{text}\"")
        };
        problem.help("put it in quotes").fix(self.span(place.start, place.end), quoted)
    }

    pub(super) fn rest_of_line(&self, at: usize) -> &str {
        let line = self.file.line(self.file.line_at(at));
        self.rest(at, line.end)
    }
}

/// Whether nothing is left of a line but a comment.
fn is_end(rest: &str) -> bool {
    let content = rest.trim_start();
    content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
}
