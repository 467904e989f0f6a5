//! Types as schemas.

use std::collections::BTreeSet;

use restwright_spec::api::{
    Api, Bounds, EnumValue, Field, Format, Limits, Literal, Object, Operation, Payload, Privacy,
    Type, TypeDef, TypeKind, Variant, When, Width, Word,
};

use super::describe::{condition, literal, privacy, word};
use super::document::{Context, id};
use crate::media::is_lines;
use crate::names::{Names, Role};
use crate::schema::is_odd;
use crate::stated::{ID, NAME};
use crate::yaml::{Entries, Yaml, entry, flag};

/// The schemas of all named types, by their names.
pub(super) fn named(context: &Context<'_>) -> Entries {
    let mut names = Names::default();
    let mut schemas = Vec::new();
    for def in &context.api.types {
        let TypeDef {
            name,
            description,
            deprecated,
            usage: _,
            kind,
            limits,
            renamed_from: _,
            reserved: _,
        } = def;
        let is_used = context.used.contains(&name.value);
        let is_told = is_used && !context.is_plain && looks_like_one(kind);
        let is_told = is_told && names.proposed_type(name) == **name;
        let own = (!is_told).then(|| entry(NAME, Yaml::text(&name.value)));
        names.stated_type(Some(name), name);
        let mut schema = vec![entry("description", Yaml::text(description))];
        schema.extend(match kind {
            TypeKind::Object(object) => self::object(context, name, object),
            TypeKind::Enum(values) => self::values(values),
            TypeKind::Union(variants) => self::variants(context, name, variants),
            TypeKind::Newtype(inner) => limited(of_value(inner, false), inner, limits),
        });
        schema.extend(deprecated.as_ref().map(|_| flag("deprecated")));
        let mut own: Entries = own.into_iter().collect();
        if let TypeKind::Enum(values) = kind {
            own.extend(self::notes(context, name, values));
        }
        context.state(&mut schema, &["types", name], own);
        schemas.push((name.value.clone(), Yaml::Map(schema, false)));
    }
    schemas
}

/// Names of the types that operations use, and that an import finds by itself.
pub(super) fn used(api: &Api) -> BTreeSet<String> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut open: Vec<&Type> = operations.flat_map(of_operation).collect();
    let mut used = BTreeSet::new();
    while let Some(ty) = open.pop() {
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => open.push(inner),
            Type::Named(name) if used.insert(name.clone()) => {
                let mut names = vec![name];
                while let Some(def) = names.pop().and_then(|name| api.named_type(name)) {
                    match &def.kind {
                        TypeKind::Object(object) => {
                            open.extend(object.fields.iter().map(|field| &field.ty));
                        }
                        TypeKind::Union(variants) => {
                            for variant in variants {
                                open.push(&variant.ty);
                            }
                        }
                        TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
                    }
                }
            }
            _ => {}
        }
    }
    used
}

fn of_operation(operation: &Operation) -> Vec<&Type> {
    let inputs = operation.inputs.iter().map(|input| &input.ty);
    let body = operation.body.iter().filter_map(|body| body.content.ty());
    let outcomes = operation.response.outcomes.iter();
    let payloads = outcomes.filter_map(|outcome| match &outcome.payload {
        // Lines of another content type are stated alone.
        Payload::Lines(_, Some(kind)) if !is_lines(kind) => None,
        payload => payload.json().or(payload.item()),
    });
    inputs.chain(body).chain(payloads).collect()
}

fn object(context: &Context<'_>, name: &str, object: &Object) -> Entries {
    let Object { fields, arguments: _ } = object;
    let mut names = Names::default();
    let mut properties = Vec::new();
    for field in fields {
        let Field {
            id,
            wire,
            ty,
            need,
            recursive: _,
            limits,
            always,
            description,
            example,
            renamed_from: _,
            deprecated,
        } = field;
        let mut schema = limited(of_value(ty, need.is_nullable()), ty, limits);
        schema.extend(constant(always.as_ref()));
        schema.push(entry("description", Yaml::text(description)));
        schema.extend(self::example(context, ty, example.as_ref()));
        schema.extend(deprecated.as_ref().map(|_| flag("deprecated")));
        let proposed = names.proposed(wire, Role::Field);
        let own = self::id(id, if is_odd(wire) { "" } else { &proposed });
        names.stated_or(Some(id), wire, Role::Field);
        context.state(&mut schema, &["types", name, "fields", id], own);
        properties.push((wire.value.clone(), Yaml::Map(schema, true)));
    }
    let required = fields.iter().filter(|field| field.need.is_required());
    let required = required.map(|field| field.wire.value.clone());
    of_properties(properties, required.collect())
}

/// The one value of what always has it.
pub(super) fn constant(always: Option<&Word>) -> Option<(String, Yaml)> {
    always.map(|always| entry("const", word(always)))
}

