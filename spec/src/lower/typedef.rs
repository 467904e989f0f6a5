//! Named types: objects, open enums and unions.

use std::collections::BTreeMap;

use super::former::Formers;
use super::graph::{Hold, Holder};
use super::limits::Written;
use super::{Context, all, field, limits, newtype, reserved, union, wire, words};
use crate::api::{EnumValue, Limits, Object, TypeDef, TypeKind, Usage, Word};
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
        union::variants(context, name, variants).map(TypeKind::Union)
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
