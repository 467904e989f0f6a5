//! Bodies of requests.

use restwright_spec::api::{
    BodyContent, BodyFormat, Example, FormLists, Input, Location, Operation, Type, TypeKind,
    WholeBody,
};

use super::document::{Context, id};
use super::operation::examples;
use super::schema::{of_properties, of_value};
use super::{describe, schema};
use crate::media::is_sent_as_it_is;
use crate::names::{Names, Role};
use crate::schema::is_odd;
use crate::yaml::{Entries, Yaml, entry, flag};

/// The body of a request.
pub(super) fn request_body(
    context: &Context<'_>,
    path: &[&str; 3],
    operation: &Operation,
    names: &mut Names,
) -> Option<Yaml> {
    let mut object = Vec::new();
    let bodies = if let Some(WholeBody { content, description }) = &operation.body {
        object.push(entry("description", Yaml::text(description)));
        object.push(flag("required"));
        whole(context, operation, content)
    } else {
        let is_field = |input: &&Input| input.location == Location::Body;
        let fields: Vec<&Input> = operation.inputs.iter().filter(is_field).collect();
        if fields.is_empty() {
            return None;
        }
        let is_required = fields.iter().any(|field| field.need.is_required());
        object.extend(is_required.then(|| flag("required")));
        vec![of_fields(context, path, operation, &fields, names)]
    };
    let examples = examples(operation, |one: &Example| one.request.as_ref()?.body.clone());
    let bodies = bodies.into_iter().map(|(kind, mut media)| {
        media.extend(examples.clone());
        (kind, Yaml::Map(media, false))
    });
    object.push(entry("content", Yaml::Map(bodies.collect(), false)));
    Some(Yaml::Map(object, false))
}

/// A body that is one value, by its content types.
fn whole(
    context: &Context<'_>,
    operation: &Operation,
    body: &BodyContent,
) -> Vec<(String, Entries)> {
    let schema = |ty: &Type| vec![entry("schema", Yaml::Map(of_value(ty, false), false))];
    let bytes = |kind: &str| (kind.to_owned(), Entries::new());
    match body {
        BodyContent::Value(ty) => {
            vec![(content_type(context, operation.body_format), schema(ty))]
        }
        BodyContent::Text(privacy, kind) => {
            let kind = kind.as_deref().unwrap_or("text/plain");
            vec![(kind.to_owned(), schema(&Type::String(*privacy)))]
        }
        BodyContent::File(kinds) if !kinds.is_empty() => {
            kinds.iter().map(|kind| bytes(kind)).collect()
        }
        BodyContent::Bytes(_) | BodyContent::File(_) => {
            vec![bytes(body.content_type().unwrap_or("application/octet-stream"))]
        }
    }
}

/// What is stated of a body whose content type stands for something else by itself.
pub(super) fn stated(operation: &Operation) -> Option<(String, Yaml)> {
    let body = operation.body.as_ref()?;
    let kinds = match &body.content {
        BodyContent::Value(_) => return None,
        BodyContent::Text(_, kind) | BodyContent::Bytes(kind) => kind.as_slice(),
        BodyContent::File(kinds) => kinds.as_slice(),
    };
    let is_told = kinds.iter().all(|kind| is_sent_as_it_is(kind));
    (!is_told).then(|| entry("whole_body", describe::whole(body)))
}

/// A body of fields, and its content type.
fn of_fields(
    context: &Context<'_>,
    path: &[&str; 3],
    operation: &Operation,
    fields: &[&Input],
    names: &mut Names,
) -> (String, Entries) {
    let required = fields.iter().filter(|field| field.need.is_required());
    let required = required.map(|field| key(operation, field)).collect();
    let properties = fields.iter().map(|one| property(context, path, operation, one, names));
    let schema = of_properties(properties.collect(), required);
    let mut media = vec![entry("schema", Yaml::Map(schema, false))];
    let encoding = fields.iter().filter_map(|one| encoding(context, operation, one));
    let encoding: Entries = encoding.collect();
    if !encoding.is_empty() {
        media.push(entry("encoding", Yaml::Map(encoding, false)));
    }
    (content_type(context, operation.body_format), media)
}

/// The content type of a format.
fn content_type(context: &Context<'_>, format: BodyFormat) -> String {
    match format {
        BodyFormat::Form(_) => "application/x-www-form-urlencoded".to_owned(),
        BodyFormat::Multipart => "multipart/form-data".to_owned(),
        BodyFormat::Json => {
            let kind = context.api.service.request_content_type.as_ref();
            kind.map_or("application/json", |kind| kind.value.as_str()).to_owned()
        }
    }
}

/// The key of a field in a body. A form has no other way to say that it writes brackets.
fn key(operation: &Operation, field: &Input) -> String {
    let is_bracketed = operation.body_format == BodyFormat::Form(FormLists::Brackets)
        && matches!(field.ty, Type::List(_));
    if is_bracketed { format!("{}[]", *field.wire) } else { field.wire.value.clone() }
}

fn property(
    context: &Context<'_>,
    path: &[&str; 3],
    operation: &Operation,
    field: &Input,
    names: &mut Names,
) -> (String, Yaml) {
    let schema = of_value(&field.ty, field.need.is_nullable());
    let mut schema = schema::limited(schema, &field.ty, &field.limits);
    schema.extend(schema::constant(field.always.as_ref()));
    schema.push(entry("description", Yaml::text(&field.description)));
    schema.extend(schema::example(context, &field.ty, field.example.as_ref()));
    schema.extend(field.deprecated.as_ref().map(|_| flag("deprecated")));
    let key = key(operation, field);
    let proposed = names.proposed(&key, Role::Input);
    let own = id(&field.id, if is_odd(&key) { "" } else { &proposed });
    names.stated_or(Some(&field.id), &key, Role::Input);
    context.state(&mut schema, &[path[0], path[1], path[2], "body", &field.id], own);
    (key, Yaml::Map(schema, true))
}

/// How a form writes a field, or what a part of a multipart body is, unless that is the usual way.
fn encoding(context: &Context<'_>, operation: &Operation, field: &Input) -> Option<(String, Yaml)> {
    let lists = match operation.body_format {
        BodyFormat::Form(lists) => lists,
        BodyFormat::Multipart if !field.content_types.is_empty() => {
            let kinds = Yaml::text(field.content_types.join(", "));
            let encoding = Yaml::Map(vec![entry("contentType", kinds)], true);
            return Some((key(operation, field), encoding));
        }
        BodyFormat::Json | BodyFormat::Multipart => return None,
    };
    let style = |style: &str, explode: bool| {
        let explode = Yaml::Raw(explode.to_string());
        vec![entry("style", Yaml::text(style)), entry("explode", explode)]
    };
    let encoding = match (&field.ty, lists) {
        (Type::List(_), FormLists::Comma) => style("form", false),
        (Type::List(_), FormLists::Indices) | (Type::Map(_), _) => style("deepObject", true),
        (Type::Named(name), _) => match context.api.named_type(name)?.kind {
            TypeKind::Object(_) | TypeKind::Union(_) => style("deepObject", true),
            TypeKind::Enum(_) | TypeKind::Newtype(_) => return None,
        },
        (Type::Json, _) => vec![entry("contentType", Yaml::text("application/json"))],
        _ => return None,
    };
    Some((key(operation, field), Yaml::Map(encoding, true)))
}
