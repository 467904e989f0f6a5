//! The whole public surface of a client on one page of text, for people who review a change.

mod former;

use std::fmt::Write as _;

use restwright_spec::api::{
    Api, Credential, Given, Group, Input, ListStyle, Location, Need, Object, Operation, Placement,
    Privacy, Type, TypeDef, TypeKind, Variant, When, Width, Word,
};

use crate::names::{constant, pascal};
use crate::signature::{self, Argument};
use crate::types;

/// Renders the page: credentials, operations with their inputs, types and error codes, each in a stable order.
#[must_use]
pub fn surface(api: &Api) -> String {
    let mut page = SurfaceWriter::default();
    page.line(0, &format!("{}: {}", *api.service.name, api.service.title));
    page.section("client");
    client(api, &mut page);
    page.section("operations");
    api.groups.iter().for_each(|group| operations(api, group, &mut page));
    page.section("types");
    api.types.iter().for_each(|def| named_type(def, &mut page));
    page.section("errors");
    errors(api, &mut page);
    former::section(api, &mut page);
    page.text
}

/// Lines of text, and rows of words that are lined up.
#[derive(Default)]
struct SurfaceWriter {
    text: String,
}

impl SurfaceWriter {
    fn section(&mut self, title: &str) {
        self.line(0, "");
        self.line(0, &format!("== {title} =="));
    }

    fn line(&mut self, indent: usize, line: &str) {
        let line = format!("{}{line}", " ".repeat(indent));
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn rows(&mut self, indent: usize, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<_> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let _ = write!(line, "{cell:<width$}  ");
            }
            self.line(indent, &line);
        }
    }
}

fn client(api: &Api, page: &mut SurfaceWriter) {
    let arguments: Vec<_> = api.service.arguments.iter().map(|id| id.value.as_str()).collect();
    page.line(2, &format!("Client::new({})", arguments.join(", ")));
    let servers: Vec<_> = api
        .servers
        .iter()
        .map(|server| {
            let usual = if *server.id == api.service.default_server { "default" } else { "" };
            vec![
                format!("servers::{}", constant(&server.id)),
                server.url.value.clone(),
                format!("{usual}{}", deprecated(server.deprecated.is_some())),
            ]
        })
        .collect();
    page.rows(2, &servers);
    let credentials: Vec<_> = api.credentials.iter().map(credential).collect();
    page.rows(2, &credentials);
}

fn credential(credential: &Credential) -> Vec<String> {
    let given = match credential.given {
        Given::Client => "given to the client",
        Given::ClientOptional => "given to the client's builder",
        Given::Call => "given with a call",
    };
    let places: Vec<_> = credential
        .placements
        .iter()
        .map(|placement| match placement {
            Placement::Query(name) => format!("query `{name}`"),
            Placement::Header { name, scheme: Some(scheme) } => {
                format!("header `{name}: {scheme} ...`")
            }
            Placement::Header { name, scheme: None } => format!("header `{name}`"),
        })
        .collect();
    let places = format!("{}{}", places.join(", or "), deprecated(credential.deprecated.is_some()));
    vec![credential.id.value.clone(), given.to_owned(), places]
}

fn operations(api: &Api, group: &Group, page: &mut SurfaceWriter) {
    for operation in &group.operations {
        page.line(0, "");
        self::operation(api, group, operation, page);
    }
}

fn operation(api: &Api, group: &Group, operation: &Operation, page: &mut SurfaceWriter) {
    let arguments = signature::arguments(api, operation);
    let signature: Vec<_> = arguments.iter().map(|argument| argument.id()).collect();
    page.line(
        2,
        &format!(
            "{}().{}({}){}",
            *group.id,
            *operation.id,
            signature.join(", "),
            deprecated(operation.deprecated.is_some())
        ),
    );
    let credentials: Vec<_> = operation.credentials.iter().map(|id| id.value.as_str()).collect();
    page.line(4, &format!("{} {}", operation.method.as_str(), *operation.path.template));
    let body = operation.response.ty.as_ref().map_or_else(|| "nothing".to_owned(), type_name);
    page.line(
        4,
        &format!(
            "returns {body} ({}), {}, with {}",
            operation.response.status,
            effect(operation),
            list(&credentials)
        ),
    );
    let required = arguments.iter().map(|argument| argument_row(*argument));
    let optional = operation.optional_inputs().map(|input| {
        row(
            &input.id,
            &needed(&type_name(&input.ty), input.need),
            &place(input),
            input.deprecated.is_some(),
        )
    });
    page.rows(6, &required.chain(optional).collect::<Vec<_>>());
    let errors: Vec<_> = operation.errors.iter().map(ToString::to_string).collect();
    if !errors.is_empty() {
        page.line(4, &format!("errors {}", errors.join(" ")));
    }
}

fn effect(operation: &Operation) -> String {
    format!("{:?}", operation.effect).to_lowercase()
}

