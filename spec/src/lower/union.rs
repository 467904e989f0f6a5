//! Unions: their variants, and what tells them apart.

use std::collections::BTreeMap;

use super::former::Formers;
use super::graph::{Hold, Holder};
use super::value_type::{self, Care};
use super::{Context, all, words};
use crate::api::{Type, ValueKind, Variant, When, is_same_key};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, Spanned, document, rule};

/// The variants of a union.
pub(super) fn variants<'a>(
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
            refuse_covered(context, document, when, &conditions);
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
    let ty = value(context, name, document);
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let id = document.id.as_ref();
    let renamed_from = id.and_then(|id| formers.id(context, document.renamed_from.as_ref(), id));
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    Some(Variant {
        id: id?.clone(),
        ty: ty?,
        when: when?,
        description: description?,
        renamed_from,
        deprecated,
    })
}

/// The type of a variant: an object, unless its kind is said.
fn value<'a>(
    context: &mut Context<'a>,
    union: &'a Text,
    document: &'a document::Variant,
) -> Option<Spanned<Type>> {
    let care = Care { secret: document.secret.as_ref(), personal: document.personal.as_ref() };
    let expression = document.ty.as_ref()?;
    let holder = Holder::Type(union, Hold::Variant);
    let ty = value_type::resolve(context, expression, &care, holder)?;
    let is_of_kind = document.when.as_ref().is_some_and(|when| when.is.is_some() || when.has_gaps);
    let written = &expression.0;
    let (is_object, kind) = match &ty {
        Type::Named(name) => {
            let named = context.declared.types.get(name.as_str());
            let is_other = named.is_some_and(|ty| {
                ty.values.is_some() || ty.variants.is_some() || ty.scalar.is_some()
            });
            (named.is_none_or(|ty| ty.fields.is_some() || !is_other), None)
        }
        ty => (false, kind_of(ty)),
    };
    if is_of_kind || is_object {
        return Some(Spanned::new(ty, written.span));
    }
    let message = format!("the variant type `{}` is not an object", written.value);
    let diagnostic = Diagnostic::error(rule::VARIANT_NOT_OBJECT, message)
        .label(written.span, "a variant is told apart by the keys of an object, or by its kind");
    context.report.push(match kind {
        Some(kind) => diagnostic.help(format!(
            "write `when: {{ is: {} }}` to tell it apart by its kind",
            kind.as_str()
        )),
        None => diagnostic,
    });
    None
}

/// The kind of the values of a type that is not named.
pub(super) fn kind_of(ty: &Type) -> Option<ValueKind> {
    Some(match ty {
        Type::String(_) | Type::Formatted(_) => ValueKind::String,
        Type::Boolean => ValueKind::Boolean,
        Type::Integer(_) => ValueKind::Integer,
        Type::Number | Type::Decimal => ValueKind::Number,
        Type::List(_) => ValueKind::List,
        Type::Map(_) => ValueKind::Object,
        Type::Json | Type::File | Type::Nullable(_) | Type::Named(_) => return None,
    })
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
    match (&when.is, &when.has, &when.key, &when.equals) {
        (Some(_), _, _, Some(equals)) => conflicting(context, "is", equals.span),
        (None, Some(_), _, Some(equals)) => conflicting(context, "has", equals.span),
        (Some(kind), ..) => Some(When::Is(kind.value)),
        (None, Some(has), ..) => Some(When::Has(has.value.clone())),
        (None, None, Some(key), Some(equals)) => {
            Some(When::Equals(key.value.clone(), equals.value.in_one_form()))
        }
        (None, None, Some(key), None) if !when.has_gaps => {
            let diagnostic = Diagnostic::error(rule::MISSING_KEY, "missing key `equals`")
                .label(key.span, "with which value?");
            context.report.push(diagnostic);
            None
        }
        _ => None,
    }
}

fn conflicting(context: &mut Context<'_>, word: &str, equals: Span) -> Option<When> {
    let message = format!("`{word}` and `equals` exclude each other");
    let diagnostic = Diagnostic::error(rule::CONFLICTING_KEYS, message)
        .label(equals, "`equals` goes with `key`");
    context.report.push(diagnostic);
    None
}

/// Refuses a variant that an earlier one takes all values of.
fn refuse_covered(
    context: &mut Context<'_>,
    document: &document::Variant,
    when: &When,
    before: &[(When, &document::Variant)],
) {
    let covers = |other: &When| match (other, when) {
        (When::Is(kind), When::Is(own)) => kind.includes(*own),
        (When::Is(kind), _) => *kind == ValueKind::Object,
        (When::Has(other), When::Has(key) | When::Equals(key, _)) => is_same_key(other, key),
        (When::Equals(other, word), When::Equals(key, equals)) => {
            is_same_key(other, key) && word.in_one_form() == equals.in_one_form()
        }
        (other, when) => other == when,
    };
    if let Some((other, first)) = before.iter().find(|(other, _)| covers(other)) {
        let span = |document: &document::Variant| -> Span {
            document.when.as_ref().map_or(document.span, |when| when.span)
        };
        let mut diagnostic =
            Diagnostic::error(rule::UNREACHED_VARIANT, "this variant is never reached")
                .label(span(document), "what it is told apart by")
                .label(span(first), "is taken by this one before");
        if let When::Is(kind) = other
            && *when != When::Is(*kind)
        {
            let help = format!("move the variant of the kind `{}` behind it", kind.as_str());
            diagnostic = diagnostic.help(help);
        }
        context.report.push(diagnostic);
    }
}
