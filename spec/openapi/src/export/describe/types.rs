//! Named types and type expressions.

use restwright_spec::api::{
    EnumValue, Field, Object, Privacy, Type, TypeDef, TypeKind, Variant, When,
};

use super::limits::limits;
use super::{evolve, literal, push, text, texts, word};
use crate::yaml::{Yaml, entry, flag};

pub(super) fn named(def: &TypeDef) -> Yaml {
    let TypeDef {
        name: _,
        description,
        renamed_from,
        deprecated,
        usage: _,
        kind,
        limits,
        reserved,
    } = def;
    let mut entries = vec![entry("description", Yaml::text(description))];
    match kind {
        TypeKind::Object(Object { fields, arguments }) => {
            let fields = fields.iter().map(|one| (one.id.value.clone(), field(one)));
            entries.push(entry("fields", Yaml::Map(fields.collect(), false)));
            let arguments = (!arguments.is_empty()).then(|| Yaml::texts(arguments.iter().cloned()));
            push(&mut entries, "arguments", arguments);
        }
        TypeKind::Enum(values) => {
            let values = values.iter().map(|one| (one.id.value.clone(), value(one)));
            entries.push(entry("values", Yaml::Map(values.collect(), false)));
        }
        TypeKind::Union(variants) => {
            entries.push(entry("variants", Yaml::Block(variants.iter().map(variant).collect())));
        }
        TypeKind::Newtype(inner) => {
            entries.push(entry("is", Yaml::text(expression(inner))));
            entries.extend(privacy(inner).map(flag));
            entries.extend(self::limits(limits));
        }
    }
    push(&mut entries, "reserved", texts(reserved));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, false)
}

fn field(field: &Field) -> Yaml {
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
        renamed_from,
        deprecated,
    } = field;
    let mut entries = Vec::new();
    if *wire != *id {
        entries.push(entry("name", text(wire)));
    }
    entries.push(entry("type", Yaml::text(expression(ty))));
    // What always has one value is required, and nobody says so.
    entries.extend((need.is_required() && always.is_none()).then(|| flag("required")));
    entries.extend(need.is_nullable().then(|| flag("nullable")));
    entries.extend(privacy(ty).map(flag));
    entries.extend(self::limits(limits));
    push(&mut entries, "always", always.as_ref().map(word));
    entries.push(entry("description", Yaml::text(description)));
    push(&mut entries, "example", example.as_ref().map(literal));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, true)
}

fn value(value: &EnumValue) -> Yaml {
    let EnumValue { id, wire, description, renamed_from, deprecated } = value;
    let wire = word(wire);
    let mut entries = Vec::new();
    push(&mut entries, "name", Some(wire).filter(|wire| *wire != Yaml::text(&id.value)));
    entries.push(entry("description", Yaml::text(description)));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, true)
}

fn variant(variant: &Variant) -> Yaml {
    let Variant { id, ty, when, description, renamed_from, deprecated } = variant;
    let mut entries = vec![entry("id", text(id)), entry("type", Yaml::text(expression(ty)))];
    push(&mut entries, "when", condition(when));
    entries.extend(privacy(ty).map(flag));
    entries.push(entry("description", Yaml::text(description)));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, true)
}

/// The condition of a variant, unless it matches everything else.
pub(in crate::export) fn condition(when: &When) -> Option<Yaml> {
    match when {
        When::Is(kind) => Some(Yaml::Map(vec![entry("is", Yaml::text(kind.as_str()))], true)),
        When::Has(key) => Some(Yaml::Map(vec![entry("has", Yaml::text(key))], true)),
        When::Equals(key, value) => {
            let entries = vec![entry("key", Yaml::text(key)), entry("equals", word(value))];
            Some(Yaml::Map(entries, true))
        }
        When::Otherwise => None,
    }
}

/// A type as a description writes it.
pub(in crate::export) fn expression(ty: &Type) -> String {
    match ty {
        Type::String(_) => "string".to_owned(),
        Type::List(element) => format!("list<{}>", expression(element)),
        Type::Map(value) => format!("map<{}>", expression(value)),
        Type::Nullable(inner) => format!("{}?", expression(inner)),
        Type::Named(name) => name.clone(),
        plain @ (Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::Decimal
        | Type::Formatted(_)
        | Type::File
        | Type::Json) => plain.plain_name().unwrap_or("json").to_owned(),
    }
}

/// The key that says how carefully a text is handled.
pub(in crate::export) fn privacy(ty: &Type) -> Option<&'static str> {
    care(ty.privacy())
}

/// The key for this care.
pub(super) fn care(privacy: Privacy) -> Option<&'static str> {
    match privacy {
        Privacy::Public => None,
        Privacy::Secret => Some("secret"),
        Privacy::Personal => Some("personal"),
    }
}
