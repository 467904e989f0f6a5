//! The keys of a map that has a fixed set of them.

use std::collections::BTreeMap;

use super::{Decoder, Text, wrong_type};
use crate::diagnostic::{Diagnostic, Report};
use crate::yaml::{Node, Value};
use crate::{Span, foreign, rule, suggest};

/// The keys that a map can have.
pub(crate) struct Shape {
    pub(crate) keys: &'static [Key],
    /// Keys of which exactly one must be there, if any are named.
    pub(crate) one_of: &'static [&'static str],
    /// Keys that people try, and why they are not there.
    pub(crate) refused: &'static [(&'static str, &'static str)],
}

/// A key that a map can have.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) need: Need,
    /// What it says, one line each.
    pub(crate) meaning: &'static str,
    /// The words that its value is one of, if those are fixed.
    pub(crate) words: fn() -> Vec<&'static str>,
}

impl Key {
    /// What to write where it is missing.
    fn advice(&self) -> String {
        let meaning = self.meaning.lines().next().unwrap_or_default().trim();
        let words = (self.words)();
        if words.is_empty() {
            format!("`{}`: {meaning}", self.name)
        } else {
            format!("`{}` is one of {}: {meaning}", self.name, list(words))
        }
    }
}

/// Whether a key can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(non_camel_case_types, reason = "the words stand so in the definitions of documents")]
pub(crate) enum Need {
    required,
    optional,
}

/// The values of a map in the order of its shape. As an iterator, so that a decoder can take one after the other.
pub(crate) struct Keys {
    values: std::vec::IntoIter<Option<Given>>,
}

/// What a map says under a key.
pub(crate) enum Given {
    /// The place of the key, and its value.
    Value(Span, Node),
    /// A key of another language, already reported.
    Foreign(Span),
}

impl Given {
    fn span(&self) -> Span {
        match self {
            Self::Value(span, _) | Self::Foreign(span) => *span,
        }
    }

    /// Decodes the value. `None` if it is wrong.
    pub(crate) fn decode<T: super::Decode>(self, decoder: &mut Decoder<'_>) -> Option<T> {
        match self {
            Self::Value(at, node) => T::decode(node, at, decoder),
            Self::Foreign(_) => None,
        }
    }
}

impl Iterator for Keys {
    type Item = Option<Given>;

    fn next(&mut self) -> Option<Self::Item> {
        self.values.next()
    }
}

impl Keys {
    /// Sorts the entries of a map by its shape, and reports keys that are unknown, missing or given twice.
    ///
    /// An unknown key that resembles one that is not there is taken for it: one problem, and what is behind it is checked
    /// all the same.
    pub(crate) fn open(
        node: Node,
        at: Span,
        shape: &Shape,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        let Value::Map(map) = node.value else {
            shape.refuse(&node, at, decoder);
            return None;
        };
        let mut values: Vec<Option<Given>> = shape.keys.iter().map(|_| None).collect();
        let mut unknown = Vec::new();
        let mut map = join_types(map, decoder);
        translate(&mut map, &mut values, shape, decoder);
        let first = refuse_duplicates(map.iter().map(|(key, _)| key), decoder.report);
        for ((key, node), first) in map.into_iter().zip(first) {
            match shape.position(&key) {
                Some(index) if first => values[index] = Some(Given::Value(key.span, node)),
                None if first && !key.is_empty() => unknown.push((key, node)),
                _ => {}
            }
        }
        for (key, node) in unknown {
            if let Some(word) = shape.foreign_word(&key) {
                let message = format!("unknown key `{}`", key.value);
                let diagnostic = Diagnostic::error(rule::UNKNOWN_KEY, message)
                    .label(key.span, "this is a word of another language")
                    .help(word.advice);
                decoder.report.push(diagnostic);
                for index in word.stands_for.iter().filter_map(|name| shape.position(name)) {
                    let is_object = matches!(&values[index], Some(Given::Value(_, node))
                        if matches!(&node.value, Value::String(name) if name == "object"));
                    if is_object || values[index].is_none() {
                        values[index] = Some(Given::Foreign(key.span));
                    }
                }
                continue;
            }
            if let Some((name, diagnostic)) = key_without_colon(&key, &node, decoder)
                && let Some(index) = shape.position(name)
            {
                decoder.report.push(diagnostic);
                values[index].get_or_insert(Given::Foreign(key.span));
                continue;
            }
            let free =
                |name: &str| shape.position(name).is_some_and(|index| values[index].is_none());
            let names = shape.keys.iter().map(|key| key.name);
            let meant = suggest::closest(&key, names.filter(|name| free(name)));
            let mut diagnostic = shape.unknown(&key, meant);
            if key.contains(' ') && matches!(node.value, Value::Null) {
                diagnostic = diagnostic.help("in braces a text with a comma needs quotes");
            }
            decoder.report.push(diagnostic);
            if let Some(index) = meant.and_then(|name| shape.position(name)) {
                values[index] = Some(Given::Value(key.span, node));
            }
        }
        shape.refuse_missing(&values, at, decoder.report);
        shape.refuse_conflict(&values, at, decoder.report);
        let values = values.into_iter();
        Some(Self { values })
    }
}