fn list(words: &[&str]) -> String {
    if words.is_empty() { "no credentials".to_owned() } else { words.join(", ") }
}

fn argument_row(argument: Argument<'_>) -> Vec<String> {
    let place = match argument {
        Argument::Credential(_) => "credential".to_owned(),
        Argument::Body(_) => "body".to_owned(),
        Argument::Input(input) => place(input),
    };
    let deprecated = matches!(argument, Argument::Input(input) if input.deprecated.is_some());
    row(argument.id(), &needed(&type_name(&argument.ty()), argument.need()), &place, deprecated)
}

fn row(id: &str, ty: &str, place: &str, is_deprecated: bool) -> Vec<String> {
    vec![id.to_owned(), ty.to_owned(), format!("{place}{}", deprecated(is_deprecated))]
}

fn deprecated(is_deprecated: bool) -> &'static str {
    if is_deprecated { " (deprecated)" } else { "" }
}

fn place(input: &Input) -> String {
    let wire = &*input.wire;
    match input.location {
        Location::Path => format!("path `{wire}`"),
        Location::Query(ListStyle::Repeat) => format!("query `{wire}`"),
        Location::Query(ListStyle::Comma) => format!("query `{wire}`, joined by commas"),
        Location::Header => format!("header `{wire}`"),
        Location::Body => format!("body `{wire}`"),
    }
}

fn needed(ty: &str, need: Need) -> String {
    match need {
        Need::Required => ty.to_owned(),
        Need::RequiredNullable => format!("{ty} or null"),
        Need::Optional => format!("[{ty}]"),
        Need::OptionalNullable => format!("[{ty} or null]"),
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::String(Privacy::Public) => "String".to_owned(),
        Type::String(Privacy::Personal) => "Personal".to_owned(),
        Type::String(Privacy::Secret) => "Secret".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(Width::Int32) => "i32".to_owned(),
        Type::Integer(Width::Int64) => "i64".to_owned(),
        Type::Integer(Width::Uint32) => "u32".to_owned(),
        Type::Integer(Width::Uint64) => "u64".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Formatted(format) => types::format_name(*format).to_owned(),
        Type::Json => "Json".to_owned(),
        Type::List(element) => format!("Vec<{}>", type_name(element)),
        Type::Map(element) => format!("BTreeMap<String, {}>", type_name(element)),
        Type::Nullable(value) => format!("Option<{}>", type_name(value)),
        Type::Named(name) => name.clone(),
    }
}

fn named_type(def: &TypeDef, page: &mut SurfaceWriter) {
    let usage = match (def.usage.in_requests, def.usage.in_responses) {
        (true, true) => "sent and answered",
        (true, false) => "sent",
        (false, true) => "answered",
        (false, false) => "unused",
    };
    page.line(0, "");
    page.line(2, &format!("{} ({usage}){}", *def.name, deprecated(def.deprecated.is_some())));
    match &def.kind {
        TypeKind::Object(object) => page.rows(4, &fields(object)),
        TypeKind::Enum(values) => {
            let values = values.iter().map(|value| {
                row(
                    &pascal(&value.id).to_string(),
                    &wire(&value.wire),
                    "",
                    value.deprecated.is_some(),
                )
            });
            page.rows(4, &values.collect::<Vec<_>>());
        }
        TypeKind::Union(variants) => {
            page.rows(4, &variants.iter().map(variant).collect::<Vec<_>>());
        }
    }
}

fn fields(object: &Object) -> Vec<Vec<String>> {
    object
        .fields
        .iter()
        .map(|field| {
            row(
                &field.id,
                &needed(&type_name(&field.ty), field.need),
                &format!("`{}`", *field.wire),
                field.deprecated.is_some(),
            )
        })
        .collect()
}

/// A text in quotes, anything else without.
fn wire(word: &Word) -> String {
    match word {
        Word::Text(text) => format!("{text:?}"),
        word => word.to_string(),
    }
}

fn variant(variant: &Variant) -> Vec<String> {
    let when = match &variant.when {
        When::Has(key) => format!("if it has `{key}`"),
        When::Equals(key, word) => format!("if `{key}` is {}", wire(word)),
        When::Otherwise => "otherwise".to_owned(),
    };
    let when = format!("{when}{}", deprecated(variant.deprecated.is_some()));
    vec![pascal(&variant.id).to_string(), variant.ty.value.clone(), when]
}

fn errors(api: &Api, page: &mut SurfaceWriter) {
    let rows: Vec<_> = api
        .errors
        .iter()
        .map(|error| {
            let category = error.category.clone().unwrap_or_default();
            vec![
                error.code.to_string(),
                constant(&error.id).to_string(),
                error.status.to_string(),
                format!("{category}{}", deprecated(error.deprecated.is_some())),
            ]
        })
        .collect();
    page.rows(2, &rows);
}
