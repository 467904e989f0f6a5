//! Types of values: names resolved, privacy in its place.

use super::graph::Holder;
use super::{Context, multipart};
use crate::api::{Privacy, Type};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::expression::{self, Expression, OPTIONAL, built_in};
use crate::{Span, Spanned, document, foreign, rule};

/// What is said about a value beside its type.
pub(super) struct Care<'a> {
    pub(super) secret: Option<&'a Spanned<bool>>,
    pub(super) personal: Option<&'a Spanned<bool>>,
}

/// Resolves a type expression. Types that it names count as held by `holder` even if something else is wrong.
pub(super) fn resolve<'a>(
    context: &mut Context<'a>,
    document: &'a document::Expression,
    care: &Care<'_>,
    holder: Holder<'a>,
) -> Option<Type> {
    let parsed = expression::parse(&document.0, context.report)?;
    let ty = named(context, &parsed, (holder, document.0.span));
    let privacy = privacy(context, care);
    let ty = with_privacy(ty?, privacy?);
    if ty.is_none() {
        let flag = care.secret.filter(|flag| flag.value).or(care.personal);
        let diagnostic =
            Diagnostic::error(rule::SECRET_NOT_TEXT, "only text can be secret or personal")
                .label(flag.map_or(document.0.span, |flag| flag.span), "this is about text")
                .label(document.0.span, "this is no text, and no list or map of texts");
        context.report.push(diagnostic);
    }
    ty
}

fn named<'a>(
    context: &mut Context<'a>,
    expression: &Expression,
    (holder, at): (Holder<'a>, Span),
) -> Option<Type> {
    let mut element = |element: &Expression| {
        let holder = holder.indirect();
        named(context, element, (holder, at)).map(Box::new)
    };
    let ty = match expression {
        Expression::Plain(Type::File) if !matches!(holder, Holder::Request) => {
            multipart::refuse_in_json(context, at);
            return None;
        }
        Expression::Plain(ty) => ty.clone(),
        Expression::List(inner) => Type::List(element(inner)?),
        Expression::Map(inner) => Type::Map(element(inner)?),
        Expression::Nullable(inner) => Type::Nullable(element(inner)?),
        Expression::Named(name) => Type::Named(reference(context, name, holder)?),
    };
    Some(ty)
}

fn reference<'a>(context: &mut Context<'a>, name: &Text, holder: Holder<'a>) -> Option<String> {
    let types = &context.declared.types;
    if let Some(declared) = types.key(name) {
        context.graph.add(holder, declared, name.span);
        return Some(name.value.clone());
    }
    // The word of another language is a better guess than a likeness.
    let word = foreign::type_word(name);
    // Few places take files, and `File` may be a type that is yet to be declared.
    let translation = foreign::translate(name).filter(|found| !found.expression.contains("file"));
    // Without the type of its elements, a list or map is none either.
    let meant = word.and_then(|word| word.meant).filter(|word| !matches!(*word, "list" | "map"));
    let meant = meant.or_else(|| types.renamed(name));
    let meant = meant.or(translation.as_ref().map(|found| found.expression.as_str()));
    // Names in Pascal case are those of types, which may be yet to be declared.
    let is_word = !name.starts_with(|first: char| first.is_ascii_uppercase());
    let candidates = built_in().filter(|_| is_word).chain(types.names());
    let candidates = candidates.filter(|_| word.is_none());
    context.refuse_unknown(rule::UNKNOWN_TYPE, "type", name, meant, candidates);
    let advice = word.and_then(|word| word.advice);
    let advice = advice.or(translation.filter(|found| found.is_optional).map(|_| OPTIONAL));
    if let Some(advice) = advice {
        context.advise(rule::UNKNOWN_TYPE, name, advice);
    }
    None
}

/// `None` if both are claimed.
pub(super) fn privacy(context: &mut Context<'_>, care: &Care<'_>) -> Option<Privacy> {
    let claimed =
        |flag: Option<&Spanned<bool>>| flag.filter(|flag| flag.value).map(|flag| flag.span);
    match (claimed(care.secret), claimed(care.personal)) {
        (Some(secret), Some(personal)) => {
            let message = "`secret` and `personal` exclude each other";
            let diagnostic = Diagnostic::error(rule::SECRET_AND_PERSONAL, message)
                .label(personal, "a secret is handled with all the care of personal data, and more")
                .label(secret, "");
            context.report.push(diagnostic);
            None
        }
        (Some(_), None) => Some(Privacy::Secret),
        (None, Some(_)) => Some(Privacy::Personal),
        (None, None) => Some(Privacy::Public),
    }
}

/// `None` if there is no text that could be private.
fn with_privacy(ty: Type, privacy: Privacy) -> Option<Type> {
    match ty {
        ty if privacy == Privacy::Public => Some(ty),
        Type::String(_) => Some(Type::String(privacy)),
        Type::List(element) => Some(Type::List(Box::new(with_privacy(*element, privacy)?))),
        Type::Map(element) => Some(Type::Map(Box::new(with_privacy(*element, privacy)?))),
        Type::Nullable(value) => Some(Type::Nullable(Box::new(with_privacy(*value, privacy)?))),
        _ => None,
    }
}