/// How many keys a sentence names.
const MAX_NAMED: usize = 6;

impl Shape {
    fn position(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.name == name)
    }

    fn foreign_word(&self, key: &str) -> Option<&'static foreign::KeyWord> {
        let is_refused = self.refused.iter().any(|(refused, _)| *refused == key);
        let is_type = self.position("variants").is_some();
        let beside = foreign::key_word_beside(key, |key| self.position(key).is_some());
        let word = beside.or_else(|| {
            if is_type { foreign::key_word_of_type(key) } else { foreign::key_word(key) }
        });
        word.filter(|_| !is_refused)
    }

    /// Refuses a value that is no map.
    fn refuse(&self, node: &Node, at: Span, decoder: &mut Decoder<'_>) {
        let keys = list(self.wanted());
        let is_long = self.wanted().len() > MAX_NAMED;
        let expected = if is_long { "a map".to_owned() } else { format!("a map with {keys}") };
        let diagnostic = wrong_type(node, at, &expected);
        let diagnostic =
            if is_long { diagnostic.help(format!("its keys are {keys}")) } else { diagnostic };
        let is_optional = self.keys.iter().all(|key| key.need == Need::optional);
        decoder.report.push(match node.value {
            // Elsewhere a flag says as much.
            Value::Bool(true) if is_optional => {
                diagnostic.help("without anything to say, write `{}`").fix(node.span, "{}")
            }
            Value::Bool(false) if is_optional => diagnostic.help("leave the key out"),
            // A text alone is what the only key that must be there says.
            Value::String(_) if self.wanted() == ["description"] && !is_optional => {
                let written = decoder.slice(node.span);
                let is_plain = !written.contains([',', '{', '}', '[', ']', '#', '\n', '"', '\'']);
                let text = if is_plain { written.to_owned() } else { "...".to_owned() };
                let fix = format!("{{ description: {text} }}");
                let diagnostic = diagnostic.help(format!("write `{fix}`"));
                if is_plain { diagnostic.fix(node.span, fix) } else { diagnostic }
            }
            _ => diagnostic,
        });
    }

    /// What to name when there is no map at all.
    fn wanted(&self) -> Vec<&'static str> {
        let required = self.keys.iter().filter(|key| key.need == Need::required);
        let required: Vec<_> = required.map(|key| key.name).collect();
        if required.is_empty() { self.keys.iter().map(|key| key.name).collect() } else { required }
    }

    fn unknown(&self, key: &Text, meant: Option<&'static str>) -> Diagnostic {
        let refused = self.refused.iter().find(|(name, _)| *name == key.as_str());
        if let Some((name, reason)) = refused {
            return Diagnostic::error(rule::MISPLACED_KEY, format!("`{name}` cannot stand here"))
                .label(key.span, *reason);
        }
        let message = format!("unknown key `{}`", key.value);
        let diagnostic = Diagnostic::error(rule::UNKNOWN_KEY, message);
        let diagnostic = diagnostic.label(key.span, "unknown here");
        if meant.is_some() {
            return diagnostic.suggest(key.span, meant);
        }
        let names = self.keys.iter().map(|key| key.name).collect();
        diagnostic.help(format!("the keys here are {}", list(names)))
    }

    fn refuse_missing(&self, values: &[Option<Given>], at: Span, report: &mut Report) {
        let keys = self.keys.iter().zip(values);
        let missing = keys.filter(|(key, value)| key.need == Need::required && value.is_none());
        let missing: Vec<_> = missing.map(|(key, _)| key).collect();
        if !missing.is_empty() {
            let plural = if missing.len() == 1 { "" } else { "s" };
            let names = list(missing.iter().map(|key| key.name).collect());
            let message = format!("missing key{plural} {names}");
            let diagnostic = Diagnostic::error(rule::MISSING_KEY, message).label(at, "needed here");
            report.push(missing.iter().map(|key| key.advice()).fold(diagnostic, Diagnostic::help));
        }
    }

    fn refuse_conflict(&self, values: &[Option<Given>], at: Span, report: &mut Report) {
        let given = |name: &&&str| self.position(name).and_then(|index| values[index].as_ref());
        let present: Vec<_> = self.one_of.iter().filter(|name| given(name).is_some()).collect();
        if present.is_empty() && !self.one_of.is_empty() {
            let message = format!("needs one of {}", list(self.one_of.to_vec()));
            report.push(Diagnostic::error(rule::MISSING_KEY, message).label(at, "needed here"));
        }
        if let [first, second, ..] = present[..] {
            let is_foreign = |name| matches!(given(name), Some(Given::Foreign(_)));
            if is_foreign(&first) || is_foreign(&second) {
                return;
            }
            let span = |name| given(name).map_or(at, Given::span);
            let message = format!("`{first}` and `{second}` exclude each other");
            let diagnostic = Diagnostic::error(rule::CONFLICTING_KEYS, message)
                .label(span(&second), "one of the two is too much")
                .label(span(&first), "");
            report.push(diagnostic);
        }
    }
}

