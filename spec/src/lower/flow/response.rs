//! What a flow takes from a response: the variant with which it goes on, and fields as values.

use std::collections::BTreeMap;

use crate::api::{Api, Field, GivenValue, Object, Operation, Returned, Type, TypeDef, TypeKind};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::lower::{Context, all};
use crate::{document, rule, suggest};

/// The variant, and the given values with their types, by id.
type Taken = (Option<String>, Vec<(GivenValue, Type)>);

pub(super) fn response(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    name: &Text,
    called: &Operation,
) -> Option<Taken> {
    let def = definition(api, called.response.value());
    let variants = variants(api, def, called);
    let gives = document.gives.as_ref();
    let (variant, source) = match (document.variant.as_ref(), variants) {
        (Some(id), Some(variants)) => {
            let source = variant(context, &variants, id)?;
            (Some(id.value.clone()), source)
        }
        (Some(id), None) => {
            refuse_variant(context, id, "the response has no variants");
            return None;
        }
        (None, Some(_)) if gives.is_some() => {
            refuse_variant(context, name, "the response has variants: add `variant`");
            return None;
        }
        (None, _) => (None, def),
    };
    let mut list = Some(Vec::new());
    let mut seen = BTreeMap::new();
    for (id, path) in gives.into_iter().flat_map(Entries::iter) {
        let path = path?;
        if let Some(first) = seen.insert(path.value.clone(), path.span) {
            let message = format!("the field `{}` is given twice", path.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_REFERENCE, message)
                .label(path.span, "again here")
                .label(first, "first here");
            context.report.push(diagnostic);
            return None;
        }
        let value = value_at(context, api, source, path).map(|ty| {
            let path = path.split('.').map(ToOwned::to_owned).collect();
            (GivenValue { id: id.clone(), path }, ty)
        });
        list = all(list, value);
    }
    let mut list = list?;
    list.sort_by(|(a, _), (b, _)| a.id.value.cmp(&b.id.value));
    Some((variant, list))
}

/// The ids of what a response can be, each with the type that holds its fields.
type Variants<'a> = Vec<(&'a str, Option<&'a TypeDef>)>;

/// What a response can be: the variants of a union, or those that its statuses tell apart.
fn variants<'a>(
    api: &'a Api,
    def: Option<&'a TypeDef>,
    called: &'a Operation,
) -> Option<Variants<'a>> {
    if let Returned::Variants(outcomes) = called.response.returned() {
        let named = outcomes.iter().filter_map(|outcome| {
            let id = outcome.variant.as_ref()?.id.as_str();
            Some((id, definition(api, outcome.payload.json())))
        });
        return Some(named.collect());
    }
    match &def?.kind {
        TypeKind::Union(variants) => {
            let named = variants.iter().map(|it| (it.id.as_str(), definition(api, Some(&it.ty))));
            Some(named.collect())
        }
        TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Newtype(_) => None,
    }
}

fn definition<'a>(api: &'a Api, ty: Option<&Type>) -> Option<&'a TypeDef> {
    match ty? {
        Type::Named(name) => api.named_type(name),
        _ => None,
    }
}

/// The type that holds the fields of a variant. `None` if there is no such variant.
#[expect(clippy::option_option, reason = "a variant may be missing, and it may have no fields")]
fn variant<'a>(
    context: &mut Context<'_>,
    variants: &Variants<'a>,
    id: &Text,
) -> Option<Option<&'a TypeDef>> {
    let found = variants.iter().find(|(variant, _)| **variant == **id);
    if found.is_none() {
        let ids = variants.iter().map(|(variant, _)| *variant);
        let message = format!("unknown variant `{}`", **id);
        let diagnostic = Diagnostic::error(rule::UNKNOWN_VARIANT, message)
            .label(id.span, "the response has no variant of this id")
            .suggest(id.span, suggest::closest(id, ids));
        context.report.push(diagnostic);
    }
    found.map(|(_, def)| *def)
}

fn refuse_variant(context: &mut Context<'_>, at: &Text, reason: &str) {
    let message = "`variant` is for responses with variants, and needed where they give values";
    let diagnostic = Diagnostic::error(rule::FLOW_VARIANT, message).label(at.span, reason);
    context.report.push(diagnostic);
}

/// The type of the value at a path of fields.
fn value_at(
    context: &mut Context<'_>,
    api: &Api,
    source: Option<&TypeDef>,
    path: &Text,
) -> Option<Type> {
    let mut def = source;
    let mut ty = None;
    for id in path.split('.') {
        let object = match def.map(|def| &def.kind) {
            Some(TypeKind::Object(object)) => Some(object),
            _ => None,
        };
        let Some(field) = object.and_then(|object| field(object, id)) else {
            let ids = object.into_iter().flat_map(Object::varying_fields);
            let meant = suggest::closest(id, ids.map(|field| field.id.as_str()));
            let diagnostic =
                Diagnostic::error(rule::UNKNOWN_FIELD, format!("unknown field `{id}`"))
                    .label(path.span, "the response has no such field");
            context.report.push(match meant {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic,
            });
            return None;
        };
        def = match &field.ty {
            Type::Named(name) => api.named_type(name),
            _ => None,
        };
        ty = Some(field.ty.clone());
    }
    ty.filter(|ty| is_single(ty, def)).or_else(|| {
        let message = format!("`{}` is no single value", path.value);
        let diagnostic = Diagnostic::error(rule::FLOW_FIELD, message)
            .label(path.span, "an object, a list or a map")
            .help("name a field within it, such as `order.number`");
        context.report.push(diagnostic);
        None
    })
}

fn field<'a>(object: &'a Object, id: &str) -> Option<&'a Field> {
    object.varying_fields().find(|field| *field.id == id)
}

/// Whether a value is text, a number, a boolean, a timestamp or of an enum.
fn is_single(ty: &Type, def: Option<&TypeDef>) -> bool {
    match ty {
        Type::String(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::Decimal
        | Type::Formatted(_) => true,
        Type::Named(_) => {
            matches!(def.map(|def| &def.kind), Some(TypeKind::Enum(_) | TypeKind::Newtype(_)))
        }
        Type::Json | Type::File | Type::List(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}
