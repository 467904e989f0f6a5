//! Lists, and what stands where a list is needed or the other way round.

use schemars::{Schema, SchemaGenerator};

use super::{Decode, Decoder, wrong_type};
use crate::Span;
use crate::diagnostic::Report;
use crate::yaml::{Node, Value};

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::List(list) = node.value else {
            let diagnostic = wrong_type(&node, at, "a list");
            let written = decoder.slice(node.span);
            let mut attempt = Decoder { text: decoder.text, report: &mut Report::default() };
            let is_entry =
                T::decode(node.clone(), at, &mut attempt).is_some() && !attempt.report.has_errors();
            let is_flow = written.starts_with('{');
            let fix = match node.value {
                _ if !is_entry && !written.starts_with('(') => None,
                Value::Map(_) if is_flow => Some(format!("[{written}]")),
                Value::Map(_) => Some(format!("- {}", written.replace('\n', "\n  "))),
                Value::String(_) if written.starts_with('(') && written.ends_with(')') => {
                    Some(format!("[{}]", &written[1..written.len() - 1]))
                }
                _ if written.contains([',', '\n', ']']) => None,
                // Words, as other languages list them.
                Value::String(text) if written == text => {
                    Some(format!("[{}]", text.split_whitespace().collect::<Vec<_>>().join(", ")))
                }
                _ => Some(format!("[{written}]")),
            };
            decoder.report.push(match fix {
                Some(fix) if fix.starts_with('-') => {
                    diagnostic.help("an entry of a list begins with a dash").fix(node.span, fix)
                }
                Some(fix) => diagnostic
                    .help("a list stands in brackets, also one of one entry")
                    .fix(node.span, fix),
                None => diagnostic,
            });
            return None;
        };
        let entries = list.into_iter();
        Some(
            entries
                .filter_map(|entry| {
                    let at = entry.span;
                    T::decode(entry, at, decoder)
                })
                .collect(),
        )
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let items = T::schema(generator);
        schemars::json_schema!({ "type": "array", "items": items })
    }
}

/// How the first entry of a list is written in a map from ids.
pub(super) fn listed_ids(value: &Value) -> Option<String> {
    let Value::List(list) = value else { return None };
    match &list.first()?.value {
        Value::String(id) => {
            Some(format!("entries have ids: write `{id}: ...` instead of `- {id}`"))
        }
        Value::Map(map) => {
            let named = map.iter().find_map(|(key, node)| match &node.value {
                Value::String(id) if matches!(key.as_str(), "id" | "name") => Some((key, id)),
                _ => None,
            });
            Some(match (named, map.as_slice()) {
                (Some((key, id)), _) => {
                    let here = crate::document::to_id(id);
                    format!(
                        "entries have ids: write `{here}: {{ ... }}` instead of `- {}: {id}`",
                        key.value
                    )
                }
                (None, [(id, _)]) => {
                    format!("entries have no dash: write `{0}:` instead of `- {0}:`", id.value)
                }
                (None, _) => "entries have ids: write `page: { ... }` instead of a dash".to_owned(),
            })
        }
        _ => None,
    }
}