/// An example. One of a secret or of personal data is stated for imports alone.
pub(super) fn example(
    context: &Context<'_>,
    ty: &Type,
    example: Option<&Literal>,
) -> Option<(String, Yaml)> {
    let example = example.filter(|_| !is_private(context.api, ty))?;
    Some(entry("example", literal(example)))
}

/// Whether a value is a secret or personal data, by itself or by the newtype that it is.
fn is_private(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => is_private(api, inner),
        Type::Named(name) => match api.named_type(name).map(|def| &def.kind) {
            Some(TypeKind::Newtype(inner)) => privacy(inner).is_some(),
            _ => false,
        },
        plain => privacy(plain).is_some(),
    }
}

/// An object of some properties.
pub(super) fn of_properties(properties: Entries, required: Vec<String>) -> Entries {
    let mut schema = vec![entry("type", Yaml::text("object"))];
    if !properties.is_empty() {
        schema.push(entry("properties", Yaml::Map(properties, false)));
    }
    if !required.is_empty() {
        schema.push(entry("required", Yaml::texts(required)));
    }
    schema
}

/// An enum, with ids and descriptions as generators of other clients read them.
fn values(values: &[EnumValue]) -> Entries {
    let mut kinds: Vec<_> = values.iter().map(|value| kind(&value.wire)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let ty = match kinds.as_slice() {
        [only] => Yaml::text(*only),
        kinds => Yaml::texts(kinds.iter().copied()),
    };
    let list = |one: &dyn Fn(&EnumValue) -> Yaml| Yaml::list(values.iter().map(one).collect());
    let mut schema = vec![entry("type", ty), entry("enum", list(&|value| word(&value.wire)))];
    let mut names = Names::default();
    let is_derived = |EnumValue { id, wire, .. }: &EnumValue| {
        let proposed = names.proposed(wire.as_str(), Role::Value);
        names.stated_or(Some(id), wire.as_str(), Role::Value);
        proposed == **id
    };
    if !values.iter().all(is_derived) {
        schema.push(entry("x-enum-varnames", list(&|value| Yaml::text(&value.id.value))));
    }
    schema.push(entry("x-enum-descriptions", list(&|value| Yaml::text(&value.description))));
    schema
}

/// Whether an import takes a schema for a named type even if that is not stated.
fn looks_like_one(kind: &TypeKind) -> bool {
    let is_usual = |word: &Word| match word {
        Word::Text(text) => !is_odd(text),
        Word::Number(digits) => digits.parse::<i64>().is_ok(),
        Word::Boolean(_) => false,
    };
    match kind {
        TypeKind::Object(object) => !object.fields.is_empty(),
        TypeKind::Enum(values) => values.iter().all(|value| is_usual(&value.wire)),
        TypeKind::Union(_) => true,
        TypeKind::Newtype(_) => false,
    }
}

/// What is stated about the values of an enum.
fn notes(context: &Context<'_>, name: &str, values: &[EnumValue]) -> Option<(String, Yaml)> {
    let stated = |value: &EnumValue| {
        let stated = context.statements.at(&["types", name, "values", &value.id]);
        (!stated.is_empty()).then(|| (value.id.value.clone(), Yaml::Map(stated.to_vec(), true)))
    };
    let stated: Entries = values.iter().filter_map(stated).collect();
    (!stated.is_empty()).then(|| entry("values", Yaml::Map(stated, true)))
}

fn kind(word: &Word) -> &'static str {
    match word {
        Word::Text(_) => "string",
        Word::Number(digits) if digits.parse::<i64>().is_ok() => "integer",
        Word::Number(_) => "number",
        Word::Boolean(_) => "boolean",
    }
}

/// Alternatives, of which the first that fits counts. Where one value tells all of them apart, only one can fit.
fn variants(context: &Context<'_>, name: &str, variants: &[Variant]) -> Entries {
    let branch = |variant: &Variant| {
        let Variant { id, ty, when, description, renamed_from: _, deprecated } = variant;
        let mut schema = of_value(ty, false);
        schema.push(entry("description", Yaml::text(description)));
        schema.extend(deprecated.as_ref().map(|_| flag("deprecated")));
        let mut own = vec![entry(ID, Yaml::text(&id.value))];
        own.extend(condition(when).map(|when| entry("when", when)));
        context.state(&mut schema, &["types", name, "variants", id], own);
        Yaml::Map(schema, false)
    };
    let branches = Yaml::Block(variants.iter().map(branch).collect());
    let Some((key, mapping)) = discriminator(variants) else {
        return vec![entry("anyOf", branches)];
    };
    let discriminator =
        vec![entry("propertyName", Yaml::text(key)), entry("mapping", Yaml::Map(mapping, false))];
    vec![entry("oneOf", branches), entry("discriminator", Yaml::Map(discriminator, false))]
}