/// Takes out what several keys of another language say together, and reports it.
fn translate(
    map: &mut Vec<(Text, Node)>,
    values: &mut [Option<Given>],
    shape: &Shape,
    decoder: &mut Decoder<'_>,
) {
    let is_known = |name: &str| shape.position(name).is_some();
    let Some(found) = foreign::translate_keys(map, is_known, decoder.text) else { return };
    let (name, span) = found.stands_for;
    decoder.report.push(found.diagnostic);
    map.retain(|(key, _)| !found.keys.contains(&key.as_str()));
    let words = found.keys.iter().filter_map(|key| foreign::key_word(key));
    let names = words.flat_map(|word| word.stands_for).copied().chain([name]);
    for index in names.filter_map(|name| shape.position(name)) {
        if !map.iter().any(|(key, _)| key.as_str() == shape.keys[index].name) {
            values[index] = Some(Given::Foreign(span));
        }
    }
}

/// The key in `in = query` or `in query`, which in braces is one key.
pub(super) fn key_without_colon<'a>(
    key: &'a Text,
    node: &Node,
    decoder: &Decoder<'_>,
) -> Option<(&'a str, Diagnostic)> {
    let is_alone = matches!(node.value, Value::Null) && decoder.slice(key.span) == key.as_str();
    let (name, value) = key.split_once(['=', ' ', ':']).filter(|_| is_alone)?;
    let message = if key[name.len()..].starts_with(':') {
        format!("no space behind the colon of `{name}`")
    } else {
        format!("no colon behind `{name}`")
    };
    let value = value.trim_start_matches([' ', '=', '>']);
    let diagnostic = Diagnostic::error(rule::UNKNOWN_KEY, message)
        .label(key.span, "a key ends with a colon and a space")
        .help("write it like this")
        .fix(key.span, format!("{name}: {value}"));
    Some((name, diagnostic)).filter(|_| !value.is_empty())
}

/// Puts a type together that a comma has cut in two: in braces, `type: map<string, Pet>` is two entries to YAML.
fn join_types(map: Vec<(Text, Node)>, decoder: &Decoder<'_>) -> Vec<(Text, Node)> {
    let mut joined: Vec<(Text, Node)> = Vec::with_capacity(map.len());
    for (key, node) in map {
        if let Some((_, before)) = joined.last_mut()
            && let Value::String(text) = &before.value
            && text.contains('<')
            && text.matches('<').count() > text.matches('>').count()
            && key.ends_with('>')
            && matches!(node.value, Value::Null)
        {
            before.span = before.span.to(key.span);
            before.value = Value::String(decoder.slice(before.span).to_owned());
        } else {
            joined.push((key, node));
        }
    }
    joined
}

/// Says of each key whether it is the first of its name, and reports the others.
pub(crate) fn refuse_duplicates<'a>(
    keys: impl Iterator<Item = &'a Text>,
    report: &mut Report,
) -> Vec<bool> {
    let mut seen = BTreeMap::new();
    let mut check = |key: &'a Text| match seen.insert(key.as_str(), key.span) {
        // A key that is no text has been reported, and stands here as an empty one.
        Some(first) if !key.is_empty() => {
            let message = format!("the key `{}` is given twice", key.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_KEY, message)
                .label(key.span, "given again here")
                .label(first, "first given here");
            report.push(diagnostic);
            seen.insert(key.as_str(), first);
            false
        }
        _ => true,
    };
    keys.map(&mut check).collect()
}

fn list(names: Vec<&str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
