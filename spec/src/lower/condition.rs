//! Conditions of variants, held against the objects that they select.

use std::collections::{BTreeMap, BTreeSet};

use super::union::kind_of;
use super::{Context, Reported};
use crate::api::{
    EnumValue, Field, Need, Object, Type, TypeDef, TypeKind, ValueKind, Word, is_same_key,
};
use crate::decode::Text;
use crate::diagnostic::{Diagnostic, Report};
use crate::document::{Variant, When};
use crate::expression::{self, Expression};
use crate::{Spanned, rule, suggest};

/// All types by name.
type Types<'t> = BTreeMap<&'t str, &'t TypeDef>;

/// Checks all unions, once all types are known. Returns those that have a condition that is wrong.
pub(super) fn check<'a>(context: &mut Context<'a>, types: &[TypeDef]) -> BTreeSet<&'a str> {
    let mut doubtful = BTreeSet::new();
    let types: Types<'_> = types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
    let declared = context.declared;
    for (name_of_union, union) in declared.types.iter() {
        let variants = union.and_then(|union| union.variants.as_deref()).unwrap_or_default();
        for (index, variant) in variants.iter().enumerate() {
            if let Err(Reported) = check_kind(context, &types, variant) {
                doubtful.insert(name_of_union.as_str());
                continue;
            }
            let Some((name, object)) = object(&types, variant) else { continue };
            if let Some(when) = &variant.when
                && let Err(Reported) = check_key(context, &types, name, object, when)
            {
                doubtful.insert(name_of_union.as_str());
            }
            refuse_unreached(context, &variants[..index], variant, name, object);
        }
    }
    doubtful
}

fn object<'t>(types: &Types<'t>, variant: &Variant) -> Option<(&'t str, &'t Object)> {
    let ty = types.get(variant.ty.as_ref()?.0.as_str())?;
    match &ty.kind {
        TypeKind::Object(object) => Some((ty.name.as_str(), object)),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => None,
    }
}

/// The type has to be one whose values are of the kind that is said.
fn check_kind(
    context: &mut Context<'_>,
    types: &Types<'_>,
    variant: &Variant,
) -> Result<(), Reported> {
    let (Some(ty), Some(kind)) = (&variant.ty, variant.when.as_ref().and_then(|it| it.is.as_ref()))
    else {
        return Ok(());
    };
    let mut silent = Report::default();
    let Some(parsed) = expression::parse(&ty.0, &mut silent) else { return Ok(()) };
    let own = match parsed {
        Expression::Plain(plain) => kind_of(&plain),
        Expression::List(_) => Some(ValueKind::List),
        Expression::Map(_) => Some(ValueKind::Object),
        Expression::Nullable(_) => None,
        Expression::Named(name) => match types.get(name.as_str()).map(|ty| &ty.kind) {
            Some(TypeKind::Newtype(inner)) => kind_of(inner),
            Some(TypeKind::Enum(values)) => kind_of_all(values),
            Some(TypeKind::Object(_)) => Some(ValueKind::Object),
            Some(TypeKind::Union(_)) => None,
            // It is wrong in itself.
            None => return Ok(()),
        },
    };
    if own == Some(kind.value) {
        return Ok(());
    }
    let message = format!("`{}` is not of the kind `{}`", ty.0.value, kind.value.as_str());
    let diagnostic = Diagnostic::error(rule::BAD_CONDITION, message)
        .label(kind.span, "the kind of the value in JSON")
        .label(ty.0.span, "is of another kind, or of several");
    context.report.push(match own {
        Some(own) => diagnostic
            .help(format!("write `{}`", own.as_str()))
            .fix(kind.span, own.as_str().to_owned()),
        None => diagnostic.help("name a type whose values are all of one kind"),
    });
    Err(Reported)
}

/// The kind of all values of an enum.
fn kind_of_all(values: &[EnumValue]) -> Option<ValueKind> {
    let kind = |value: &EnumValue| match &value.wire.value {
        Word::Text(_) => ValueKind::String,
        Word::Number(digits) if digits.contains(['.', 'e', 'E']) => ValueKind::Number,
        Word::Number(_) => ValueKind::Integer,
        Word::Boolean(_) => ValueKind::Boolean,
    };
    let first = values.first().map(kind)?;
    values.iter().all(|value| kind(value) == first).then_some(first)
}

/// The value has to be one that the field can have.
fn check_key(
    context: &mut Context<'_>,
    types: &Types<'_>,
    name: &str,
    object: &Object,
    when: &When,
) -> Result<(), Reported> {
    let Some(key) = when.has.as_ref().or(when.key.as_ref()) else { return Ok(()) };
    let Some(field) = object.fields.iter().find(|field| is_same_key(&field.wire, key)) else {
        return check_undeclared(context, name, object, key);
    };
    when.equals.as_ref().map_or(Ok(()), |equals| check_value(context, types, field, equals))
}

/// A key that is not declared may be sent all the same, unless it is the misspelt key of a field.
fn check_undeclared(
    context: &mut Context<'_>,
    name: &str,
    object: &Object,
    key: &Text,
) -> Result<(), Reported> {
    let by_id = object.fields.iter().find(|field| field.id.value == key.value);
    let keys = || object.fields.iter().map(|field| field.wire.as_str());
    let is_near = |meant: &&str| strsim::osa_distance(meant, key) <= (key.len() / 4).max(1);
    let near = || suggest::closest(key, keys()).filter(is_near);
    let meant = by_id.map(|field| field.wire.as_str()).or_else(near);
    if meant.is_none() && !key.is_empty() {
        return Ok(());
    }
    let message = format!("`{name}` has no field with the JSON key `{}`", key.value);
    let diagnostic = Diagnostic::error(rule::BAD_CONDITION, message)
        .label(key.span, "a condition names a key of the object that it selects")
        .suggest(key.span, meant);
    context.report.push(diagnostic);
    Err(Reported)
}

