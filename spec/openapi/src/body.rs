//! The body of a request: fields or one value, as JSON, as a form or as it is.

use std::collections::BTreeSet;

use restwright_spec::{Node, Span};

use crate::documents::Key;
use crate::draft::{Body, Field, Format, Kind, Lists, Type};
use crate::gap;
use crate::groups::Found;
use crate::loss::{LeftOut, diagnose};
use crate::media::{self, Media};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::parameter::name_of;
use crate::prose;
use crate::schema::Types;
use crate::shape::{Flat, Shape, shape};
use crate::stated::EXTENSION;
use crate::upload;

/// The body of a request, and what it is written as if that is not JSON.
pub(crate) fn body<'a>(
    types: &mut Types<'a>,
    found: &Found<'a>,
    owner: &str,
    names: &mut Names,
) -> Result<(Body, Option<Format>), LeftOut> {
    let nothing = Ok((Body::None, None));
    let Some(node) = found.node.get("requestBody") else { return nothing };
    let Some((key, body)) = types.documents.follow(node) else {
        let detail = node.text_of("$ref").unwrap_or_default();
        return Err(LeftOut::new(diagnose(&gap::BODY_TYPE, node.span, detail)));
    };
    let content = body.get("content");
    if content.is_none_or(|content| content.entries().is_empty()) {
        return nothing;
    }
    if matches!(found.method.value.as_str(), "get" | "head") {
        types.losses.lose(&gap::BODY_OF_READ, body.span, "");
        return nothing;
    }
    if is_stated_as_it_is(found.node) {
        return Ok((Body::Plain("file", Vec::new(), said(body)), None));
    }
    let wish = wish(key.as_ref(), owner, "body");
    if let Some(media) = upload::with_files(types, content) {
        return Ok(upload::parts(types, body, media, &wish, names));
    }
    match media::choose(types, content) {
        Media::Json(schema) => Ok((of_schema(types, body, schema, &wish, names), None)),
        Media::Form(schema) => {
            let mut converted = of_schema(types, body, schema, &wish, names);
            let lists = lists(types, content, &mut converted);
            Ok((converted, Some(Format::Form(lists))))
        }
        // A request is no stream of these.
        Media::Events(_) | Media::Lines(..) => {
            let span = content.map_or(body.span, |content| content.span);
            if body.is_set("required") {
                return Err(LeftOut::new(diagnose(&gap::BODY_TYPE, span, "")));
            }
            types.losses.lose(&gap::BODY_LEFT_OUT, span, "");
            nothing
        }
        Media::Other(kinds, span) => {
            if let Some(media) = upload::multipart(content) {
                return Ok(upload::parts(types, body, media, &wish, names));
            }
            if let Some(plain) = upload::plain(types, body, &kinds, span) {
                return Ok((plain, None));
            }
            if body.is_set("required") {
                let kinds = media::shown(&kinds);
                return Err(LeftOut::new(diagnose(&gap::BODY_TYPE, span, &kinds)));
            }
            types.losses.lose(&gap::BODY_LEFT_OUT, span, &media::shown(&kinds));
            nothing
        }
        Media::Nothing => nothing,
    }
}

/// Whether a document states that a body is text or bytes, whatever its content type stands for.
fn is_stated_as_it_is(operation: &Node) -> bool {
    let stated = operation.get(EXTENSION).and_then(|stated| stated.get("whole_body"));
    let ty = stated.and_then(|body| body.text_of("type"));
    ty.is_some_and(|ty| ["text", "bytes", "file"].contains(&ty))
}

/// A body by its schema. An inline object has no name in the document either: its fields are inputs.
fn of_schema<'a>(
    types: &mut Types<'a>,
    body: &'a Node,
    schema: Option<&'a Node>,
    wish: &str,
    names: &mut Names,
) -> Body {
    let said = said(body);
    let Some(schema) = schema else { return Body::Whole(Type::JSON, said) };
    if let Some(flat) = inline_object(types, schema) {
        let mut fields = types.fields(wish, schema, &flat);
        fields.retain(|field| !field.read_only);
        for field in &mut fields {
            field.id = names.stated_or(field.stated.id(), &field.wire, Role::Input);
        }
        if !fields.is_empty() {
            return Body::Fields(fields);
        }
    }
    note_optional(types, body);
    let ty = types.convert(schema, wish).ty;
    Body::Whole(whole(types, ty, schema.span), said)
}

