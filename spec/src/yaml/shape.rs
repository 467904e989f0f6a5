//! From the raw tree to the one that the decoder works on: keys become text, spans become complete, and what a
//! description must not hold is refused.

use super::raw::{RawNode, RawValue};
use super::{Node, Value};
use crate::diagnostic::{Diagnostic, Report};
use crate::lookalike::{self, lookalike};
use crate::{Number, Span, Spanned, rule};

pub(super) fn shape(source: u32, text: &str, raw: RawNode, report: &mut Report) -> Node {
    let mut shaper = Shaper { source, text, position: 0, report };
    shaper.node(raw)
}

struct Shaper<'a> {
    source: u32,
    text: &'a str,
    /// One past the last byte that belongs to a node seen so far.
    position: u32,
    report: &'a mut Report,
}

impl Shaper<'_> {
    fn node(&mut self, raw: RawNode) -> Node {
        let mut span = Span::new(self.source, raw.start, raw.end);
        self.refuse_tag(raw.start);
        self.position = self.position.max(raw.end);
        let value = match raw.value {
            RawValue::Null => Value::Null,
            RawValue::Bool(value) => Value::Bool(value),
            RawValue::Integer(value) => Value::Integer(value),
            RawValue::Number(value) => {
                self.refuse_other_number(value, span);
                let written = self.text.get(raw.start as usize..raw.end as usize);
                let written = written.and_then(|written| written.parse().ok());
                Value::Number(written.unwrap_or_else(|| Number::from(value)))
            }
            RawValue::String(value) => {
                self.refuse_quotes(span);
                Value::String(value)
            }
            RawValue::List(list) => {
                let list = list.into_iter().map(|entry| self.node(entry)).collect();
                Value::List(list)
            }
            RawValue::Map(map) => {
                let entries = map.into_iter();
                Value::Map(entries.map(|(key, value)| self.entry(key, value)).collect())
            }
        };
        if matches!(value, Value::List(_) | Value::Map(_)) {
            span.end = self.close(span.start);
        }
        Node { value, span }
    }

    fn entry(&mut self, key: RawNode, value: RawNode) -> (Spanned<String>, Node) {
        let (key, value) = (self.key(key), self.node(value));
        self.refuse_lookalikes(matches!(value.value, Value::Null), key.span);
        (key, value)
    }

    /// Keys are text, whatever they look like: `200` and `true` are names like any other.
    fn key(&mut self, mut raw: RawNode) -> Spanned<String> {
        if let RawValue::Bool(_) | RawValue::Integer(_) | RawValue::Number(_) = raw.value {
            let written = self.text.get(raw.start as usize..raw.end as usize);
            raw.value = RawValue::String(written.unwrap_or_default().to_owned());
        }
        let node = self.node(raw);
        let key = if let Value::String(key) = node.value {
            key
        } else {
            let diagnostic = Diagnostic::error(rule::BAD_KEY, "a key must be text")
                .label(node.span, format!("this is {}", node.value.describe()));
            self.report.push(diagnostic);
            String::new()
        };
        Spanned::new(key, node.span)
    }

    /// One past the end of a list or map: behind its bracket, or behind the last entry of a block.
    fn close(&mut self, start: u32) -> u32 {
        let open = self.text.as_bytes().get(start as usize);
        let end = self.position.max(start) as usize;
        if let Some(b'[' | b'{') = open {
            let close = if open == Some(&b'[') { ']' } else { '}' };
            let rest = self.text.get(end..).unwrap_or_default();
            if let Some(at) = find_outside_comments(rest, close) {
                self.position = u32::try_from(end + at + 1).unwrap_or(self.position);
            }
        }
        let text = self.text.get(start as usize..self.position as usize).unwrap_or_default();
        start + u32::try_from(text.trim_end().len()).unwrap_or_default()
    }

    /// A tag stands in front of the value that it is about, where otherwise only punctuation and comments stand.
    fn refuse_tag(&mut self, start: u32) {
        let gap = self.text.get(self.position as usize..start as usize);
        let mut offset = self.position as usize;
        for line in gap.unwrap_or_default().split_inclusive('\n') {
            let code = line.split('#').next().unwrap_or_default();
            if let Some(at) = code.find('!') {
                let tag = code[at..].split_whitespace().next().unwrap_or_default();
                let byte = |at: usize| u32::try_from(at).unwrap_or(start);
                let span = Span::new(self.source, byte(offset + at), byte(offset + at + tag.len()));
                let diagnostic =
                    Diagnostic::error(rule::TAG, format!("a tag (`{tag}`) is not allowed"))
                        .label(span, "this is a tag")
                        .help("remove it; put text that begins with `!` in quotes");
                self.report.push(diagnostic);
                return;
            }
            offset += line.len();
        }
    }

    /// Quotes of print are letters to YAML, and would become part of the text.
    fn refuse_quotes(&mut self, span: Span) {
        let written = self.text.get(span.range()).unwrap_or_default();
        if let Some(diagnostic) = lookalike::refuse_quotes(written, span) {
            self.report.push(diagnostic);
        }
    }

    /// A key with a space at its ends that is none to YAML, or with a colon that is none.
    fn refuse_lookalikes(&mut self, is_alone: bool, span: Span) {
        let written = self.text.get(span.range()).unwrap_or_default();
        if written.starts_with(['"', '\'']) {
            return;
        }
        let is_outside = |at: usize| at == 0 || written[at..].chars().nth(1).is_none();
        let found = written.char_indices().find_map(|(at, character)| {
            let found = lookalike(character)?;
            let is_meant = match found.meant {
                ' ' => is_outside(at) || (is_alone && written[..at].ends_with(':')),
                ':' => is_alone,
                _ => false,
            };
            is_meant.then_some((at, character, found))
        });
        let Some((at, character, found)) = found else { return };
        let byte = |at: usize| span.start + u32::try_from(at).unwrap_or_default();
        let place = Span::new(self.source, byte(at), byte(at + character.len_utf8()));
        let diagnostic = lookalike::refuse(found, place);
        let lacks_space =
            found.meant == ':' && !written[at + character.len_utf8()..].starts_with(' ');
        self.report.push(if lacks_space { diagnostic.fix(place, ": ") } else { diagnostic });
    }

    /// A number that is written in more digits than are kept would be shown and compared as another one.
    fn refuse_other_number(&mut self, value: f64, span: Span) {
        let written = self.text.get(span.range()).unwrap_or_default();
        let diagnostic = if !value.is_finite() {
            Diagnostic::error(rule::NOT_FINITE, "JSON has no such number")
                .label(span, format!("this is {value}"))
        } else if !written.contains(['.', 'e', 'E']) {
            let bound = if value < 0.0 { i64::MIN } else { i64::MAX };
            let word = if value < 0.0 { "least" } else { "greatest" };
            Diagnostic::error(rule::NOT_EXACT, format!("`{written}` is beyond 64-bit integers"))
                .label(span, format!("the {word} of them is {bound}"))
        } else if !is_exact(written, value) {
            let message = format!("`{written}` has more digits than a 64-bit number keeps");
            Diagnostic::error(rule::NOT_EXACT, message)
                .label(span, format!("the nearest number that it keeps is {value:?}"))
        } else {
            return;
        };
        self.report.push(diagnostic.help("put it in quotes if it is text"));
    }
}

/// Whether a number with a fraction or an exponent keeps all of its digits.
fn is_exact(written: &str, value: f64) -> bool {
    let digits = |text: &str| {
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    };
    digits(written) == digits(&format!("{value:e}"))
}

fn find_outside_comments(text: &str, wanted: char) -> Option<usize> {
    let mut is_comment = false;
    let mut before = ' ';
    text.char_indices().find_map(|(at, character)| {
        is_comment =
            character != '\n' && (is_comment || (character == '#' && before.is_whitespace()));
        before = character;
        (!is_comment && character == wanted).then_some(at)
    })
}
