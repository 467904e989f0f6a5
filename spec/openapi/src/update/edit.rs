//! Changes of a file as edits of its text, so that whatever does not change stays as it was typed.

use restwright_spec::{Node, Spanned, Value};

use super::comments::{end_of, line_start, next_line};
use super::merge::{Change, Changes, New};
use super::tree::is_flow;
use crate::node::Look as _;
use crate::yaml::{Entries, Yaml, write_entries, write_value};

/// A new text of a part of the file.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

/// Carries out changes of a whole file.
pub(super) fn edited(text: &str, root: &Node, changes: &Changes) -> String {
    let mut editor = Editor { text, edits: Vec::new() };
    if is_flow(text, root) {
        let mut whole = String::new();
        if let Yaml::Map(entries, _) = editor.rebuilt(root, changes) {
            write_entries(&mut whole, &entries, 0);
        }
        let range = root.span.range();
        editor.edits.push(Edit { start: range.start, end: range.end, text: whole });
    } else {
        editor.block(root, changes, true);
    }
    editor.finish()
}

struct Editor<'a> {
    text: &'a str,
    edits: Vec<Edit>,
}

impl Editor<'_> {
    /// Changes a map that has an entry on each line.
    fn block(&mut self, node: &Node, changes: &Changes, is_root: bool) {
        let entries = node.entries();
        let Some((first, _)) = entries.first() else { return };
        let indent = self.indent(first);
        for (index, change) in &changes.at {
            let Some((key, value)) = entries.get(*index) else { continue };
            match change {
                Change::Delete => {
                    let start = line_start(self.text, key.span.start as usize);
                    let end = next_line(self.text, end_of(self.text, key, value));
                    self.edits.push(Edit { start, end, text: String::new() });
                }
                Change::Replace(new) => self.replace(key, value, new),
                Change::Within(inner) => {
                    let is_block = !value.entries().is_empty() && !is_flow(self.text, value);
                    if is_block {
                        self.block(value, inner, false);
                    } else {
                        let new = self.rebuilt(value, inner);
                        self.replace(key, value, &new);
                    }
                }
            }
        }
        for new in &changes.new {
            self.insert(entries, new, indent, is_root);
        }
    }

    fn indent(&self, key: &Spanned<String>) -> usize {
        let start = key.span.start as usize;
        start - line_start(self.text, start)
    }

    /// Puts a new entry behind another one, or in front of the first.
    fn insert(
        &mut self,
        entries: &[(Spanned<String>, Node)],
        new: &New,
        indent: usize,
        is_root: bool,
    ) {
        let mut text = String::new();
        write_entries(&mut text, &[(new.key.clone(), new.value.clone())], indent);
        let place = match new.after.and_then(|index| entries.get(index)) {
            Some((key, value)) => self.behind(key, value, indent),
            None => self.above(&entries[0].0),
        };
        let is_spaced = is_root || self.is_spaced(entries);
        let is_behind = new.after.is_some();
        match (is_spaced, is_behind) {
            (true, true) => text.insert(0, '\n'),
            (true, false) => text.push('\n'),
            (false, _) => {}
        }
        if place == self.text.len() && !self.text.ends_with('\n') {
            text.insert(0, '\n');
        }
        self.edits.push(Edit { start: place, end: place, text });
    }

    /// Behind an entry, and behind comments that are indented like what belongs to it.
    fn behind(&self, key: &Spanned<String>, value: &Node, indent: usize) -> usize {
        let mut place = next_line(self.text, end_of(self.text, key, value));
        loop {
            let rest = self.text.get(place..).unwrap_or_default();
            let line = rest.lines().next().unwrap_or_default();
            let comment = line.trim_start();
            if !comment.starts_with('#') || line.len() - comment.len() <= indent {
                return place;
            }
            place = next_line(self.text, place);
        }
    }

    /// Above an entry and the comments about it.
    fn above(&self, key: &Spanned<String>) -> usize {
        let mut place = line_start(self.text, key.span.start as usize);
        while place > 0 {
            let before = line_start(self.text, place - 1);
            let line = self.text[before..place].trim_start();
            if !line.starts_with('#') {
                break;
            }
            place = before;
        }
        place
    }

    /// Whether the first two entries of a map have an empty line between them.
    fn is_spaced(&self, entries: &[(Spanned<String>, Node)]) -> bool {
        let [(key, value), (next, _), ..] = entries else { return false };
        let end = next_line(self.text, end_of(self.text, key, value));
        let between = self.text.get(end..line_start(self.text, next.span.start as usize));
        between.unwrap_or_default().lines().any(|line| line.trim().is_empty())
    }

    /// Gives a key another value. A comment behind it stays.
    fn replace(&mut self, key: &Spanned<String>, value: &Node, new: &Yaml) {
        let start = key.span.end as usize;
        let end = end_of(self.text, key, value);
        let old = self.text.get(start..end).unwrap_or_default();
        let new = match new {
            Yaml::List(elements) if old.contains('\n') && !is_flow(self.text, value) => {
                Yaml::Block(elements.clone())
            }
            new => new.clone(),
        };
        let indent = self.indent(key);
        let mut text = String::from(":");
        write_value(&mut text, &new, indent, key.value.len());
        text.truncate(text.trim_end().len());
        let mut end = end;
        // A comment behind a key goes with the first line of the value, one behind the value stays there.
        let behind_key = old.split_once('\n').and_then(|(line, _)| comment_of(line));
        let mut comment = behind_key.map(ToOwned::to_owned);
        if text.contains('\n') && comment.is_none() {
            let line = self.text.get(end..).unwrap_or_default().lines().next().unwrap_or_default();
            comment = comment_of(line).map(ToOwned::to_owned);
            end += comment.as_ref().map_or(0, |_| line.trim_end().len());
        }
        if let Some(comment) = comment {
            let at = text.find('\n').unwrap_or(text.len());
            text.insert_str(at, &format!(" {comment}"));
        }
        self.edits.push(Edit { start, end, text });
    }

    /// A map in braces or a list with its changes.
    fn rebuilt(&self, node: &Node, changes: &Changes) -> Yaml {
        if let Value::List(elements) = &node.value {
            let unnamed = |node: &Node| (Spanned::new(String::new(), node.span), node.clone());
            let entries = self.entries(&elements.iter().map(unnamed).collect::<Vec<_>>(), changes);
            return Yaml::List(entries.into_iter().map(|(_, value)| value).collect());
        }
        Yaml::Map(self.entries(node.entries(), changes), true)
    }

    fn entries(&self, old: &[(Spanned<String>, Node)], changes: &Changes) -> Entries {
        let mut entries = Entries::new();
        let insert = |entries: &mut Entries, after: Option<usize>| {
            let new = changes.new.iter().filter(|new| new.after == after);
            entries.extend(new.map(|new| (new.key.clone(), short(&new.value))));
        };
        insert(&mut entries, None);
        for (index, (key, value)) in old.iter().enumerate() {
            let new = match changes.at.get(&index) {
                Some(Change::Delete) => None,
                Some(Change::Replace(new)) => Some(short(new)),
                Some(Change::Within(inner)) => Some(self.rebuilt(value, inner)),
                None => Some(self.as_written(value)),
            };
            entries.extend(new.map(|new| (key.value.clone(), new)));
            insert(&mut entries, Some(index));
        }
        entries
    }

    /// A value as it is typed.
    fn as_written(&self, node: &Node) -> Yaml {
        match &node.value {
            Value::Map(map) => {
                let entries =
                    map.iter().map(|(key, value)| (key.value.clone(), self.as_written(value)));
                Yaml::Map(entries.collect(), true)
            }
            Value::List(list) => Yaml::List(list.iter().map(|one| self.as_written(one)).collect()),
            Value::Null => Yaml::Raw("null".to_owned()),
            Value::String(text) => match self.text.get(node.span.range()) {
                Some(written) if !written.contains('\n') && !written.is_empty() => {
                    Yaml::Raw(written.to_owned())
                }
                _ => Yaml::text(text),
            },
            _ => Yaml::Raw(self.text.get(node.span.range()).unwrap_or_default().to_owned()),
        }
    }

    fn finish(mut self) -> String {
        let is_crlf = self.text.contains("\r\n");
        self.edits.sort_by_key(|edit| (edit.start, edit.end));
        let mut text = String::new();
        let mut position = 0;
        for edit in self.edits {
            text.push_str(self.text.get(position..edit.start).unwrap_or_default());
            let new = if is_crlf { edit.text.replace('\n', "\r\n") } else { edit.text };
            text.push_str(&new);
            position = position.max(edit.end);
        }
        text.push_str(self.text.get(position..).unwrap_or_default());
        text
    }
}

/// The comment at the end of a line, if one stands behind the key or value.
fn comment_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let at = line.find('#')?;
    let is_comment = line[..at].trim_end_matches([' ', ':', '|', '>', '-', '+']).is_empty();
    Some(&line[at..]).filter(|_| is_comment)
}

/// A value that may stand in one line.
fn short(value: &Yaml) -> Yaml {
    match value {
        Yaml::Map(entries, _) => Yaml::Map(
            entries.iter().map(|(key, value)| (key.clone(), short(value))).collect(),
            true,
        ),
        Yaml::Block(elements) => Yaml::List(elements.iter().map(short).collect()),
        value => value.clone(),
    }
}
