//! YAML text as a small tree in which every key and value knows its place.
//!
//! The reader behind it is asked to be strict and to keep everything: keys given twice reach the tree, `<<` is a key like any
//! other, and only `true` and `false` are booleans.

mod raw;
mod shape;

use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Error, budget::BudgetBreach};

use crate::diagnostic::{Diagnostic, Report};
use crate::source::File;
use crate::{Span, Spanned, rule};
use raw::RawNode;

/// How deep lists and maps may stand in each other.
const MAX_DEPTH: usize = 64;

/// A value and its place. Of a list or map that is written as a block, the place is where its entries stand.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

/// A YAML value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    String(String),
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
            Self::Number(value) => format!("the number {value}"),
            Self::String(_) => "text".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }
}

/// Reads one file. `None` if it could not be read; that is reported then.
pub(crate) fn parse(source: u32, file: &File, report: &mut Report) -> Option<Node> {
    match serde_yaml::from_str_with_options::<RawNode>(file.text(), options()) {
        Ok(raw) => Some(shape::shape(source, file.text(), raw, report)),
        Err(error) => {
            report.push(diagnose(source, file, &error));
            None
        }
    }
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
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

fn diagnose(source: u32, file: &File, error: &Error) -> Diagnostic {
    let span = error
        .location()
        .map_or(Span::new(source, 0, 0), |location| {
            place(source, file, location)
        });
    match error {
        Error::Budget {
            breach: BudgetBreach::Depth { .. },
            ..
        } => {
            let message = format!("lists and maps stand more than {MAX_DEPTH} levels deep");
            Diagnostic::error(rule::TOO_DEEP, message).label(span, "one level too many")
        }
        Error::Budget {
            breach: BudgetBreach::Anchors { .. },
            ..
        } => Diagnostic::error(rule::ANCHOR, "an anchor (`&name`) is not allowed")
            .label(span, "this value has an anchor")
            .help("write the value out, or share it as one of `parameters` or `types`"),
        Error::UnknownAnchor { .. }
        | Error::Budget {
            breach: BudgetBreach::Aliases { .. },
            ..
        } => Diagnostic::error(rule::ALIAS, "an alias (`*name`) is not allowed")
            .label(span, "this is an alias")
            .help("write the value out; put text that begins with `*` in quotes"),
        Error::MultipleDocuments { .. } => {
            Diagnostic::error(rule::SECOND_DOCUMENT, "a second YAML document in one file")
                .label(span, "it begins here")
                .help("take the line `---` out, or put what follows into a file of its own")
        }
        error => {
            let message = sentence(error);
            let rule = if message.contains(" tag ") {
                rule::TAG
            } else {
                rule::YAML_SYNTAX
            };
            Diagnostic::error(rule, message).label(span, "")
        }
    }
}

/// Where the reader says that it stopped. It does not always know the byte, but always line and column.
fn place(source: u32, file: &File, location: serde_yaml::Location) -> Span {
    let line = file.line(
        usize::try_from(location.line())
            .unwrap_or(1)
            .saturating_sub(1),
    );
    let text = &file.text()[line.clone()];
    let column = usize::try_from(location.column())
        .unwrap_or(1)
        .saturating_sub(1);
    let mut characters = text.char_indices().skip(column);
    let (at, length) = match characters.next() {
        Some((at, character)) => (at, character.len_utf8()),
        None => (text.len(), 0),
    };
    let byte = |at: usize| u32::try_from(line.start + at).unwrap_or(u32::MAX);
    Span::new(source, byte(at), byte(at + length))
}

/// The reader's own words without the place that it puts behind them.
fn sentence(error: &Error) -> String {
    let text = error.to_string();
    let sentence = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(sentence, _)| sentence);
    sentence.to_owned()
}