/// What is said of a body.
pub(crate) fn said(body: &Node) -> String {
    let said = prose::first(&[body.text_of("description")]);
    said.unwrap_or_else(|| "Body of the request.".to_owned())
}

/// Notes that a body can be left out, which only one of fields can.
pub(crate) fn note_optional(types: &mut Types<'_>, body: &Node) {
    if body.get("required").is_some() && !body.is_set("required") {
        types.losses.lose(&gap::BODY_OPTIONAL, body.span, "");
    }
}

/// What the type of a body or response is called that has no name: after what defines it, else after the operation.
pub(crate) fn wish(key: Option<&Key>, owner: &str, what: &str) -> String {
    match key.and_then(|(_, pointer)| name_of(pointer)) {
        Some(name) if name.to_ascii_lowercase().ends_with(what) => name.to_owned(),
        Some(name) => format!("{name} {what}"),
        None => format!("{owner} {what}"),
    }
}

/// A whole body is a named object or union, a list, a map or raw JSON.
fn whole(types: &mut Types<'_>, ty: Type, span: Span) -> Type {
    match ty {
        Type::Plain(word) if word != "json" => {
            types.losses.lose(&gap::MIXED_TYPES, span, &format!("a body of the type `{word}`"));
            Type::JSON
        }
        other => other,
    }
}

/// How a form writes its lists: by the names of its fields and their encodings. Lists of objects need indices.
fn lists(types: &Types<'_>, content: Option<&Node>, body: &mut Body) -> Lists {
    let roots: Vec<&Type> = match body {
        Body::None | Body::Plain(..) => Vec::new(),
        Body::Fields(fields) => fields.iter().map(|field| &field.ty).collect(),
        Body::Whole(ty, _) => vec![ty],
    };
    if holds_nested_lists(types, roots) {
        return Lists::Indices;
    }
    let mut is_bracketed = false;
    if let Body::Fields(fields) = body {
        for field in fields.iter_mut().filter(|field| matches!(field.ty, Type::List(..))) {
            if let Some(bare) = field.wire.strip_suffix("[]") {
                field.wire = bare.to_owned();
                is_bracketed = true;
            }
        }
    }
    let media = content.map(super::node::Look::entries).unwrap_or_default().iter();
    let encodings = media.filter_map(|(_, media)| media.get("encoding"));
    let mut encodings = encodings.flat_map(super::node::Look::entries).map(|(_, one)| one);
    match encodings.next() {
        _ if is_bracketed => Lists::Brackets,
        Some(one) if one.text_of("style") == Some("deepObject") => Lists::Indices,
        Some(one) if one.get("explode").is_some() && !one.is_set("explode") => Lists::Comma,
        _ => Lists::Repeat,
    }
}

/// Whether some types hold a list of anything but single values.
fn holds_nested_lists(types: &Types<'_>, roots: Vec<&Type>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = roots;
    while let Some(ty) = open.pop() {
        match ty {
            Type::List(element, _) => match &**element {
                Type::Plain(word) if *word != "json" => {}
                Type::Named(name) if is_plain(types, name) => {}
                _ => return true,
            },
            Type::Map(value, _) => open.push(value),
            Type::Named(name) if seen.insert(name) => {
                match types.named.get(name).map(|one| &one.kind) {
                    Some(Kind::Object(fields)) => {
                        open.extend(fields.iter().map(|field: &Field| &field.ty));
                    }
                    Some(kind @ Kind::Union(variants)) if kind.is_of_kinds() => {
                        open.extend(variants.iter().map(|variant| &variant.ty));
                    }
                    // What a variant holds is not looked at: indices are right for anything.
                    Some(Kind::Union(_)) => return true,
                    Some(Kind::Enum(_) | Kind::Newtype(..)) | None => {}
                }
            }
            Type::Plain(_) | Type::Named(_) => {}
        }
    }
    false
}

fn is_plain(types: &Types<'_>, name: &str) -> bool {
    types.named.get(name).is_some_and(|named| named.kind.is_plain())
}

fn inline_object<'a>(types: &Types<'a>, schema: &'a Node) -> Option<Flat<'a>> {
    if schema.text_of("$ref").is_some() {
        return None;
    }
    match shape(types.documents, schema, 0) {
        Shape::Object(flat) => Some(flat),
        _ => None,
    }
}
