//! Named types: objects, open enums and unions.

use std::collections::BTreeMap;

use super::former::Formers;
use super::graph::{Hold, Holder};
use super::limits::Written;
use super::{Context, all, field, limits, newtype, reserved, wire, words};
use crate::api::{
    EnumValue, Limits, Object, TypeDef, TypeKind, Usage, Variant, When, Word, is_same_key,
};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::document::{self, WireId};
use crate::{Spanned, rule};

/// All types by name. Their usage, and which fields are recursive, is only known once the operations are.
pub(super) fn types(context: &mut Context<'_>) -> Option<Vec<TypeDef>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.types.names());
    let mut types = Some(Vec::new());
    for (name, document) in declared.types.iter() {
        let ty = document.and_then(|document| typedef(context, name, document, &mut formers));
        types = all(types, ty);
    }
    types
}

fn typedef<'a>(
    context: &mut Context<'a>,
    name: &'a Text,
    document: &'a document::Type,
    formers: &mut Formers<'_>,
) -> Option<TypeDef> {
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let renamed_from = formers.type_name(context, document.renamed_from.as_ref(), name);
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    let kind = if let Some(fields) = &document.fields {
        object(context, name, document, fields).map(TypeKind::Object)
    } else if let Some(values) = &document.values {
        refuse_arguments(context, document);
        values_of(context, name, values).map(TypeKind::Enum)
    } else if let Some(variants) = &document.variants {
        refuse_arguments(context, document);
        union(context, name, variants).map(TypeKind::Union)
    } else if let Some(scalar) = &document.scalar {
        refuse_arguments(context, document);
        newtype::newtype(context, name, document, scalar).map(TypeKind::Newtype)
    } else {
        None
    };
    newtype::refuse_care(context, document);
    limits::refuse(context, document);
    let limits = match &kind {
        Some(TypeKind::Newtype(inner)) => Written::from(document).lower(context, Some(inner)),
        _ => Ok(Limits::default()),
    };
    let reserved = reserved_members(context, document);
    Some(TypeDef {
        name: name.clone(),
        description: description?,
        renamed_from,
        deprecated,
        usage: Usage::default(),
        kind: kind?,
        limits: limits.ok()?,
        reserved,
    })
}

fn reserved_members(context: &mut Context<'_>, document: &document::Type) -> Vec<Text> {
    let reserved = document.reserved.as_deref();
    if let Some(fields) = &document.fields {
        reserved::ids(context, "field", reserved, fields.iter().map(|(id, _)| id))
    } else if let Some(values) = &document.values {
        reserved::ids(context, "value", reserved, values.iter().map(|(id, _)| id))
    } else {
        let variants = document.variants.iter().flatten();
        reserved::ids(
            context,
            "variant",
            reserved,
            variants.filter_map(|variant| variant.id.as_ref()),
        )
    }
}

fn object<'a>(
    context: &mut Context<'a>,
    name: &'a Text,
    document: &'a document::Type,
    fields: &'a Entries<WireId, document::Field>,
) -> Option<Object> {
    let holder = Holder::Type(name, Hold::Inline);
    let mut taken = wire::Taken::default();
    let fields = field::fields(context, fields, holder, "object", &mut taken);
    let arguments = document.arguments.iter().flatten();
    Some(Object {
        fields: fields?,
        arguments: arguments.map(|argument| argument.value.clone()).collect(),
    })
}

fn refuse_arguments(context: &mut Context<'_>, document: &document::Type) {
    if let Some(first) = document.arguments.iter().flatten().next() {
        let diagnostic = Diagnostic::error(rule::MISPLACED_KEY, "`arguments` cannot stand here")
            .label(first.span, "only an object has a constructor");
        context.report.push(diagnostic);
    }
}

fn values_of(
    context: &mut Context<'_>,
    name: &Text,
    documents: &Entries<WireId, document::EnumValue>,
) -> Option<Vec<EnumValue>> {
    if documents.len() == 0 {
        let diagnostic =
            Diagnostic::error(rule::EMPTY_TYPE, format!("`{}` has no values", name.value))
                .label(name.span, "an enum needs at least one value");
        context.report.push(diagnostic);
    }
    let mut by_wire = BTreeMap::new();
    let mut formers = Formers::among(documents.iter().map(|(id, _)| id.as_str()));
    let mut values = Some(Vec::new());
    for (id, document) in documents.iter() {
        let value = document.and_then(|document| {
            let by_id = || Spanned::new(Word::Text(id.value.clone()), id.span);
            let wire = document.name.clone().unwrap_or_else(by_id);
            // Clients read numbers in quotes, so that the characters alone have to tell.
            if let Some(first) = by_wire.insert(wire.in_one_form().as_str().to_owned(), wire.span) {
                let message = format!("two values are `{}` on the wire", wire.value);
                let diagnostic = Diagnostic::error(rule::DUPLICATE_VALUE, message)
                    .label(wire.span, "again here")
                    .label(first, "first here");
                context.report.push(diagnostic);
            }
            let description =
                words::required(context, document.description.as_ref(), words::markdown);
            let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
            let deprecated = words::deprecation(context, document.deprecated.as_ref());
            Some(EnumValue {
                id: id.clone(),
                wire,
                description: description?,
                renamed_from,
                deprecated,
            })
        });
        values = all(values, value);
    }
    values.map(|mut values| {
        values.sort_by(|left: &EnumValue, right| left.id.cmp(&right.id));
        values
    })
}

