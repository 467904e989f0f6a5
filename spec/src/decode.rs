//! From the YAML tree to document types, reporting every problem and not only the first.
//!
//! `None` always means that the problem has been reported, so that nobody later needs to say more about it.

mod keys;
mod list;
mod schema;

use std::marker::PhantomData;

use schemars::{Schema, SchemaGenerator};

pub(crate) use keys::{Key, Keys, Need, Shape, refuse_duplicates};
pub(crate) use schema::{choice_schema, map_schema, object_schema, text_schema};

use crate::api::Word;
use crate::diagnostic::{Diagnostic, Report};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned, rule, suggest};

/// Text of the description, with its place.
pub(crate) type Text = Spanned<String>;

/// Something that a YAML value can stand for.
pub(crate) trait Decode: Sized {
    /// Reads a value; `at` is the key that leads to it, where what it lacks is reported.
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// What an editor should know about the value.
    fn schema(generator: &mut SchemaGenerator) -> Schema;

    /// The words that the value is one of, if those are fixed.
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
}

/// What decoding needs besides the tree.
pub(crate) struct Decoder<'a> {
    pub(crate) text: &'a str,
    pub(crate) report: &'a mut Report,
}

impl Decoder<'_> {
    /// The source of a span, for a fix that keeps what was written.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(crate) fn refuse_type(&mut self, node: &Node, at: Span, expected: &str) {
        let diagnostic = wrong_type(node, at, expected);
        self.report.push(diagnostic);
    }
}

/// The refusal of a value of another kind than is needed, to be reported.
pub(crate) fn wrong_type(node: &Node, at: Span, expected: &str) -> Diagnostic {
    let found = node.value.describe();
    let message = format!("expected {expected}, found {found}");
    // A value that is not there cannot be pointed at.
    let span = if matches!(node.value, Value::Null) { at } else { node.span };
    Diagnostic::error(rule::WRONG_TYPE, message).label(span, format!("this must be {expected}"))
}

/// A value without parts.
pub(crate) trait Scalar: Sized {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self>;

    fn scalar_schema(generator: &mut SchemaGenerator) -> Schema;

    fn scalar_words() -> Vec<&'static str> {
        Vec::new()
    }
}

impl<T: Scalar> Decode for Spanned<T> {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = T::decode_scalar(&node, at, decoder)?;
        Some(Self::new(value, node.span))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        T::scalar_schema(generator)
    }

    fn words() -> Vec<&'static str> {
        T::scalar_words()
    }
}

impl Scalar for String {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {
                let raw = decoder.slice(node.span).to_owned();
                let message = format!("expected text, found `{raw}`");
                let diagnostic = Diagnostic::error(rule::UNQUOTED_TEXT, message)
                    .label(node.span, "YAML reads this as a number or boolean")
                    .help("put it in quotes")
                    .fix(node.span, format!("\"{raw}\""));
                decoder.report.push(diagnostic);
                Some(raw)
            }
            Value::Null | Value::List(_) | Value::Map(_) => {
                let diagnostic = wrong_type(node, at, "text");
                let comment = comment_behind(at, decoder.text);
                let comment = comment.filter(|_| matches!(node.value, Value::Null));
                decoder.report.push(match (comment, bracketed(node)) {
                    (Some((span, text)), _) => diagnostic
                        .help("a `#` behind a space begins a comment: put the text in quotes")
                        .fix(span, format!("{text:?}")),
                    (None, Some(text)) => diagnostic.help(format!(
                        "brackets make a list: write a text with brackets in quotes, `\"[{text}]\"`"
                    )),
                    (None, None) => diagnostic,
                });
                None
            }
        }
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(None)
    }
}

/// The text of a list that may have been meant as a text in brackets, such as `[DONE]`.
fn bracketed(node: &Node) -> Option<&str> {
    let Value::List(elements) = &node.value else { return None };
    match elements.as_slice() {
        [Node { value: Value::String(only), .. }] => Some(only),
        _ => None,
    }
}

/// The comment behind a key, which may have been meant as its value.
fn comment_behind(key: Span, text: &str) -> Option<(Span, &str)> {
    let line = text.get(key.end as usize..)?.lines().next()?;
    let comment = line.strip_prefix(':')?.trim();
    let start = key.end + u32::try_from(line.find('#')?).ok()?;
    let end = start + u32::try_from(comment.len()).ok()?;
    comment.starts_with('#').then_some((Span { start, end, ..key }, comment))
}

impl Scalar for bool {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) => {
                let meant = match text.to_lowercase().as_str() {
                    "true" | "yes" | "on" | "y" => Some("true"),
                    "false" | "no" | "off" | "n" => Some("false"),
                    _ => None,
                };
                let diagnostic =
                    Diagnostic::error(rule::WRONG_TYPE, "expected `true` or `false`, found text")
                        .label(node.span, "this must be `true` or `false`")
                        .suggest(node.span, meant);
                decoder.report.push(diagnostic);
                meant.map(|meant| meant == "true")
            }
            _ => {
                decoder.refuse_type(node, at, "`true` or `false`");
                None
            }
        }
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "boolean" })
    }
}

impl Scalar for i64 {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Value::Integer(value) = node.value {
            return Some(value);
        }
        let text = if let Value::String(text) = &node.value { text.as_str() } else { "" };
        let meant = Some(text).filter(|text| text.parse::<i64>().is_ok());
        let diagnostic = wrong_type(node, at, "a whole number").suggest(node.span, meant);
        decoder.report.push(diagnostic);
        None
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "integer" })
    }
}

