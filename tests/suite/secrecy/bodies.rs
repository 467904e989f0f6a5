//! Answers made from the description: with a canary in every place that must not show, and with every kind of mistake.

use restwright_spec::api::{Api, Field, Privacy, Type, TypeKind};
use serde_json::{Value as Json, json};

use super::canary::canary;

/// How deep types that hold themselves are followed.
const DEPTH: usize = 5;

/// An answer with every field, and a canary in each that is secret or personal and in one that no type knows.
pub(super) fn full(api: &Api, ty: &Type) -> Vec<Json> {
    match ty {
        Type::Named(name) => match &definition(api, name).kind {
            TypeKind::Union(variants) => {
                variants.iter().flat_map(|variant| full(api, &variant.ty)).collect()
            }
            _ => vec![value(api, ty, DEPTH)],
        },
        _ => vec![value(api, ty, DEPTH)],
    }
}

/// Answers in which one value is of a wrong kind, for every field that there is and every kind that it is not.
pub(super) fn wrong(api: &Api, ty: &Type) -> Vec<Json> {
    misfits(api, ty, DEPTH)
}

fn value(api: &Api, ty: &Type, depth: usize) -> Json {
    match ty {
        Type::String(Privacy::Public) => json!("shown"),
        Type::String(_) => json!(canary("text")),
        Type::Boolean => json!(true),
        Type::Integer(_) => json!(1),
        Type::Decimal => json!(0.25),
        Type::Number => json!(0.5),
        Type::Formatted(format) => json!(format.example()),
        Type::Json => json!({ canary("key"): [canary("json")] }),
        Type::File => unreachable!("no response holds a file"),
        Type::Nullable(ty) => value(api, ty, depth),
        Type::List(item) => json!([value(api, item, depth)]),
        Type::Map(item) => json!({ "key": value(api, item, depth) }),
        Type::Named(name) => match &definition(api, name).kind {
            TypeKind::Newtype(inner) => value(api, inner, depth),
            TypeKind::Enum(_) => json!(canary("enum")),
            TypeKind::Union(variants) => value(api, &variants[0].ty, depth),
            TypeKind::Object(_) if depth == 0 => json!({}),
            TypeKind::Object(object) => {
                let field =
                    |field: &Field| (field.wire.to_string(), value(api, &field.ty, depth - 1));
                let mut fields: serde_json::Map<_, _> = object.fields.iter().map(field).collect();
                fields.insert("unknown-to-every-type".to_owned(), json!(canary("unknown")));
                Json::Object(fields)
            }
        },
    }
}

/// Values that do not fit a type, or hold one that does not fit.
fn misfits(api: &Api, ty: &Type, depth: usize) -> Vec<Json> {
    let text = || json!(canary("instead"));
    let list = || json!([canary("in-list")]);
    let object = || json!({ canary("key"): canary("in-object") });
    match ty {
        // Any text fits, and that of a public field shows.
        Type::String(Privacy::Public) => vec![list(), object()],
        Type::String(_) | Type::Formatted(_) => vec![list(), object(), text()],
        Type::Boolean | Type::Integer(_) | Type::Number | Type::Decimal => {
            vec![text(), list(), object()]
        }
        Type::Json | Type::File => Vec::new(),
        Type::Nullable(ty) => misfits(api, ty, depth),
        Type::List(item) => {
            let items = misfits(api, item, depth).into_iter().map(|item| json!([item]));
            items.chain([text(), object()]).collect()
        }
        Type::Map(item) => {
            let items = misfits(api, item, depth).into_iter();
            // The keys of a map show: a description cannot say that they are private.
            items.map(|item| json!({ "key": item })).chain([text(), list()]).collect()
        }
        Type::Named(name) => match &definition(api, name).kind {
            TypeKind::Newtype(inner) => misfits(api, inner, depth),
            TypeKind::Enum(_) => vec![list(), object()],
            TypeKind::Union(variants) => {
                variants.iter().flat_map(|variant| misfits(api, &variant.ty, depth)).collect()
            }
            TypeKind::Object(_) if depth == 0 => vec![text(), list()],
            TypeKind::Object(object) => {
                let fields = object.fields.iter().flat_map(|field| {
                    let values = misfits(api, &field.ty, depth - 1).into_iter();
                    values.map(|value| json!({ field.wire.as_str(): value }))
                });
                fields.chain([text(), list()]).collect()
            }
        },
    }
}

fn definition<'a>(api: &'a Api, name: &str) -> &'a restwright_spec::api::TypeDef {
    let mut types = api.types.iter();
    types.find(|ty| *ty.name == name).expect("a name of a type was looked up")
}