/// The key whose text tells all variants apart, and the schema for each text.
fn discriminator(variants: &[Variant]) -> Option<(&str, Entries)> {
    let mut mapping = Vec::new();
    let mut keys = Vec::new();
    for variant in variants {
        let (When::Equals(key, Word::Text(text)), Some(name)) = (&variant.when, variant.object())
        else {
            return None;
        };
        keys.push(key.as_str());
        mapping.push((text.clone(), Yaml::text(pointer("schemas", name))));
    }
    let (first, rest) = keys.split_first()?;
    rest.iter().all(|key| key == first).then_some((*first, mapping))
}

/// The schema of a value, as keys to which more can be added.
pub(super) fn of_value(ty: &Type, is_nullable: bool) -> Entries {
    let plain = |word: &str, format: Option<&str>| {
        let kind = if is_nullable { Yaml::texts([word, "null"]) } else { Yaml::text(word) };
        let format = format.map(|format| entry("format", Yaml::text(format)));
        [Some(entry("type", kind)), format].into_iter().flatten().collect::<Entries>()
    };
    match ty {
        Type::String(Privacy::Secret) => plain("string", Some("password")),
        Type::String(Privacy::Public | Privacy::Personal) => plain("string", None),
        Type::Boolean => plain("boolean", None),
        Type::Integer(width) => plain("integer", Some(self::width(*width))),
        Type::Number => plain("number", None),
        Type::Decimal => plain("number", Some("decimal")),
        Type::Formatted(Format::Timestamp) => plain("string", Some("date-time")),
        Type::Formatted(Format::Date) => plain("string", Some("date")),
        Type::Formatted(Format::Uuid) => plain("string", Some("uuid")),
        Type::Json => Vec::new(),
        Type::File => plain("string", Some("binary")),
        Type::List(element) => {
            let mut schema = plain("array", None);
            schema.push(entry("items", Yaml::Map(of_value(element, false), true)));
            schema
        }
        Type::Map(value) => {
            let mut schema = plain("object", None);
            schema.push(entry("additionalProperties", Yaml::Map(of_value(value, false), true)));
            schema
        }
        Type::Nullable(inner) => of_value(inner, true),
        Type::Named(name) if is_nullable => {
            let null = Yaml::Map(vec![entry("type", Yaml::text("null"))], true);
            vec![entry(
                "anyOf",
                Yaml::Block(vec![Yaml::Map(reference("schemas", name), true), null]),
            )]
        }
        Type::Named(name) => reference("schemas", name),
    }
}

/// The schema of a value with its limits: those of what a list or a map holds stand there.
pub(super) fn limited(mut schema: Entries, ty: &Type, limits: &Limits) -> Entries {
    if limits.is_empty() {
        return schema;
    }
    let count = |key: &str, count: Option<u64>| Some(entry(key, Yaml::Raw(count?.to_string())));
    let (inner, within, [least, most]) = match ty {
        Type::List(inner) => (inner, "items", ["minItems", "maxItems"]),
        Type::Map(inner) => (inner, "additionalProperties", ["minProperties", "maxProperties"]),
        Type::Nullable(inner) => return limited(schema, inner, limits),
        _ => {
            let Limits { length, range, pattern, items: _, unique: _, enforce: _ } = limits;
            schema.extend(count("minLength", length.min));
            schema.extend(count("maxLength", length.max));
            let ends = [
                (&range.low, "minimum", "exclusiveMinimum"),
                (&range.high, "maximum", "exclusiveMaximum"),
            ];
            schema.extend(ends.into_iter().filter_map(|(bound, inclusive, exclusive)| {
                let bound = bound.as_ref()?;
                let key = if bound.is_exclusive { exclusive } else { inclusive };
                Some(entry(key, Yaml::Raw(bound.digits.clone())))
            }));
            schema.extend(pattern.as_ref().map(|pattern| entry("pattern", Yaml::text(pattern))));
            return schema;
        }
    };
    let items = Limits { items: Bounds::default(), unique: false, ..limits.clone() };
    for (key, value) in &mut schema {
        if key == within
            && let Yaml::Map(entries, _) = value
        {
            *entries = limited(std::mem::take(entries), inner, &items);
        }
    }
    schema.extend(count(least, limits.items.min));
    schema.extend(count(most, limits.items.max));
    schema.extend(limits.unique.then(|| flag("uniqueItems")));
    schema
}

fn width(width: Width) -> &'static str {
    match width {
        Width::Int32 => "int32",
        Width::Int64 => "int64",
        Width::Uint32 => "uint32",
        Width::Uint64 => "uint64",
    }
}

/// A reference to a component.
pub(super) fn reference(section: &str, name: &str) -> Entries {
    vec![entry("$ref", Yaml::text(pointer(section, name)))]
}

fn pointer(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}