impl Scalar for Word {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let word = word(&node.value);
        if word.is_none() {
            decoder.refuse_type(node, at, "text, a number or a boolean");
        }
        word
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// A scalar, as sent on the wire.
pub(crate) fn word(value: &Value) -> Option<Word> {
    match value {
        Value::String(text) => Some(Word::Text(text.clone())),
        Value::Bool(value) => Some(Word::Boolean(*value)),
        Value::Integer(value) => Some(Word::Number(value.to_string())),
        // The form with an exponent where it is short, which JSON knows as well.
        Value::Number(value) => Some(Word::Number(format!("{:?}", value.value()))),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Any YAML value, such as an example.
impl Decode for Node {
    fn decode(node: Node, _: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        refuse_duplicates_within(&node, decoder);
        Some(node)
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!(true)
    }
}

fn refuse_duplicates_within(node: &Node, decoder: &mut Decoder<'_>) {
    match &node.value {
        Value::List(list) => {
            for entry in list {
                refuse_duplicates_within(entry, decoder);
            }
        }
        Value::Map(map) => {
            refuse_duplicates(map.iter().map(|(key, _)| key), decoder.report);
            for (_, value) in map {
                refuse_duplicates_within(value, decoder);
            }
        }
        _ => {}
    }
}

/// A map whose keys are names of the description's own, in the order of the text and without duplicates.
///
/// An entry whose value is wrong stays in, so that what refers to it is not reported as well.
#[derive(Debug)]
pub(crate) struct Entries<K, T> {
    entries: Vec<(Text, Option<T>)>,
    keys: PhantomData<K>,
}

/// What the keys of a map are.
pub(crate) trait Keyed {
    /// What the schema demands of them.
    const PATTERN: Option<&'static str>;
    /// How many bytes they can have.
    const LONGEST: usize = 100;

    /// Reports a key that is not as it should be.
    fn check(key: &Text, report: &mut Report);

    /// The same, where a value stands behind it.
    fn check_entry(key: &Text, _value: &Node, decoder: &mut Decoder<'_>) {
        Self::check(key, decoder.report);
    }

    /// The map that a text or number was meant to be; `written` is its source.
    fn meant(_written: &str, _value: &Value) -> Option<String> {
        None
    }
}

/// Any text.
#[derive(Debug)]
pub(crate) enum AnyKey {}

impl Keyed for AnyKey {
    const PATTERN: Option<&'static str> = None;

    fn check(_: &Text, _: &mut Report) {}
}

impl<K, T> Entries<K, T> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Text, Option<&T>)> {
        self.entries.iter().map(|(key, value)| (key, value.as_ref()))
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

impl<K: Keyed, T: Decode> Decode for Entries<K, T> {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Map(map) = node.value else {
            let diagnostic = wrong_type(&node, at, "a map");
            let meant = K::meant(decoder.slice(node.span), &node.value);
            let diagnostic = diagnostic.suggest(node.span, meant.as_deref());
            decoder.report.push(match list::listed_ids(&node.value) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            return None;
        };
        let first = refuse_duplicates(map.iter().map(|(key, _)| key), decoder.report);
        let mut entries = Vec::with_capacity(map.len());
        for ((key, node), first) in map.into_iter().zip(first) {
            if first && !key.is_empty() {
                if let Some((name, diagnostic)) = keys::key_without_colon(&key, &node, decoder) {
                    decoder.report.push(diagnostic);
                    entries.push((Spanned::new(name.to_owned(), key.span), None));
                    continue;
                }
                K::check_entry(&key, &node, decoder);
                let value = T::decode(node, key.span, decoder);
                entries.push((key, value));
            }
        }
        let keys = PhantomData;
        Some(Self { entries, keys })
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        map_schema::<K>(&T::schema(generator))
    }
}

/// A keyword from a fixed set.
pub(crate) trait Choice: Copy + 'static {
    /// Id of the rule that a wrong word breaks.
    const RULE: &'static str;
    /// What the words are, such as `a method`.
    const WHAT: &'static str;
    /// All words with their meaning.
    const WORDS: &'static [(&'static str, Self, &'static str)];

    /// What to write instead of a word of another language.
    fn advice(_: &str) -> Option<&'static str> {
        None
    }
}

/// Reads a choice. A free function, as a blanket `impl Scalar` would collide with those above.
pub(crate) fn decode_choice<C: Choice>(
    node: &Node,
    at: Span,
    decoder: &mut Decoder<'_>,
) -> Option<C> {
    let Value::String(text) = &node.value else {
        decoder.refuse_type(node, at, C::WHAT);
        return None;
    };
    let words = || C::WORDS.iter().map(|(word, ..)| *word);
    if let Some((_, choice, _)) = C::WORDS.iter().find(|(word, ..)| word == text) {
        return Some(*choice);
    }
    let all: Vec<_> = words().map(|word| format!("`{word}`")).collect();
    let advice = C::advice(text);
    let meant = suggest::closest(text, words()).filter(|_| advice.is_none());
    let diagnostic = Diagnostic::error(C::RULE, format!("`{text}` is not {}", C::WHAT))
        .label(node.span, format!("expected {}", all.join(", ")))
        .suggest(node.span, meant);
    decoder.report.push(match advice {
        Some(advice) => diagnostic.help(advice),
        None => diagnostic,
    });
    None
}
