//! What a person did where the YAML reader gave up. The reader names states of its own, often a line or two too late.
//!
//! The lines before that place are looked at once more, with less knowledge of YAML and more of mistakes.

mod value;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::File;
use crate::{Span, rule};

/// The first mistake up to the line where the reader stopped.
pub(super) fn explain(source: u32, file: &File, stopped: Span) -> Option<Diagnostic> {
    let mut lines = Lines { source, file, levels: Vec::new(), last: None, block: None };
    let mistake = *lines.read().err()?;
    let line = file.line_at(mistake.span()?.start as usize);
    (line <= file.line_at(stopped.start as usize)).then_some(mistake)
}

type Checked<T> = Result<T, Box<Diagnostic>>;

/// The lines of a file, read from the top.
struct Lines<'a> {
    source: u32,
    file: &'a File,
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
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Map,
}

/// A text behind `|` or `>`, line by line.
struct Block {
    /// How deep its key is indented: its lines are deeper.
    column: usize,
    /// How deep its first line is indented, once that is known.
    content: Option<usize>,
}

/// A key or a dash, and what stands behind it.
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
    /// Something that has an end.
    Whole,
}

impl Lines<'_> {
    fn read(&mut self) -> Checked<()> {
        let mut index = 0;
        let count = self.file.line_at(self.file.text().len()) + 1;
        while index < count {
            let range = self.file.line(index);
            let line = &self.file.text()[range.clone()];
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let is_marker =
                indent == 0 && ["---", "...", "%"].iter().any(|mark| line.starts_with(mark));
            let is_empty = content.is_empty() || content.starts_with('#') || is_marker;
            if !is_empty && !self.is_in_block(range.end - content.len(), range.end, indent)? {
                self.block = None;
                let end = self.line(range.end - content.len(), range.end, indent)?;
                index = self.file.line_at(end);
            }
            index += 1;
        }
        Ok(())
    }

    /// Whether a line belongs to a block text.
    fn is_in_block(&mut self, start: usize, end: usize, indent: usize) -> Checked<bool> {
        let Some(block) = self.block.as_mut().filter(|block| block.column < indent) else {
            return Ok(false);
        };
        let (column, content) = (block.column, *block.content.get_or_insert(indent));
        if content <= indent {
            return Ok(true);
        }
        let line = self.rest(start, end);
        let word = key_length(line).or(line.find(' ')).unwrap_or(line.len());
        let level = |column| Level { column, kind: Kind::Map, first: start..start, count: 2 };
        let levels = [level(column), level(content)];
        Err(self.out_of_line(start..start + word, indent, &levels.each_ref().map(Some)))
    }

    /// Reads a line with content, and those into which a value of it goes on. Returns where it ended.
    fn line(&mut self, start: usize, end: usize, indent: usize) -> Checked<usize> {
        let (mut at, mut column) = (start, indent);
        while self.rest(at, end).starts_with("- ") || self.rest(at, end) == "-" {
            self.open(Kind::List, at, at + 1, column)?;
            let rest = self.rest(at + 1, end);
            let spaces = rest.len() - rest.trim_start().len();
            at += 1 + spaces;
            column += 1 + spaces;
        }
        if let Some(key) = key_length(self.rest(at, end)) {
            self.open(Kind::Map, at, at + key, column)?;
            let colon = at + self.rest(at, end)[key..].find(':').unwrap_or_default() + key;
            return self.value(colon + 1, end, column);
        }
        if at > start {
            if let Some(last) = &mut self.last {
                last.bare = Some((at, end));
            }
            return self.value(at, end, column);
        }
        self.bare(at, end, indent)
    }

    /// A line of text without a key: more of the value before it, or else a key without its colon.
    fn bare(&mut self, at: usize, end: usize, column: usize) -> Checked<usize> {
        let Some(last) = self.last.as_mut().filter(|last| last.column < column) else {
            return Err(self.lacks_colon(at, end));
        };
        match last.value {
            Held::Nothing => {
                last.bare = Some((at, end));
                let owner = last.column;
                self.value(at, end, owner)
            }
            Held::Text => Ok(end),
            Held::Whole => Err(self.lacks_colon(at, end)),
        }
    }

    /// Takes note of a key or dash at a column, which has to be that of the others around it.
    fn open(&mut self, kind: Kind, at: usize, end: usize, column: usize) -> Checked<()> {
        let mut closed = None;
        while let Some(level) = self.levels.last() {
            // A list may stand below its key without being indented.
            let is_list_of_key =
                kind == Kind::Map && level.kind == Kind::List && level.column == column;
            if level.column <= column && !(is_list_of_key && self.is_below_key(column)) {
                break;
            }
            closed = self.levels.pop();
        }
        match self.levels.last_mut() {
            Some(top) if top.column == column && top.kind == kind => top.count += 1,
            _ => {
                self.check_new(closed.as_ref(), at..end, column)?;
                self.levels.push(Level { column, kind, first: at..end, count: 1 });
            }
        }
        self.last = Some(Entry { at, end, column, value: Held::Nothing, bare: None });
        Ok(())
    }

    fn is_below_key(&self, column: usize) -> bool {
        let mut levels = self.levels.iter().rev().skip(1);
        levels.next().is_some_and(|level| level.column == column && level.kind == Kind::Map)
    }

    /// Whether a map or list can begin here.
    fn check_new(&self, closed: Option<&Level>, place: Range<usize>, column: usize) -> Checked<()> {
        let Some(top) = self.levels.last() else {
            let is_first = self.last.is_none();
            return if is_first { Ok(()) } else { Err(self.out_of_line(place, column, &[closed])) };
        };
        if let Some(last) = self.last.as_ref().filter(|last| last.value == Held::Text)
            && let Some((at, end)) = last.bare
            && closed.is_none()
            && last.column < column
        {
            return Err(self.lacks_colon(at, end));
        }
        let is_value = self.last.as_ref().is_some_and(|last| last.value == Held::Nothing);
        match closed {
            // One level has ended, and this column is that of no other.
            Some(closed) if top.column < column => {
                Err(self.out_of_line(place, column, &[Some(closed), Some(top)]))
            }
            _ if is_value => Ok(()),
            _ if top.column == column => Err(self.problem(
                place,
                "an entry of a list and a key stand side by side",
                "everything at this column has to be one or the other",
            )),
            _ => Err(self.too_deep(top, place, column)),
        }
    }

    /// A key below one that has a value already.
    fn too_deep(&self, top: &Level, place: Range<usize>, column: usize) -> Box<Diagnostic> {
        let Some(last) = &self.last else { return self.out_of_line(place, column, &[]) };
        let (name, before) = (self.text(place.clone()), self.text(last.at..last.end));
        if name.contains(' ') && last.value == Held::Text {
            let end = place.end;
            let problem = self.problem(end..end + 1, COLON, "this colon ends a key");
            return Box::new(problem.help("put the text in quotes, or `>-` in front of it"));
        }
        let problem = self.out_of_line(place, column, &[Some(top)]);
        Box::new(
            problem
                .label(self.span(last.at, last.end), format!("`{before}` has its value already")),
        )
    }

    /// A key or dash at a column that is none of those around it.
    fn out_of_line(
        &self,
        place: Range<usize>,
        column: usize,
        around: &[Option<&Level>],
    ) -> Box<Diagnostic> {
        // The first entry of several is only told to be out of line by those behind it: that is the one at an odd column.
        let is_odd = |level: &&&Level| level.count == 1 && level.column % 2 > column % 2;
        let odd = around.iter().flatten().find(is_odd);
        let (place, column, nearest) = if let Some(first) = odd {
            (first.first.clone(), first.column, Some(column))
        } else {
            let columns = around.iter().flatten().map(|level| level.column);
            (place, column, columns.min_by_key(|other| other.abs_diff(column)))
        };
        let name = self.text(place.clone());
        let label = format!("indented by {}", spaces(column));
        let problem = self.problem(
            place.clone(),
            format!("`{name}` is not in line with what is around it"),
            label,
        );
        let Some(nearest) = nearest else { return problem };
        let problem = problem.help(format!("indent it by {}", spaces(nearest)));
        let line = self.file.line(self.file.line_at(place.start)).start;
        if !self.text(line..place.start).trim().is_empty() {
            return Box::new(problem);
        }
        let (surplus, lack) = (column.saturating_sub(nearest), nearest.saturating_sub(column));
        let span = self.span(place.start - surplus, place.start);
        Box::new(problem.fix(span, " ".repeat(lack)))
    }

    fn lacks_colon(&self, at: usize, end: usize) -> Box<Diagnostic> {
        let line = self.text(at..end);
        let word = line.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(line.len());
        let place = at..at + word;
        let rest = line[word..].trim_start_matches(':').trim_start();
        let (name, joint) = (&line[..word], if rest.is_empty() { "" } else { " " });
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
        let message = if line[word..].starts_with(':') {
            format!("no space behind the colon of `{name}`")
        } else {
            format!("no colon behind `{name}`")
        };
        let problem = self.problem(place, message, "a key ends with a colon and a space");
        let fix = format!("{name}:{joint}{rest}");
        Box::new(problem.help("write it like this").fix(self.span(at, end), fix))
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
