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
    /// Media types that a description cannot say.
    Other(String, Span),
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
    let Some((chosen, media)) = json.or_else(form) else {
        let kinds: Vec<_> = entries.iter().map(|(kind, _)| format!("`{}`", kind.value)).collect();
        return Media::Other(kinds.join(", "), first.span);
    };
    let others = entries.iter().filter(|(kind, _)| {
        kind.span != chosen.span && !(is_json(&kind.value) && is_json(&chosen.value))
    });
    for (kind, _) in others {
        let detail = format!("`{}` beside `{}`", kind.value, chosen.value);
        types.losses.lose(&gap::OTHER_MEDIA_TYPE, kind.span, &detail);
    }
    let schema = media.get("schema");
    if is_json(&chosen.value) { Media::Json(schema) } else { Media::Form(schema) }
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

/// A media type without its parameters.
fn bare(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
