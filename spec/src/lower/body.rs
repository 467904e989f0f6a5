//! Bodies of requests that are one value, and the content types of what is sent as it is.

use super::graph::Holder;
use super::value_type::{self, Care};
use super::{Context, words};
use crate::api::{BodyContent, Privacy, Type, WholeBody};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, ContentTypes};
use crate::rule;

pub(super) fn whole_body<'a>(
    context: &mut Context<'a>,
    document: &'a document::WholeBody,
) -> Option<WholeBody> {
    let written = document.ty.as_ref().and_then(|ty| content(context, document, &ty.0));
    let description = words::required(context, document.description.as_ref(), words::markdown);
    Some(WholeBody { content: written?, description: description? })
}

fn content<'a>(
    context: &mut Context<'a>,
    document: &'a document::WholeBody,
    ty: &'a document::Expression,
) -> Option<BodyContent> {
    let types = document.content_type.as_ref();
    let care = Care { secret: document.secret.as_ref(), personal: document.personal.as_ref() };
    match ty.0.as_str() {
        "text" => {
            let privacy = value_type::privacy(context, &care);
            let content_type = one_type(context, types)?;
            Some(BodyContent::Text(privacy?, content_type))
        }
        "bytes" => {
            refuse_care(context, &care, &ty.0)?;
            Some(BodyContent::Bytes(one_type(context, types)?))
        }
        "file" => {
            refuse_care(context, &care, &ty.0)?;
            Some(BodyContent::File(content_types(context, types)?))
        }
        _ => value(context, ty, &care, types),
    }
}

/// A body in the format of the operation, which has a content type of its own.
fn value<'a>(
    context: &mut Context<'a>,
    document: &'a document::Expression,
    care: &Care<'_>,
    types: Option<&ContentTypes>,
) -> Option<BodyContent> {
    let ty = value_type::resolve(context, document, care, Holder::Request)?;
    if !matches!(ty, Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Json) {
        let message = format!("`{}` cannot be a body", document.0.value);
        let label = "a body is a named type, a list, a map, `json`, `text`, `bytes` or `file`";
        let diagnostic = Diagnostic::error(rule::BODY_TYPE, message).label(document.0.span, label);
        context.report.push(match ty {
            Type::String(_) => diagnostic.suggest(document.0.span, Some("text")),
            _ => diagnostic,
        });
        return None;
    }
    if let Some(types) = types {
        let message = "the content type of a body that is a value";
        let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, message)
            .label(types.span, "only `text`, `bytes` and `file` have one")
            .help("remove it; `request_content_type` of `api` says that of all JSON");
        context.report.push(diagnostic);
        return None;
    }
    Some(BodyContent::Value(ty))
}

/// Bytes are never shown, whatever they are.
fn refuse_care(context: &mut Context<'_>, care: &Care<'_>, ty: &Text) -> Option<()> {
    if value_type::privacy(context, care)? == Privacy::Public {
        return Some(());
    }
    let flag = care.secret.filter(|flag| flag.value).or(care.personal);
    let diagnostic =
        Diagnostic::error(rule::SECRET_NOT_TEXT, "only text can be secret or personal")
            .label(flag.map_or(ty.span, |flag| flag.span), "this is about text")
            .label(ty.span, "these are bytes, which nothing shows or records anyway");
    context.report.push(diagnostic);
    None
}

/// The content type of what has one at most. `None` if it is not one.
#[expect(clippy::option_option, reason = "it may be absent, and it may be wrong")]
fn one_type(context: &mut Context<'_>, types: Option<&ContentTypes>) -> Option<Option<String>> {
    let all = content_types(context, types)?;
    if all.len() > 1 {
        let span = types.map_or(crate::Span::default(), |types| types.span);
        let message = "several content types of text or bytes";
        let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, message)
            .label(span, "nobody could choose one")
            .help("write `type: file`, for which a caller can choose one of them");
        context.report.push(diagnostic);
        return None;
    }
    Some(all.into_iter().next())
}

/// The declared content types. `None` if one of them is wrong.
pub(super) fn content_types(
    context: &mut Context<'_>,
    types: Option<&ContentTypes>,
) -> Option<Vec<String>> {
    let Some(types) = types else { return Some(Vec::new()) };
    let mut good = Some(Vec::new());
    for (index, text) in types.all.iter().enumerate() {
        let is_again = types.all[..index].iter().any(|other| other.eq_ignore_ascii_case(text));
        if is_again {
            let message = format!("`{}` is named twice", text.value);
            let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, message);
            context.report.push(diagnostic.label(text.span, "again here"));
        }
        let is_type = content_type(context, text) && !is_again;
        good = good.filter(|_| is_type);
        if let Some(good) = &mut good {
            good.push(text.value.clone());
        }
    }
    if types.all.is_empty() {
        let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, "a list without content types")
            .label(types.span, "remove it: without any, a file can have each");
        context.report.push(diagnostic);
        return None;
    }
    good
}

/// Whether a text is a content type; reported if not.
pub(super) fn content_type(context: &mut Context<'_>, text: &Text) -> bool {
    let is_token = |part: &str| {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte);
        !part.is_empty() && part.bytes().all(is_token)
    };
    let parts = text.split_once('/');
    if parts.is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype)) {
        return true;
    }
    let message = format!("`{}` is not a content type", text.value);
    let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, message)
        .label(text.span, "a content type has two parts, such as `text/csv`")
        .help(if text.contains('*') {
            "name it in full; where several are allowed, list each of them"
        } else {
            "leave out what stands behind it, such as a charset"
        });
    context.report.push(diagnostic);
    false
}
