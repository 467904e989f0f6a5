//! Documentation comments. Text of the description is plain: paragraphs, lists with `- ` and `code` between backticks
//! keep their meaning, and everything else is shown as typed.

mod inline;
mod limits;
mod links;
mod span;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use inline::code;
use inline::{Word, words};
pub(crate) use limits::limit_sentences;
pub use limits::{ENFORCED, limit_phrases, pattern_lead};
pub(crate) use links::Links;
pub use span::code_span;
pub(crate) use span::is_invisible;

/// Columns of a line of documentation, without its indentation and slashes.
const WIDTH: usize = 92;

/// A documentation comment under construction.
#[derive(Debug, Default)]
pub(crate) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Documentation that opens with this text.
    pub(crate) fn new(text: &str) -> Self {
        Self::default().text(text)
    }

    /// A line of the description that was written without capital and full stop, as a sentence.
    pub(crate) fn sentence(self, text: &str) -> Self {
        let mut characters = text.trim().chars();
        let first = characters.next().map(char::to_uppercase).into_iter().flatten();
        let sentence: String = first.chain(characters).collect();
        let stop = if sentence.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        self.text(&format!("{sentence}{stop}"))
    }

    /// Text of the description, set apart by a blank line.
    pub(crate) fn text(mut self, text: &str) -> Self {
        let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut blocks = Blocks::default();
        for line in text.lines().map(str::trim) {
            blocks.line(line);
        }
        for block in blocks.finish() {
            match block {
                Block::Paragraph(text) => {
                    self.gap();
                    self.wrap("", &words(&text));
                }
                Block::Item { text, first } => {
                    if first {
                        self.gap();
                    }
                    self.wrap("- ", &words(&text));
                }
            }
        }
        self
    }

    /// One line of emitted Markdown, set apart by a blank line.
    pub(crate) fn line(mut self, markdown: impl Into<String>) -> Self {
        self.gap();
        self.lines.push(markdown.into());
        self
    }

    /// Emitted sentences, wrapped, set apart by a blank line. Words are taken as Markdown.
    pub(crate) fn sentences(mut self, markdown: &str) -> Self {
        self.gap();
        self.wrap("", &inline::raw_words(markdown));
        self
    }

    /// A heading.
    pub(crate) fn heading(self, title: &str) -> Self {
        self.line(format!("# {title}"))
    }

    /// A list: each entry opens with emitted Markdown and continues with text of the description.
    pub(crate) fn list(mut self, entries: impl IntoIterator<Item = (String, String)>) -> Self {
        self.gap();
        for (lead, text) in entries {
            let mut all = inline::raw_words(&lead);
            all.extend(words(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
            self.wrap("- ", &all);
        }
        self
    }

    /// A table. Its cells are emitted Markdown, or text of the description converted by [`cell`].
    pub(crate) fn table(
        mut self,
        head: &[&str],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        self.gap();
        let line = |cells: Vec<String>| {
            let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |", cells.join(" | "))
        };
        self.lines.push(line(head.iter().map(|&cell| cell.to_owned()).collect()));
        self.lines.push(format!("|{}", "---|".repeat(head.len())));
        self.lines.extend(rows.into_iter().map(line));
        self
    }

    /// Another comment below this one.
    pub(crate) fn join(mut self, other: &Self) -> Self {
        if !other.lines.is_empty() {
            self.gap();
            self.lines.extend_from_slice(&other.lines);
        }
        self
    }

    /// A block of code, in the language (or with the attributes) of its fence.
    pub(crate) fn code(mut self, fence: &str, code: &[String]) -> Self {
        self.gap();
        self.lines.push(format!("```{fence}"));
        self.lines.extend(code.iter().cloned());
        self.lines.push("```".to_owned());
        self
    }

    /// The comment, before an item.
    pub(crate) fn outer(&self) -> TokenStream {
        let lines = self.spaced();
        quote!(#(#[doc = #lines])*)
    }

    /// The comment, at the top of a file.
    pub(crate) fn inner(&self) -> TokenStream {
        let lines = self.spaced();
        quote!(#(#![doc = #lines])*)
    }

    /// The comment as lines of Markdown.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    fn spaced(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(
            |line| {
                if line.is_empty() { String::new() } else { format!(" {line}") }
            },
        )
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    fn wrap(&mut self, bullet: &str, words: &[Word]) {
        let mut line = bullet.to_owned();
        let mut empty = true;
        for word in words {
            let width = line.chars().count() + 1 + word.text.chars().count();
            if !empty && width > WIDTH {
                let indent = " ".repeat(bullet.len());
                self.lines.push(std::mem::replace(&mut line, indent));
                empty = true;
            }
            if empty {
                line.push_str(&word.at_line_start());
            } else {
                line.push(' ');
                line.push_str(&word.text);
            }
            empty = false;
        }
        self.lines.push(line);
    }
}

/// An id as a heading: `rate_limited` becomes 'Rate limited'.
#[must_use]
pub fn title(id: &str) -> String {
    let words = id.replace('_', " ");
    let (first, rest) = words.split_at(words.len().min(1));
    first.to_uppercase() + rest
}

/// A text of the description as its documentation shows it: how it was wrapped or spaced makes no difference.
#[must_use]
pub fn prose(text: &str) -> String {
    Docs::new(text).lines.join("\n")
}

/// A text of the description as a cell of a table.
pub(crate) fn cell(text: &str) -> String {
    let words = words(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// A documentation comment of one text.
pub(crate) fn outer(text: &str) -> TokenStream {
    Docs::new(text).outer()
}

enum Block {
    Paragraph(String),
    Item { text: String, first: bool },
}

/// Lines of a text, gathered into paragraphs and list entries.
#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    open: bool,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            let first = !(self.open && matches!(self.done.last(), Some(Block::Item { .. })));
            self.done.push(Block::Item { text: item.trim().to_owned(), first });
            self.open = true;
        } else if let (true, Some(Block::Paragraph(text) | Block::Item { text, .. })) =
            (self.open, self.done.last_mut())
        {
            text.push(' ');
            text.push_str(line);
        } else {
            self.done.push(Block::Paragraph(line.to_owned()));
            self.open = true;
        }
    }

    fn finish(self) -> Vec<Block> {
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(Docs::new(text).lines(), expected, "{text:?}");
    }

    #[test]
    fn text_is_shown_as_typed() {
        check("A phone number.", &["A phone number."]);
        check("One.\nStill one.\n\n\nTwo.", &["One. Still one.", "", "Two."]);
        check("Either:\n- a\n- b\n  more\n\nEnd", &["Either:", "", "- a", "- b more", "", "End"]);
        check("use `a_b` and c_d", &["use `a_b` and c\\_d"]);
        check("an `odd one", &["an \\`odd one"]);
        check("a [link] and <b>", &["a \\[link\\] and \\<b\\>"]);
        check("*/ } \" \\ *x*", &["\\*/ } \" \\\\ \\*x\\*"]);
        check("# Heading", &["\\# Heading"]);
        check("1. first", &["1\\. first"]);
        check("    indented", &["indented"]);
        check("```\ncode\n```", &["\\`\\`\\` code \\`\\`\\`"]);
        check("see https://example.com/a_b.", &["see <https://example.com/a_b>."]);
        check("[page](https://example.com/a).", &["\\[page\\](<https://example.com/a>)."]);
        check("at https://example.com/<id>.", &["at `https://example.com/<id>.`"]);
        check("at SomeName, yes", &["at SomeName, yes"]);
        check("Map<SomeName>, f()", &["Map\\<SomeName\\>, f()"]);
        check("odd`SomeName", &["odd\\`SomeName"]);
        check("--- or ===", &["\\--- or ==="]);
        check("a\u{202e}b", &["ab"]);
        check("می\u{200c}خواهم 👩\u{200d}💻", &["می\u{200c}خواهم 👩\u{200d}💻"]);
    }

    #[test]
    fn no_line_begins_within_code() {
        let default = format!("x {} - <img src=x onerror=alert(1)> `` # y", "word ".repeat(30));
        let docs = Docs::default().sentences(&format!("It assumes {}.", code(&default)));
        let [first, second] = docs.lines() else { panic!("two lines, and not {docs:?}") };
        assert_eq!((first.as_str(), second), ("It assumes", &format!("```{default}```.")));
    }

    #[test]
    fn long_lines_are_wrapped() {
        let docs = Docs::new(&"- word ".repeat(40));
        assert!(docs.lines().iter().all(|line| line.len() <= WIDTH + 2), "{docs:?}");
        assert!(docs.lines().len() > 2);
    }
}
