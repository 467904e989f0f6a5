//! YAML text as a small tree in which every key and value carries its span.
//!
//! The reader behind it is asked to be strict and to keep everything: keys given twice reach the tree, `<<` is a key like any
//! other, and only `true` and `false` are booleans.

mod raw;
mod shape;
mod syntax;

use std::borrow::Cow;
use std::iter;

use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Error, budget::BudgetBreach};

use crate::diagnostic::{Diagnostic, Report};
use crate::source::File;
use crate::{Number, Span, Spanned, rule};
use raw::RawNode;

/// How deep lists and maps may stand in each other.
const MAX_DEPTH: usize = 64;
/// The same in a document of another language.
const MAX_FOREIGN_DEPTH: usize = 256;

/// A value and its place. Of a list or map that is written as a block, the place is where its entries stand.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// A YAML value.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number of 64 bits.
    Integer(i64),
    /// Any other number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// In the order of the text, keys given twice included.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What it is, for a message.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("the boolean {value}"),
            Self::Integer(value) => format!("the number {value}"),
            Self::Number(value) => format!("the number {value:?}"),
            Self::String(_) => "text".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }
}

/// Reads one file. `None` if it is invalid, after reporting it.
pub(crate) fn parse(source: u32, file: &File, report: &mut Report) -> Option<Node> {
    match serde_yaml::from_str_with_options::<RawNode>(file.text(), options()) {
        Ok(raw) => {
            let mut own = Report::default();
            let tree = shape::shape(source, file.text(), raw, &mut own);
            // What stands behind a sign that is none to YAML, nobody has written as YAML reads it.
            let is_meant = !own.breaks(rule::YAML_SYNTAX);
            report.append(own);
            is_meant.then_some(tree)
        }
        Err(error) => {
            report.push(diagnose(source, file, &error));
            None
        }
    }
}

/// Reads a file of another language, which may use all of YAML: anchors, aliases, merge keys, tags and numbers of any size.
/// `None` if it is no YAML, after reporting it.
pub(crate) fn parse_foreign(source: u32, file: &File, report: &mut Report) -> Option<Node> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: MAX_FOREIGN_DEPTH,
            max_nodes: 8 << 20,
            max_events: 16 << 20,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        leading_zero_numbers_as_strings: true,
        strict_booleans: true,
        with_snippet: false,
    };
    let text = printable(file.text());
    match serde_yaml::from_str_with_options::<RawNode>(&text, options) {
        // What a description refuses, such as a number that loses digits, is no problem of the other language.
        Ok(raw) => Some(shape::shape(source, &text, raw, &mut Report::default())),
        Err(error) => {
            report.push(diagnose(source, file, &error));
            None
        }
    }
}

/// JSON permits characters that YAML does not. Each becomes as many spaces as it has bytes, so that every place stays.
fn printable(text: &str) -> Cow<'_, str> {
    let is_odd = |character: char| matches!(character, '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}');
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character.len_utf8() {
            bytes if is_odd(character) => printable.extend(iter::repeat_n(' ', bytes)),
            _ => printable.push(character),
        }
    }
    Cow::Owned(printable)
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        // As many nodes as a file of the greatest size can hold: the size alone is the limit.
        budget: serde_yaml::budget! {
            max_depth: MAX_DEPTH,
            max_anchors: 0,
            max_aliases: 0,
            max_nodes: 8 << 20,
            max_events: 16 << 20,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        strict_booleans: true,
        strict_indentation: true,
        with_snippet: false,
    }
}

fn diagnose(source: u32, file: &File, error: &Error) -> Diagnostic {
    let span =
        error.location().map_or(Span::new(source, 0, 0), |location| place(source, file, location));
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            let message = format!("lists and maps stand more than {MAX_DEPTH} levels deep");
            Diagnostic::error(rule::TOO_DEEP, message).label(span, "one level too many")
        }
        Error::Budget { breach: BudgetBreach::Anchors { .. }, .. } => {
            Diagnostic::error(rule::ANCHOR, "an anchor (`&name`) is not allowed")
                .label(word_before(file, span), "this is an anchor")
                .help("write the value out, or share it as one of `parameters` or `types`")
        }
        Error::UnknownAnchor { .. }
        | Error::Budget { breach: BudgetBreach::Aliases { .. }, .. } => {
            Diagnostic::error(rule::ALIAS, "an alias (`*name`) is not allowed")
                .label(word_at(file, span), "this is an alias")
                .help("write the value out; put text that begins with `*` in quotes")
        }
        Error::MultipleDocuments { .. } => {
            Diagnostic::error(rule::SECOND_DOCUMENT, "a second YAML document in one file")
                .label(span, "it begins here")
                .help("remove the line `---`, or put what follows into a file of its own")
        }
        error => syntax::explain(source, file, span).unwrap_or_else(|| {
            Diagnostic::error(rule::YAML_SYNTAX, "this is not YAML").label(span, sentence(error))
        }),
    }
}

