//! Media types: which one of a body is taken.

use restwright_spec::{Node, Span};

use crate::gap;
use crate::node::Look as _;
use crate::schema::Types;

/// What a body is made of.
pub(crate) enum Media<'a> {
    /// JSON, of a schema if there is one.
    Json(Option<&'a Node>),
    /// A form, of a schema if there is one.
    Form(Option<&'a Node>),
    /// Server-sent events, of a schema if there is one.
    Events(Option<&'a Node>),
    /// Lines of JSON of this media type, of a schema if there is one.
    Lines(Option<&'a Node>, String),
    /// Media types that a description cannot say.
    Other(Vec<String>, Span),
    /// There is no body.
    Nothing,
}

/// Chooses among the media types of a body: JSON, else a form. This is the place where further media types are added.
pub(crate) fn choose<'a>(types: &mut Types<'_>, content: Option<&'a Node>) -> Media<'a> {
    let entries = content.map(super::node::Look::entries).unwrap_or_default();
    let Some((first, _)) = entries.first() else { return Media::Nothing };
    let json = entries.iter().find(|(kind, _)| is_exactly_json(&kind.value));
    let json = json.or_else(|| entries.iter().find(|(kind, _)| is_json(&kind.value)));
    let form = || entries.iter().find(|(kind, _)| bare(&kind.value) == FORM);
    let stream =
        || entries.iter().find(|(kind, _)| is_events(&kind.value) || is_lines(&kind.value));
    let Some((chosen, media)) = json.or_else(form).or_else(stream) else {
        let kinds = entries.iter().map(|(kind, _)| kind.value.clone()).collect();
        return Media::Other(kinds, first.span);
    };
    let others = entries.iter().filter(|(kind, _)| {
        kind.span != chosen.span && !(is_json(&kind.value) && is_json(&chosen.value))
    });
    for (kind, _) in others {
        let detail = format!("`{}` beside `{}`", kind.value, chosen.value);
        types.losses.lose(&gap::OTHER_MEDIA_TYPE, kind.span, &detail);
    }
    let schema = media.get("schema");
    // What OpenAPI 3.2 says of an item is said of the data of an event within it.
    let item = media.get("itemSchema").or(schema);
    match chosen.value.as_str() {
        kind if is_json(kind) => Media::Json(schema),
        kind if is_events(kind) => {
            let data = item.and_then(|item| item.get("properties")).and_then(|all| all.get("data"));
            Media::Events(data.and_then(|data| data.get("contentSchema")).or(item))
        }
        kind if is_lines(kind) => Media::Lines(item, bare(kind)),
        _ => Media::Form(schema),
    }
}

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

fn is_exactly_json(kind: &str) -> bool {
    bare(kind) == "application/json"
}

/// Whether a media type is JSON, or whatever the server likes.
pub(crate) fn is_json(kind: &str) -> bool {
    let kind = bare(kind);
    kind.ends_with("/json")
        || kind.ends_with("+json")
        || matches!(kind.as_str(), "*/*" | "application/*")
}

/// Whether a media type is text.
pub(crate) fn is_text(kind: &str) -> bool {
    let kind = bare(kind);
    kind.starts_with("text/")
        || ["/xml", "+xml", "/yaml", "+yaml"].iter().any(|end| kind.ends_with(end))
}

/// Whether a body of this media type consists of server-sent events.
pub(crate) fn is_events(kind: &str) -> bool {
    bare(kind) == EVENTS
}

/// The media type of server-sent events.
pub(crate) const EVENTS: &str = "text/event-stream";

/// The usual media type of lines of JSON.
pub(crate) const LINES: &str = "application/x-ndjson";

/// Whether a body of this media type consists of lines of JSON.
pub(crate) fn is_lines(kind: &str) -> bool {
    let names = [
        "jsonl",
        "jsonlines",
        "json-lines",
        "ndjson",
        "x-jsonl",
        "x-jsonlines",
        "x-json-lines",
        "x-ndjson",
    ];
    let kind = bare(kind);
    kind.split_once('/').is_some_and(|(_, name)| names.contains(&name))
}

/// Whether the body of a request of this media type is text or bytes, and nothing that is made of parts.
pub(crate) fn is_sent_as_it_is(kind: &str) -> bool {
    let is_of_parts = bare(kind) == FORM || bare(kind).starts_with("multipart/");
    !(is_of_parts || is_json(kind) || is_events(kind) || is_lines(kind))
}

/// Media types for people.
pub(crate) fn shown(kinds: &[String]) -> String {
    kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ")
}

/// A media type without its parameters.
pub(crate) fn bare(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
