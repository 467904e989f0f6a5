//! The type of a successful response.

use super::graph::Holder;
use super::{Context, Reported, value_type};
use crate::api::{Method, Response, Type};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::document::{ResponseType, Status};
use crate::{Span, rule};

/// Lowers the one response of an operation.
pub(super) fn response<'a>(
    context: &mut Context<'a>,
    document: &'a Entries<Status, ResponseType>,
    method: Option<Method>,
    at: Span,
) -> Option<Response> {
    let entries: Vec<_> =
        document.iter().map(|(status, ty)| (status, ty.map(|ty| &ty.0))).collect();
    match entries.as_slice() {
        [] => {
            let diagnostic =
                Diagnostic::error(rule::NO_RESPONSE, "an operation without a response")
                    .label(at, "missing `response`")
                    .help("write `response: { 200: Type }`, or `{ 204: none }` for no body");
            context.report.push(diagnostic);
            None
        }
        [(status, ty)] => one(context, status, *ty, method),
        [(first, _), (second, _), ..] => {
            let diagnostic = Diagnostic::error(
                rule::SEVERAL_RESPONSES,
                "an operation with more than one response",
            )
            .label(second.span, "this response is never reached")
            .label(first.span, "this is the one that counts")
            .help("if a success is one of several objects, declare a type with `variants`");
            context.report.push(diagnostic);
            for (_, ty) in entries.iter().copied() {
                let _ = ty.map(|ty| body(context, ty));
            }
            None
        }
    }
}

fn one<'a>(
    context: &mut Context<'a>,
    status: &Text,
    document: Option<&'a Text>,
    method: Option<Method>,
) -> Option<Response> {
    let ty = document.and_then(|text| body(context, text).ok());
    let number = success(context, status);
    let (document, ty, number) = (document?, ty?, number?);
    let bodiless = match (number, method) {
        (204 | 205, _) => Some(format!("a response of status {number} has no body")),
        (_, Some(Method::Head)) => Some("a response to HEAD has no body".to_owned()),
        _ => None,
    };
    if let Some(reason) = bodiless.filter(|_| ty.is_some()) {
        let diagnostic = Diagnostic::error(
            rule::UNREACHED_RESPONSE,
            "the body of this response is never reached",
        )
        .label(document.span, reason)
        .help("write `none`")
        .fix(document.span, "none");
        context.report.push(diagnostic);
        return None;
    }
    Some(Response { status: number, ty })
}

/// The type of a body, if there is one.
fn body<'a>(context: &mut Context<'a>, text: &'a Text) -> Result<Option<Type>, Reported> {
    if text.as_str() == "none" {
        return Ok(None);
    }
    let ty = value_type::resolve_plain(context, text, Holder::Response);
    ty.map(Some).ok_or(Reported)
}

fn success(context: &mut Context<'_>, status: &Text) -> Option<u16> {
    let is_written = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    let number = status.parse().ok().filter(|number| is_written && (100..=599).contains(number));
    let Some(number) = number else {
        let message = format!("`{}` is not a status", status.value);
        let diagnostic = Diagnostic::error(rule::BAD_STATUS, message)
            .label(status.span, "a status is three digits from 100 to 599, such as 200");
        context.report.push(diagnostic);
        return None;
    };
    if !(200..=299).contains(&number) {
        let reason = match number {
            100..=199 => "the transport deals with these",
            300..=399 => "redirects are not followed",
            _ => "the bodies of errors are said once, by `error_body`",
        };
        let message = format!("a response of status {number} is never reached");
        let diagnostic = Diagnostic::error(rule::UNREACHED_RESPONSE, message)
            .label(status.span, reason)
            .help("declare the response of a success, with a status from 200 to 299");
        context.report.push(diagnostic);
        return None;
    }
    Some(number)
}