fn union<'a>(
    context: &mut Context<'a>,
    name: &'a Text,
    documents: &'a [document::Variant],
) -> Option<Vec<Variant>> {
    if documents.is_empty() {
        let diagnostic =
            Diagnostic::error(rule::EMPTY_TYPE, format!("`{}` has no variants", name.value))
                .label(name.span, "a union needs at least one variant");
        context.report.push(diagnostic);
    }
    let mut ids = BTreeMap::new();
    let living = documents.iter().filter_map(|variant| Some(variant.id.as_ref()?.as_str()));
    let mut formers = Formers::among(living);
    let mut conditions: Vec<(When, &document::Variant)> = Vec::new();
    let mut variants = Some(Vec::new());
    for (index, document) in documents.iter().enumerate() {
        if let Some(id) = &document.id {
            words::id(context, id);
            if let Some(first) = ids.insert(id.as_str(), id.span) {
                let message = format!("the variant `{}` is declared twice", id.value);
                let diagnostic = Diagnostic::error(rule::DUPLICATE_VARIANT, message)
                    .label(id.span, "declared again here")
                    .label(first, "first declared here");
                context.report.push(diagnostic);
            }
        }
        let when = condition(context, document, index + 1 == documents.len());
        if let Some(when) = &when {
            refuse_same_condition(context, document, when, &conditions);
            conditions.push((when.clone(), document));
        }
        variants = all(variants, variant(context, name, document, when, &mut formers));
    }
    variants
}

fn variant<'a>(
    context: &mut Context<'a>,
    name: &'a Text,
    document: &'a document::Variant,
    when: Option<When>,
    formers: &mut Formers<'_>,
) -> Option<Variant> {
    let ty = document.ty.as_ref().filter(|ty| object_type(context, name, ty));
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let id = document.id.as_ref();
    let renamed_from = id.and_then(|id| formers.id(context, document.renamed_from.as_ref(), id));
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    Some(Variant {
        id: id?.clone(),
        ty: ty?.clone(),
        when: when?,
        description: description?,
        renamed_from,
        deprecated,
    })
}

/// Whether the type of a variant is an object.
fn object_type<'a>(context: &mut Context<'a>, union: &'a str, ty: &'a Text) -> bool {
    let declared = context.declared;
    if !context.refer(&declared.types, ty) {
        return false;
    }
    if let Some(held) = declared.types.key(ty) {
        context.graph.add(Holder::Type(union, Hold::Variant), held, ty.span);
    }
    let Some(document) = declared.types.get(ty) else {
        return true;
    };
    let is_other =
        document.values.is_some() || document.variants.is_some() || document.scalar.is_some();
    if document.fields.is_none() && is_other {
        let message = format!("the variant type `{}` is not an object", ty.value);
        let diagnostic = Diagnostic::error(rule::VARIANT_NOT_OBJECT, message)
            .label(ty.span, "a variant is told apart by the keys of an object");
        context.report.push(diagnostic);
        return false;
    }
    true
}

fn condition(context: &mut Context<'_>, document: &document::Variant, last: bool) -> Option<When> {
    let Some(when) = &document.when else {
        // It has one, which is wrong.
        if document.has_gaps {
            return None;
        }
        if last {
            return Some(When::Otherwise);
        }
        let diagnostic = Diagnostic::error(
            rule::UNREACHED_VARIANT,
            "the variants behind this one are never reached",
        )
        .label(document.span, "without `when` a variant always applies")
        .help("give it a `when`, or make it the last");
        context.report.push(diagnostic);
        return None;
    };
    match (&when.has, &when.key, &when.equals) {
        (Some(has), _, None) => Some(When::Has(has.value.clone())),
        (None, Some(key), Some(equals)) => {
            Some(When::Equals(key.value.clone(), equals.value.in_one_form()))
        }
        (None, Some(key), None) if !when.has_gaps => {
            let diagnostic = Diagnostic::error(rule::MISSING_KEY, "missing key `equals`")
                .label(key.span, "with which value?");
            context.report.push(diagnostic);
            None
        }
        (Some(_), _, Some(equals)) => {
            let diagnostic =
                Diagnostic::error(rule::CONFLICTING_KEYS, "`has` and `equals` exclude each other")
                    .label(equals.span, "`equals` goes with `key`");
            context.report.push(diagnostic);
            None
        }
        (None, _, _) => None,
    }
}

fn refuse_same_condition(
    context: &mut Context<'_>,
    document: &document::Variant,
    when: &When,
    before: &[(When, &document::Variant)],
) {
    let covers = |other: &When| match (other, when) {
        (When::Has(other), When::Has(key) | When::Equals(key, _)) => is_same_key(other, key),
        (When::Equals(other, word), When::Equals(key, equals)) => {
            is_same_key(other, key) && word.in_one_form() == equals.in_one_form()
        }
        (other, when) => other == when,
    };
    if let Some((_, first)) = before.iter().find(|(other, _)| covers(other)) {
        let span = |document: &document::Variant| {
            document.when.as_ref().map_or(document.span, |when| when.span)
        };
        let diagnostic =
            Diagnostic::error(rule::UNREACHED_VARIANT, "this variant is never reached")
                .label(span(document), "what it is told apart by")
                .label(span(first), "is taken by this one before");
        context.report.push(diagnostic);
    }
}
