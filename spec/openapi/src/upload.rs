//! Bodies of requests that are multipart, text or files.

use restwright_spec::{Node, Span};

use crate::body::{note_optional, said};
use crate::draft::{Body, Field, Format, Privacy, Type};
use crate::gap;
use crate::media::{bare, is_events, is_text};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::schema::Types;
use crate::shape::{Flat, flatten};

/// The type of a file in a description.
const FILE: Type = Type::Plain("file");

/// The multipart body among others, if it is one of parts with names.
pub(crate) fn multipart(content: Option<&Node>) -> Option<&Node> {
    let mut entries = content.map(super::node::Look::entries).unwrap_or_default().iter();
    let found = entries.find(|(kind, _)| bare(&kind.value) == "multipart/form-data");
    found.map(|(_, media)| media)
}

/// The multipart body that holds files, beside a form that cannot.
pub(crate) fn with_files<'a>(types: &Types<'a>, content: Option<&'a Node>) -> Option<&'a Node> {
    let entries = content.map(super::node::Look::entries).unwrap_or_default();
    let is_form = |kind: &str| bare(kind).contains("form");
    let media =
        multipart(content).filter(|_| entries.iter().all(|(kind, _)| is_form(&kind.value)))?;
    let flat = object(types, media);
    let is_file = |(key, schema): &(&restwright_spec::Spanned<String>, &Node)| {
        file(types, media, &key.value, schema).is_some()
    };
    flat.properties.iter().any(is_file).then_some(media)
}

fn object<'a>(types: &Types<'a>, media: &'a Node) -> Flat<'a> {
    let mut flat = Flat::default();
    if let Some(schema) = media.get("schema") {
        flatten(types.documents, schema, &mut flat, 0);
    }
    flat
}

/// A body of parts: each property of its schema is one. Without any, nothing is known of it.
pub(crate) fn parts<'a>(
    types: &mut Types<'a>,
    body: &'a Node,
    media: &'a Node,
    wish: &str,
    names: &mut Names,
) -> (Body, Option<Format>) {
    let flat = object(types, media);
    let mut fields = types.fields(wish, media, &flat);
    fields.retain(|field| !field.read_only);
    for field in &mut fields {
        field.id = names.stated_or(field.stated.id(), &field.wire, Role::Input);
        let schema = flat.properties.iter().find(|(key, _)| key.value == field.wire);
        match schema.and_then(|(key, schema)| file(types, media, &key.value, schema)) {
            Some((ty, content_types)) => make_file(field, ty, content_types),
            // An item of a list is a part, and has no items of its own.
            None if matches!(&field.ty, Type::List(inner, _) if matches!(**inner, Type::List(..))) =>
            {
                types.losses.lose(&gap::MIXED_TYPES, field.span, "a list of lists in parts");
                field.ty = Type::JSON;
            }
            // Texts and JSON would look alike.
            None if is_of_kinds(types, &field.ty) => {
                types.losses.lose(&gap::MIXED_TYPES, field.span, "a union of kinds in parts");
                field.ty = Type::JSON;
            }
            None => {}
        }
    }
    if fields.is_empty() {
        types.losses.lose(&gap::BODY_LEFT_OUT, body.span, "`multipart/form-data` without parts");
        return (Body::None, None);
    }
    (Body::Fields(fields), Some(Format::Multipart))
}

fn is_of_kinds(types: &Types<'_>, ty: &Type) -> bool {
    let named = ty.name().and_then(|name| types.named.get(name));
    named.is_some_and(|named| named.kind.is_of_kinds())
}

fn make_file(field: &mut Field, ty: Type, content_types: Vec<String>) {
    (field.ty, field.content_types) = (ty, content_types);
    (field.nullable, field.privacy, field.is_inferred) = (false, Privacy::Public, false);
    (field.example, field.default) = (None, None);
}

/// Whether a property is a file or a list of files, and of which content types.
fn file(types: &Types<'_>, media: &Node, key: &str, schema: &Node) -> Option<(Type, Vec<String>)> {
    let encoding = media.get("encoding").and_then(|all| all.get(key));
    let said = encoding.and_then(|encoding| encoding.text_of("contentType"));
    let schema = types.documents.resolve(schema)?;
    let kinds = |schema: &Node| {
        let own = schema.text_of("contentMediaType");
        content_types(said.or(own).unwrap_or_default().split(','))
    };
    if is_file(types, schema, said, 0) {
        return Some((FILE, kinds(schema)));
    }
    let items = schema.get("items").and_then(|items| types.documents.resolve(items))?;
    let list = || Type::List(Box::new(FILE), false);
    is_file(types, items, said, 0).then(|| (list(), kinds(items)))
}

/// Alternatives within alternatives are not looked into further.
const MAX_DEPTH: usize = 4;

fn is_file(types: &Types<'_>, schema: &Node, said: Option<&str>, depth: usize) -> bool {
    let kinds = crate::shape::types(schema);
    let is_text = kinds.is_empty() || kinds == ["string"] || kinds == ["file"];
    let is_value = |kind: &str| bare(kind) == "text/plain" || crate::media::is_json(kind);
    let has_media_type = schema.text_of("contentMediaType").is_some_and(|kind| !is_value(kind))
        && schema.text_of("contentEncoding").is_none();
    let is_composed = ["properties", "items", "enum", "allOf", "oneOf", "anyOf", "$ref"];
    let is_composed = is_composed.iter().any(|key| schema.get(key).is_some());
    let is_said = said.is_some_and(|said| !said.split(',').any(is_value)) && !is_composed;
    let is_own = matches!(schema.text_of("format"), Some("binary" | "file"))
        || kinds == ["file"]
        || has_media_type
        || is_said;
    // A file or null, or a file or a text: what is a file in any of its spellings is one.
    let alternatives = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema.get(key));
    let mut alternatives = alternatives.flat_map(crate::node::Look::elements);
    (is_text && is_own)
        || (depth < MAX_DEPTH
            && alternatives.any(|one| {
                let one = types.documents.resolve(one);
                one.is_some_and(|one| is_file(types, one, None, depth + 1))
            }))
}

/// A body that is sent as it is: text if it is text in any of its kinds, and a file otherwise.
pub(crate) fn plain(
    types: &mut Types<'_>,
    body: &Node,
    kinds: &[String],
    span: Span,
) -> Option<Body> {
    if kinds.iter().any(|kind| bare(kind).starts_with("multipart/") || is_events(kind)) {
        return None;
    }
    note_optional(types, body);
    let is_all_text = kinds.iter().all(|kind| is_text(kind));
    let mut content_types = content_types(kinds.iter().map(String::as_str));
    if is_all_text {
        for other in content_types.drain(1.min(content_types.len())..) {
            let detail = format!("`{other}` beside `{}`", kinds[0]);
            types.losses.lose(&gap::OTHER_MEDIA_TYPE, span, &detail);
        }
        return Some(Body::Plain("text", content_types, said(body)));
    }
    Some(Body::Plain("file", content_types, said(body)))
}

/// Content types that a description can say; none where one of them stands for any.
fn content_types<'k>(kinds: impl Iterator<Item = &'k str>) -> Vec<String> {
    let mut found = Vec::new();
    for kind in kinds.map(bare).filter(|kind| !kind.is_empty()) {
        let is_token = |part: &str| {
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte);
            !part.is_empty() && part.bytes().all(is_token)
        };
        match kind.split_once('/') {
            Some((ty, subtype)) if is_token(ty) && is_token(subtype) => {
                if !found.contains(&kind) {
                    found.push(kind);
                }
            }
            _ => return Vec::new(),
        }
    }
    found
}
