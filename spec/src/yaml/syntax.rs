//! Explains syntax errors in terms of what was typed. The YAML reader reports its internal state, often a line or two too late.
//!
//! The lines before that place are looked at once more, with less knowledge of YAML and more of typical errors.

mod bare;
mod bracket;
mod column;
mod moved;
mod value;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::File;
use crate::{Span, rule};

/// The first mistake up to the line where the reader stopped.
pub(super) fn explain(source: u32, file: &File, stopped: Span) -> Option<Diagnostic> {
    let mut lines = Lines { source, file, state: State::default(), trial: None };
    let mistake = *lines.read(0, usize::MAX).err()?;
    let line = file.line_at(mistake.span()?.start as usize);
    (line <= file.line_at(stopped.start as usize)).then_some(mistake)
}

type Checked<T> = Result<T, Box<Diagnostic>>;

/// The lines of a file, read from the top.
struct Lines<'a> {
    source: u32,
    file: &'a File,
    state: State,
    /// Set while it is tried whether the lines make sense with one of them moved.
    trial: Option<moved::Trial>,
}

/// What is known of the lines above the one that is read.
#[derive(Clone, Default)]
struct State {
    /// Maps and lists that stand around the line, from the outermost one on.
    levels: Vec<Level>,
    last: Option<Entry>,
    block: Option<Block>,
}

/// Entries at one column, below one key.
#[derive(Clone)]
struct Level {
    column: usize,
    kind: Kind,
    first: Range<usize>,
    count: usize,
    /// Whether any of its keys has a value without parts, and a map.
    holds: [bool; 2],
    keys: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Map,
}

/// A text behind `|` or `>`, line by line.
#[derive(Clone)]
struct Block {
    /// How deep its key is indented: its lines are deeper.
    column: usize,
    /// How deep its first line is indented, once that is known.
    content: Option<usize>,
}

/// A key or a dash, and what stands behind it.
#[derive(Clone)]
struct Entry {
    /// Where it stands, from the beginning of the file.
    at: usize,
    end: usize,
    column: usize,
    value: Held,
    /// The first line below it that holds text and no key.
    bare: Option<(usize, usize)>,
}

/// What stands behind a key or a dash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Nothing,
    /// Text without quotes, which goes on in lines that are indented deeper.
    Text,
    /// Text behind `|` or `>`, whose lines are indented so far once there is one.
    Block(Option<usize>),
    /// Something that has an end.
    Whole,
}

impl Held {
    /// Whether a line below that is indented deeper would be more of it.
    fn is_open_text(self) -> bool {
        matches!(self, Self::Text | Self::Block(_))
    }
}

