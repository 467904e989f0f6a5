//! The files of a description, and where in them a byte stands.

use std::ops::Range;

use crate::Span;

/// One file of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as shown to people, such as `spec/pets/api.yaml`.
    pub path: String,
    /// What stands in the file.
    pub text: Vec<u8>,
}

/// All files of a description, sorted by path, so that the order in which a folder lists them changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

/// A file whose lines are known.
#[derive(Clone, Debug)]
pub struct File {
    path: String,
    text: String,
    /// Set where the file is no UTF-8: everything before this byte of `text` is as in the file.
    broken_at: Option<usize>,
    line_starts: Vec<usize>,
    /// How many characters stand in front of every [`STRIDE`]th byte, so that columns in a long line are found fast.
    characters: Vec<usize>,
}

const STRIDE: usize = 1024;

/// The byte order mark in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A place for people: both numbers count from 1, and columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path of the file.
    pub path: String,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Sources {
    /// Takes the files in any order.
    #[must_use]
    pub fn new(mut sources: Vec<Source>) -> Self {
        sources.sort_by(|left, right| left.path.cmp(&right.path));
        let files = sources.into_iter().map(File::new).collect();
        Self { files }
    }

    /// The same files under other paths, for those who look at them from elsewhere.
    #[must_use]
    pub fn with_paths(&self, path: impl Fn(&str) -> String) -> Self {
        let files = self.files.iter().map(|file| File { path: path(&file.path), ..file.clone() });
        Self { files: files.collect() }
    }

    /// The file that spans with this `source` point into.
    #[must_use]
    pub fn get(&self, source: u32) -> Option<&File> {
        self.files.get(usize::try_from(source).ok()?)
    }

    /// Where a span begins.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        self.locate(span, span.start)
    }

    /// Where a span ends: the place behind its last character.
    #[must_use]
    pub fn end_location(&self, span: Span) -> Location {
        self.locate(span, span.end)
    }

    /// The text that a span covers; empty for a span of no file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).and_then(|file| file.text.get(span.range())).unwrap_or_default()
    }

    /// What stands in front of a span on its line.
    pub(crate) fn before(&self, span: Span) -> &str {
        self.get(span.source)
            .and_then(|file| {
                let start = span.start as usize;
                file.text.get(file.line_starts[file.line_at(start)]..start)
            })
            .unwrap_or_default()
    }

    /// The files with the numbers that spans know them by.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &File)> {
        (0..).zip(&self.files)
    }

    fn locate(&self, span: Span, offset: u32) -> Location {
        let Some(file) = self.get(span.source) else {
            return Location { path: String::new(), line: 1, column: 1 };
        };
        let offset = offset as usize;
        let line = file.line_at(offset);
        Location {
            path: file.path.clone(),
            line: line + 1,
            column: file.characters_before(offset) - file.characters_before(file.line_starts[line])
                + 1,
        }
    }
}

impl File {
    fn new(source: Source) -> Self {
        let mut text = source.text;
        // Some editors put a mark in front of a file to say that it is UTF-8: it is no character of the first line.
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        let (text, broken_at) = match String::from_utf8(text) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(valid))
            }
        };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let bytes = text.as_bytes().chunks(STRIDE);
        let characters = bytes.scan(0, |before, chunk| {
            let here = *before;
            *before += count_characters(chunk);
            Some(here)
        });
        Self { path: source.path, characters: characters.collect(), text, broken_at, line_starts }
    }

    /// Path as shown to people.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text without a byte order mark, with a replacement character for each run of bytes that is no UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first byte that is no UTF-8.
    pub(crate) fn broken_at(&self) -> Option<usize> {
        self.broken_at
    }

    /// Index of the line that holds a byte, counted from 0.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(before) = self.characters.get(offset / STRIDE) else {
            // The text is a multiple of the stride long, and this is its end.
            return self.text.chars().count();
        };
        let rest = &self.text.as_bytes()[offset - offset % STRIDE..offset];
        before + count_characters(rest)
    }

    /// Bytes of a line, its line break left out.
    pub(crate) fn line(&self, index: usize) -> Range<usize> {
        let start = self.line_starts.get(index).copied();
        let start = start.unwrap_or(self.text.len());
        let next = self.line_starts.get(index + 1).copied();
        let end = next.unwrap_or(self.text.len());
        let line = &self.text[start..end];
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }
}

/// Counts the first bytes of characters.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_count_characters_from_one() {
        let sources = Sources::new(vec![Source {
            path: "a.yaml".to_owned(),
            text: "é: x\r\n🔑 y\n".into(),
        }]);
        for (start, line, column) in
            [(0, 1, 1), (2, 1, 2), (4, 1, 4), (7, 2, 1), (11, 2, 2), (14, 3, 1)]
        {
            let location = sources.location(Span::new(0, start, start));
            assert_eq!((location.line, location.column), (line, column), "byte {start}");
        }
        let long = "é".repeat(2 * STRIDE);
        let sources_of_one_line =
            Sources::new(vec![Source { path: "b.yaml".to_owned(), text: long.into() }]);
        for (start, column) in [(0, 1), (2046, 1024), (2048, 1025), (4096, 2049)] {
            let location = sources_of_one_line.location(Span::new(0, start, start));
            assert_eq!((location.line, location.column), (1, column), "byte {start}");
        }
        let marked = Source { path: "c.yaml".to_owned(), text: "\u{FEFF}é: x".into() };
        let marked = Sources::new(vec![marked]);
        assert_eq!(marked.slice(Span::new(0, 4, 5)), "x");
        assert_eq!(marked.location(Span::new(0, 4, 5)).column, 4);
        assert_eq!(sources.slice(Span::new(0, 7, 11)), "🔑");
        assert_eq!(sources.slice(Span::new(3, 7, 11)), "");
    }
}
