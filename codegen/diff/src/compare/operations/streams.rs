//! Compares responses of which at least one is a stream.

use restwright_spec::api::Payload;

use super::response::types;
use crate::Rule;
use crate::compare::Comparison;
use crate::rules::responses::RESPONSE_CONTENT_TYPE_CHANGED;
use crate::rules::streams as rules;

/// The rules for what differs.
pub(super) fn rules(
    comparison: &Comparison<'_>,
    old: &Payload,
    new: &Payload,
) -> Vec<&'static Rule> {
    match (old, new) {
        (Payload::Events { item: old, end: before }, Payload::Events { item: new, end: after }) => {
            let end = match (before, after) {
                (None, Some(_)) => Some(&rules::STREAM_END_ADDED),
                (Some(_), None) => Some(&rules::STREAM_END_REMOVED),
                (before, after) => (before != after).then_some(&rules::STREAM_END_CHANGED),
            };
            types(comparison, old, new).into_iter().chain(end).collect()
        }
        (Payload::Lines(old, before), Payload::Lines(new, after)) => {
            let content_type = (before != after).then_some(&RESPONSE_CONTENT_TYPE_CHANGED);
            types(comparison, old, new).into_iter().chain(content_type).collect()
        }
        (Payload::Download(before), Payload::Download(after)) => {
            Vec::from_iter((before != after).then_some(&RESPONSE_CONTENT_TYPE_CHANGED))
        }
        (Payload::Bytes(before), Payload::Download(after)) => {
            download(&rules::RESPONSE_BECAME_DOWNLOAD, before.as_ref(), after.as_ref())
        }
        (Payload::Download(before), Payload::Bytes(after)) => {
            download(&rules::RESPONSE_NO_LONGER_DOWNLOAD, before.as_ref(), after.as_ref())
        }
        (Payload::Download(_), new) if new.is_stream() => vec![&rules::STREAM_DIVIDED],
        (old, Payload::Download(_)) if old.is_stream() => vec![&rules::STREAM_NO_LONGER_DIVIDED],
        (old, new) if old.is_stream() && new.is_stream() => vec![&rules::STREAM_KIND_CHANGED],
        (old, _) if old.is_stream() => vec![&rules::RESPONSE_NO_LONGER_STREAM],
        _ => vec![&rules::RESPONSE_BECAME_STREAM],
    }
}

fn download(
    rule: &'static Rule,
    before: Option<&String>,
    after: Option<&String>,
) -> Vec<&'static Rule> {
    let content_type = (before != after).then_some(&RESPONSE_CONTENT_TYPE_CHANGED);
    [rule].into_iter().chain(content_type).collect()
}