/// Whether a value is one of a type without parts.
fn is_plain_value(ty: &Type, word: &Word) -> bool {
    match (ty, word) {
        (Type::Integer(width), Word::Number(digits)) => {
            digits.parse().is_ok_and(|number: i128| width.range().contains(&number))
        }
        (Type::String(_) | Type::Formatted(_), Word::Text(_))
        | (Type::Boolean, Word::Boolean(_))
        | (Type::Number | Type::Decimal, Word::Number(_)) => true,
        _ => false,
    }
}

fn check_value(
    context: &mut Context<'_>,
    types: &Types<'_>,
    field: &Field,
    equals: &Spanned<Word>,
) -> Result<(), Reported> {
    if let Some(always) = field.always.as_ref().filter(|it| **it != equals.value.in_one_form()) {
        let fix = Some(always.to_string());
        refuse_value(context, field, equals, &format!("always `{always}`"), fix);
        return Err(Reported);
    }
    let ty = match &field.ty {
        Type::Named(name) => match types.get(name.as_str()).map(|ty| &ty.kind) {
            Some(TypeKind::Newtype(inner)) => inner,
            _ => &field.ty,
        },
        ty => ty,
    };
    if is_plain_value(ty, &equals.value) {
        return Ok(());
    }
    let (expected, fix) = match (ty, &equals.value) {
        (Type::String(_) | Type::Formatted(_), word) => {
            ("text", Some(format!("\"{}\"", word.as_str())))
        }
        (Type::Boolean, word) => {
            ("`true` or `false`", unquoted(word, |text| text.parse::<bool>().is_ok()))
        }
        (Type::Integer(_), word) => {
            ("a whole number", unquoted(word, |text| text.parse::<i64>().is_ok()))
        }
        (Type::Number | Type::Decimal, word) => {
            ("a number", unquoted(word, |text| text.parse::<f64>().is_ok_and(f64::is_finite)))
        }
        (Type::Named(name), word) => match types.get(name.as_str()).map(|ty| &ty.kind) {
            Some(TypeKind::Enum(values)) => {
                let asked = word.in_one_form();
                let is_same = |value: &Word| value.in_one_form().as_str() == asked.as_str();
                if values.iter().any(|value| value.wire.value == *word) {
                    return Ok(());
                }
                let by_id = values.iter().find(|value| value.id.as_str() == word.as_str());
                let same = values.iter().find(|value| is_same(&value.wire)).or(by_id);
                let words: Vec<_> = values.iter().map(|value| value.wire.to_string()).collect();
                let meant = same.map(|value| value.wire.to_string());
                let close = || {
                    suggest::closest(word.as_str(), words.iter().map(String::as_str))
                        .map(str::to_owned)
                };
                refuse_value(
                    context,
                    field,
                    equals,
                    &format!("one of the values of `{name}`"),
                    meant.or_else(close),
                );
                return Err(Reported);
            }
            _ => ("an object", None),
        },
        (Type::List(_), _) => ("a list", None),
        (Type::Map(_), _) => ("an object", None),
        (Type::Json | Type::File | Type::Nullable(_), _) => return Ok(()),
    };
    refuse_value(context, field, equals, expected, fix);
    Err(Reported)
}

/// A text without its quotes, if that is a value of the type.
fn unquoted(word: &Word, is_value: impl Fn(&str) -> bool) -> Option<String> {
    let Word::Text(text) = word else { return None };
    is_value(text).then(|| text.clone())
}

fn refuse_value(
    context: &mut Context<'_>,
    field: &Field,
    equals: &Spanned<Word>,
    expected: &str,
    fix: Option<String>,
) {
    let message = format!("the key `{}` never has this value", field.wire.value);
    let diagnostic = Diagnostic::error(rule::BAD_CONDITION, message)
        .label(equals.span, format!("the field `{}` is {expected}", field.id.value))
        .label(field.id.span, "declared here");
    context.report.push(match fix {
        Some(fix) => diagnostic.help(format!("write `{fix}`")).fix(equals.span, fix),
        None if matches!(field.ty, Type::List(_) | Type::Map(_)) || expected == "an object" => {
            diagnostic.help("write `when: { has: ... }` to select the variant by the key alone")
        }
        None => diagnostic,
    });
}

/// An object that always has the key of an earlier variant is always read as that one.
fn refuse_unreached(
    context: &mut Context<'_>,
    before: &[Variant],
    variant: &Variant,
    name: &str,
    object: &Object,
) {
    let always_has = |key: &Text| {
        object
            .fields
            .iter()
            .find(|field| field.need == Need::Required && is_same_key(&field.wire, key))
    };
    let taken = before.iter().find_map(|other| {
        let key = other.when.as_ref()?.has.as_ref()?;
        // Two variants with the same condition have been reported.
        let is_own = variant.when.as_ref().is_some_and(|when| {
            when.has.as_ref().or(when.key.as_ref()).is_some_and(|own| is_same_key(own, key))
        });
        always_has(key).filter(|_| !is_own).map(|field| (key, field))
    });
    let (Some((key, field)), Some(id)) = (taken, &variant.id) else { return };
    let diagnostic = Diagnostic::error(rule::UNREACHED_VARIANT, "this variant is never reached")
        .label(id.span, format!("every `{name}` has the key `{}`", key.value))
        .label(key.span, "this condition comes first and selects it")
        .label(field.id.span, "required here")
        .help("move the variant up and give it a condition of its own, or tell the earlier one apart by another key");
    context.report.push(diagnostic);
}