impl Lines<'_> {
    /// Reads lines from one on, to the end of the text or the first entry at or behind `until`. Returns where it stopped.
    fn read(&mut self, mut index: usize, until: usize) -> Checked<usize> {
        let count = self.file.line_at(self.file.text().len()) + 1;
        while index < count.min(until) {
            let range = self.file.line(index);
            let line = &self.file.text()[range.clone()];
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let is_marker =
                indent == 0 && ["---", "...", "%"].iter().any(|mark| line.starts_with(mark));
            if line.starts_with('%')
                && !self.text(range.end..self.file.text().len()).contains("\n---")
            {
                let problem =
                    self.problem(range, "a directive without `---`", "nothing needs this");
                return Err(Box::new(problem.help("remove the line")));
            }
            let is_empty = content.is_empty() || content.starts_with('#') || is_marker;
            if !is_empty && !self.is_in_block(range.end - content.len(), range.end, indent)? {
                self.state.block = None;
                self.note_line(index, indent);
                let end = self.line(range.end - content.len(), range.end, indent)?;
                index = self.file.line_at(end);
            }
            index += 1;
        }
        Ok(index)
    }

    /// Whether a line belongs to a block text.
    fn is_in_block(&mut self, start: usize, end: usize, indent: usize) -> Checked<bool> {
        let Some(block) = self.state.block.as_mut().filter(|block| block.column < indent) else {
            return Ok(false);
        };
        let (column, content) = (block.column, *block.content.get_or_insert(indent));
        if let Some(Entry { value: Held::Block(known), .. }) = &mut self.state.last {
            *known = Some(content).filter(|content| *content > 0);
        }
        if content <= indent {
            return Ok(true);
        }
        let line = self.rest(start, end);
        if let Some(key) = key_length(line) {
            if crate::document::is_key(&line[..key])
                && let Some(moved) = self.moved(start)
            {
                return Err(self.misplaced(moved.place, moved.column, Some(moved.meant)));
            }
            let nearest = if indent - column < content - indent { column } else { content };
            return Err(self.misplaced(start..start + key, indent, Some(nearest)));
        }
        let problem = self.problem(
            start..start + line.trim_end().len(),
            "a line of a text that is indented less than the first one",
            format!("indented by {}", spaces(indent)),
        );
        let fix = " ".repeat(content - indent);
        let help = format!("indent it by {}", spaces(content));
        Err(Box::new(problem.help(help).fix(self.span(start, start), fix)))
    }

    /// Reads a line with content, and those into which a value of it goes on. Returns where it ended.
    fn line(&mut self, start: usize, end: usize, indent: usize) -> Checked<usize> {
        let last = self.state.last.as_ref();
        if !last.is_some_and(|last| last.value == Held::Text && last.column < indent) {
            self.refuse_lookalikes(start, end)?;
        }
        let (mut at, mut column) = (start, indent);
        while self.rest(at, end).starts_with("- ") || self.rest(at, end) == "-" {
            self.open(Kind::List, at, at + 1, column)?;
            let rest = self.rest(at + 1, end);
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            at += 1 + spaces;
            column += 1 + spaces;
        }
        if let Some(key) = key_length(self.rest(at, end)) {
            self.open(Kind::Map, at, at + key, column)?;
            let colon = at + self.rest(at, end)[key..].find(':').unwrap_or_default() + key;
            let end = self.value(colon + 1, end, column)?;
            let value = self.rest(colon + 1, end).trim_start();
            let is_map = value.is_empty() || value.starts_with(['{', '#']);
            self.note_value(is_map, self.text(at..at + key).to_owned());
            return Ok(end);
        }
        if at > start {
            if let Some(last) = &mut self.state.last {
                last.bare = Some((at, end));
            }
            return self.value(at, end, column);
        }
        self.bare(at, end, indent)
    }

    fn problem(
        &self,
        place: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Box<Diagnostic> {
        let span = self.span(place.start, place.end);
        Box::new(Diagnostic::error(rule::YAML_SYNTAX, message).label(span, label))
    }

    fn rest(&self, at: usize, end: usize) -> &str {
        self.file.text().get(at..end).unwrap_or_default()
    }

    fn text(&self, range: Range<usize>) -> &str {
        self.file.text().get(range).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.source, byte(start), byte(end))
    }
}

const COLON: &str = "text with a colon and a space needs quotes";

fn spaces(count: usize) -> String {
    match count {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        _ => format!("{count} spaces"),
    }
}

/// The length of the key that a line begins with, without its colon.
fn key_length(line: &str) -> Option<usize> {
    let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let end = line[1..].find(quote)? + 2;
        return line[end..].trim_start().starts_with(':').then_some(end);
    }
    if line.starts_with(['[', '{', '#', '?']) {
        return None;
    }
    let colon = line.match_indices(':').map(|(at, _)| at);
    let colon = colon.into_iter().find(|at| ends_key(&line[at + 1..]))?;
    let comment = line.find(" #").unwrap_or(line.len());
    (colon < comment).then(|| line[..colon].trim_end().len())
}

/// Whether a colon with this behind it ends a key.
fn ends_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\r', '\n'])
}

#[cfg(test)]
mod tests;
