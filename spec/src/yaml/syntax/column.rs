//! Keys and dashes, and the columns at which they stand.

use std::ops::Range;

use super::{COLON, Checked, Entry, Held, Kind, Level, Lines, key_length, spaces};
use crate::diagnostic::Diagnostic;
use crate::document::is_id;

impl Lines<'_> {
    /// Takes note of a key or dash at a column, which has to be that of the others around it.
    pub(super) fn open(&mut self, kind: Kind, at: usize, end: usize, column: usize) -> Checked<()> {
        self.note_entry(column);
        let mut closed = None;
        while let Some(level) = self.state.levels.last() {
            // A list may stand below its key without being indented.
            let is_list_of_key =
                kind == Kind::Map && level.kind == Kind::List && level.column == column;
            if level.column <= column && !(is_list_of_key && self.is_below_key(column)) {
                break;
            }
            closed = self.state.levels.pop();
        }
        match self.state.levels.last_mut() {
            Some(top) if top.column == column && top.kind == kind => top.count += 1,
            _ => {
                self.check_new(closed.as_ref(), kind, at..end, column)?;
                self.note_level(kind, column);
                let (first, keys) = (at..end, Vec::new());
                let level = Level { column, kind, first, count: 1, holds: [false; 2], keys };
                self.state.levels.push(level);
            }
        }
        self.state.last = Some(Entry { at, end, column, value: Held::Nothing, bare: None });
        Ok(())
    }

    fn is_below_key(&self, column: usize) -> bool {
        let mut levels = self.state.levels.iter().rev().skip(1);
        levels.next().is_some_and(|level| level.column == column && level.kind == Kind::Map)
    }

    /// Whether a map or list can begin here.
    fn check_new(
        &self,
        closed: Option<&Level>,
        kind: Kind,
        place: Range<usize>,
        column: usize,
    ) -> Checked<()> {
        let Some(top) = self.state.levels.last() else {
            let is_first = self.state.last.is_none();
            return if is_first { Ok(()) } else { Err(self.out_of_line(place, column, &[closed])) };
        };
        if let Some(last) = self.state.last.as_ref().filter(|last| last.value == Held::Text)
            && let Some((at, end)) = last.bare
            && closed.is_none()
            && last.column < column
        {
            return Err(self.lacks_colon(at, end));
        }
        let last = self.state.last.as_ref();
        let is_value = last.is_some_and(|last| last.value == Held::Nothing);
        match closed {
            // One level has ended, and this column is that of no other.
            Some(closed) if top.column < column => {
                Err(self.out_of_line(place, column, &[Some(closed), Some(top)]))
            }
            _ if is_value => Ok(()),
            _ if top.column == column => Err(self.side_by_side(top, kind, place)),
            _ => Err(self.too_deep(top, place, column)),
        }
    }

    /// A dash among keys, or a key among dashes.
    fn side_by_side(&self, top: &Level, kind: Kind, place: Range<usize>) -> Box<Diagnostic> {
        let end = self.file.line(self.file.line_at(place.start)).end;
        if kind == Kind::Map && self.rest(place.start, end).starts_with('-') {
            return self.lacks_colon(place.start, end);
        }
        if kind == Kind::Map && self.has_dash_below(place.end, top.column) {
            return self.misplaced(place, top.column, Some(top.column + 2));
        }
        if kind == Kind::List
            && let Some(moved) = self.moved(place.start)
            && moved.place.start < place.start
        {
            return self.misplaced(moved.place, moved.column, Some(moved.meant));
        }
        // The dash is surplus where it stands in front of the first of several keys, or of one of them.
        let dash = if kind == Kind::List { Some(place.start) } else { None };
        let dash = dash.or(Some(top.first.start).filter(|_| top.count == 1));
        let has_key = |at: usize| {
            let end = self.file.line(self.file.line_at(at)).end;
            key_length(self.rest(at + 1, end).trim_start()).is_some()
        };
        let last = self.state.last.as_ref();
        let problem = |place| {
            self.problem(
                place,
                "an entry of a list and a key stand side by side",
                "everything at this column has to be one or the other",
            )
        };
        match (dash.filter(|at| has_key(*at)), last) {
            (Some(dash), _) => {
                let line = self.file.line_at(dash);
                let end = self.file.line(line).end;
                let entry = self.rest(dash + 1, end).trim();
                let below = self.text(self.file.line(line + 1));
                let indent = below.len() - below.trim_start().len();
                let id = entry.strip_prefix("name: ").or_else(|| entry.strip_prefix("id: "));
                let span = self.span(dash, end);
                let problem = problem(dash..dash + 1);
                Box::new(
                    match id.filter(|id| is_id(id) && dash < self.file.line(line).start + indent) {
                        Some(id) => problem
                            .help("an entry of a map begins with its id")
                            .fix(span, format!("{id}:")),
                        None => problem.help("remove the dash").fix(span, entry),
                    },
                )
            }
            (None, Some(last)) if kind == Kind::List && last.value.is_open_text() => {
                self.list_below_text(place, last)
            }
            _ => problem(place),
        }
    }

    /// Whether a list at a column goes on below a place.
    fn has_dash_below(&self, at: usize, column: usize) -> bool {
        let text = self.text(self.file.line(self.file.line_at(at)).end..self.file.text().len());
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let indents = lines.map(|line| (line.len() - line.trim_start_matches(' ').len(), line));
        let mut within = indents.take_while(|(indent, _)| *indent >= column);
        within.any(|(indent, line)| indent == column && line[indent..].starts_with("- "))
    }

    /// A dash below a key that has a text already.
    fn list_below_text(&self, place: Range<usize>, last: &Entry) -> Box<Diagnostic> {
        let key = self.text(last.at..last.end);
        let problem = self.problem(
            place,
            "a list below a key that has a text as its value",
            "an entry of a list and a key cannot stand side by side",
        );
        let problem = problem.label(self.span(last.at, last.end), "this key has a text already");
        let help = format!(
            "to make it part of the text, write `|` behind `{key}:` and indent all lines of the text below it"
        );
        Box::new(problem.help(help))
    }

    /// A key below one that has a value already.
    fn too_deep(&self, top: &Level, place: Range<usize>, column: usize) -> Box<Diagnostic> {
        let Some(last) = &self.state.last else { return self.out_of_line(place, column, &[]) };
        let (name, before) = (self.text(place.clone()), self.text(last.at..last.end));
        if name.contains(' ') && last.value == Held::Text {
            let end = place.end;
            let problem = self.problem(end..end + 1, COLON, "this colon ends a key");
            return Box::new(problem.help("put the text in quotes, or `>-` in front of it"));
        }
        let own = self.span(place.start, place.end);
        let problem = self.out_of_line(place, column, &[Some(top)]);
        if problem.span() != Some(own) {
            return problem;
        }
        Box::new(
            problem
                .label(self.span(last.at, last.end), format!("`{before}` has its value already")),
        )
    }

    /// A key or dash at a column that is none of those around it, or the one before it that was moved.
    pub(super) fn out_of_line(
        &self,
        place: Range<usize>,
        column: usize,
        around: &[Option<&Level>],
    ) -> Box<Diagnostic> {
        if let Some(moved) = self.moved(place.start) {
            return self.misplaced(moved.place, moved.column, Some(moved.meant));
        }
        let columns = around.iter().flatten().map(|level| level.column);
        let nearest = columns.min_by_key(|other| other.abs_diff(column));
        self.misplaced(place, column, nearest)
    }

    pub(super) fn misplaced(
        &self,
        place: Range<usize>,
        column: usize,
        meant: Option<usize>,
    ) -> Box<Diagnostic> {
        let name = self.text(place.clone());
        let label = format!("indented by {}", spaces(column));
        let problem = self.problem(
            place.clone(),
            format!("`{name}` is not in line with what is around it"),
            label,
        );
        let Some(meant) = meant else { return problem };
        let problem = problem.help(format!("indent it by {}", spaces(meant)));
        let line = self.file.line(self.file.line_at(place.start)).start;
        if !self.text(line..place.start).trim().is_empty() {
            return Box::new(problem);
        }
        let (surplus, lack) = (column.saturating_sub(meant), meant.saturating_sub(column));
        let span = self.span(place.start.saturating_sub(surplus), place.start);
        Box::new(problem.fix(span, " ".repeat(lack)))
    }
}