/// Where the reader says that it stopped. It does not always know the byte, but always line and column.
fn place(source: u32, file: &File, location: serde_yaml::Location) -> Span {
    let line = file.line(usize::try_from(location.line()).unwrap_or(1).saturating_sub(1));
    let text = &file.text()[line.clone()];
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let mut characters = text.char_indices().skip(column);
    let (at, length) = match characters.next() {
        Some((at, character)) => (at, character.len_utf8()),
        None => (text.len(), 0),
    };
    let byte = |at: usize| u32::try_from(line.start + at).unwrap_or(u32::MAX);
    Span::new(source, byte(at), byte(at + length))
}

/// The word that begins where the reader stopped.
fn word_at(file: &File, span: Span) -> Span {
    let rest = file.text().get(span.start as usize..).unwrap_or_default();
    let length =
        rest.find(|character: char| character.is_whitespace() || ",]}".contains(character));
    let length = u32::try_from(length.unwrap_or(rest.len())).unwrap_or_default();
    Span::new(span.source, span.start, span.start + length)
}

/// The word in front of the value where the reader stopped.
fn word_before(file: &File, span: Span) -> Span {
    let before = file.text().get(..span.start as usize).unwrap_or_default().trim_end();
    let start =
        before.rfind(|character: char| character.is_whitespace() || "[{,".contains(character));
    let byte = |at: usize| u32::try_from(at).unwrap_or(span.start);
    Span::new(span.source, byte(start.map_or(0, |at| at + 1)), byte(before.len()))
}

/// The reader's own words without the place that it puts behind them.
fn sentence(error: &Error) -> String {
    let text = error.to_string();
    let sentence = text.rsplit_once(" at line ").map_or(text.as_str(), |(sentence, _)| sentence);
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, Sources};

    /// The tree as one line, each value behind what stands at its span.
    fn show(text: &str) -> String {
        let text = text.as_bytes().to_vec();
        let path = "a.yaml".to_owned();
        let sources = Sources::new(vec![Source { path, text }]);
        let mut report = Report::default();
        let file = sources.get(0).expect("a file");
        let tree = parse(0, file, &mut report).expect("a tree");
        assert!(report.finish().is_empty());
        show_node(&sources, &tree)
    }

    fn show_node(sources: &Sources, node: &Node) -> String {
        let raw = sources.slice(node.span);
        match &node.value {
            Value::List(list) => {
                let list: Vec<_> = list.iter().map(|entry| show_node(sources, entry)).collect();
                format!("[{}]", list.join(" "))
            }
            Value::Map(map) => {
                let map = map.iter().map(|(key, value)| {
                    assert_eq!(sources.slice(key.span), key.value);
                    format!("{}={}", key.value, show_node(sources, value))
                });
                format!("{{{}}}", map.collect::<Vec<_>>().join(" "))
            }
            value => format!("{raw}~{value:?}"),
        }
    }

    #[test]
    fn everything_reaches_the_tree_as_it_was_written() {
        for (text, expected) in [
            ("a: 1\na: 2\n", "{a=1~Integer(1) a=2~Integer(2)}"),
            ("<<: { a: 1 }\n", "{<<={a=1~Integer(1)}}"),
            ("200: x\ntrue: y\n", "{200=x~String(\"x\") true=y~String(\"y\")}"),
            (
                "[yes, true, 'true']",
                "[yes~String(\"yes\") true~Bool(true) 'true'~String(\"true\")]",
            ),
            (
                "['5', 5, 007, 1_0]",
                "['5'~String(\"5\") 5~Integer(5) 007~String(\"007\") 1_0~String(\"1_0\")]",
            ),
            (
                "[1.5, 9223372036854775807, 0.1e-9]",
                "[1.5~Number(Number(\"1.5\")) 9223372036854775807~Integer(9223372036854775807) 0.1e-9~Number(Number(\"0.1e-9\"))]",
            ),
            ("[~, null, 0x1f]", "[~~Null null~Null 0x1f~Integer(31)]"),
            ("é: \"🔑\" # c\n", "{é=\"🔑\"~String(\"🔑\")}"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_and_maps_end_behind_their_last_entry() {
        for (text, expected) in [
            ("a: { b: [1, 2 ] }  # c\n", "{ b: [1, 2 ] }"),
            ("a:\n  - b: 1\n    c: 2\n\n# end\n", "b: 1\n    c: 2"),
        ] {
            let text = text.as_bytes().to_vec();
            let path = "a.yaml".to_owned();
            let sources = Sources::new(vec![Source { path, text }]);
            let file = sources.get(0).expect("a file");
            let tree = parse(0, file, &mut Report::default()).expect("a tree");
            let Value::Map(map) = &tree.value else {
                panic!("not a map: {tree:?}");
            };
            let value = &map[0].1;
            let inner = match &value.value {
                Value::List(list) => &list[0],
                _ => value,
            };
            assert_eq!(sources.slice(inner.span), expected);
        }
    }
}
