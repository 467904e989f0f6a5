//! Documented requests and responses.

mod deep_object;
mod error;
mod request;

use std::collections::BTreeSet;

use super::inputs::Inputs;
use super::{Context, all, fit, literal, words};
use crate::api::{
    BodyContent, Code, Example, ExampleResponse, Method, Path, Payload, Placement, Response, Type,
};
use crate::diagnostic::Diagnostic;
use crate::yaml::Value;
use crate::{Spanned, document, rule};

/// Headers that say nothing about an operation: documentation shows them because a tool has sent them.
const ANY_HEADER: [&str; 22] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "pragma",
    "referer",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The operation that examples belong to; only what is valid of it.
pub(super) struct Subject<'s, 'a> {
    pub(super) method: Option<Method>,
    pub(super) path: Option<&'s Path>,
    pub(super) inputs: &'s Inputs<'a>,
    /// Where its credentials can go.
    pub(super) placements: Vec<Placement>,
    /// Whether nothing about its inputs and credentials is wrong, so that nothing else is sent.
    pub(super) is_known: bool,
    pub(super) body: Body<'s>,
    pub(super) response: Option<&'s Response>,
    /// The codes that it lists, unless that list is wrong.
    pub(super) errors: Option<&'s BTreeSet<Code>>,
}

/// What the body of an operation is.
#[derive(Clone, Copy)]
pub(super) enum Body<'s> {
    /// The inputs that go there.
    Fields,
    /// One value; its type is there if it is right.
    Whole(Option<&'s BodyContent>),
}

/// Lowers the examples of an operation, in their order.
pub(super) fn examples<'a>(
    context: &mut Context<'a>,
    document: &'a document::Operation,
    subject: &Subject<'_, 'a>,
) -> Option<Vec<Example>> {
    let mut examples = Some(Vec::new());
    for document in document.examples.iter().flatten() {
        let summary = words::required(context, document.summary.as_ref(), words::line);
        let request = document.request.as_ref();
        let request = request.map(|request| request::request(context, request, subject));
        let response = document.response.as_ref();
        let response = response.map(|response| self::response(context, response, subject));
        let example = summary.map(|summary| Example {
            summary,
            request: request.flatten(),
            response: response.flatten(),
        });
        examples = all(examples, example);
    }
    examples
}

fn response<'a>(
    context: &mut Context<'a>,
    document: &'a document::ExampleResponse,
    subject: &Subject<'_, 'a>,
) -> Option<ExampleResponse> {
    let status = document.status.as_ref()?;
    let number = u16::try_from(status.value).ok().filter(|number| (200..=599).contains(number));
    let Some(number) = number else {
        let message = format!("{} is not the status of a response", status.value);
        let diagnostic = Diagnostic::error(rule::BAD_STATUS, message)
            .label(status.span, "a response has a status from 200 to 599");
        context.report.push(diagnostic);
        return None;
    };
    match number {
        400.. => error::check(context, document.body.as_ref(), Some(status), subject),
        200..=299 if error::is_error(context, document.body.as_ref()) => {
            error::check(context, document.body.as_ref(), None, subject);
        }
        200..=299 => check_success(context, document, status, subject),
        304 if is_declared(304, subject) => check_success(context, document, status, subject),
        _ => refuse_redirect(context, status, subject),
    }
    Some(ExampleResponse { status: number, body: document.body.as_ref().map(literal::literal) })
}

fn check_success<'a>(
    context: &mut Context<'a>,
    document: &'a document::ExampleResponse,
    status: &Spanned<i64>,
    subject: &Subject<'_, '_>,
) {
    let Some(response) = subject.response else {
        return;
    };
    if error::refuse_in_success(context, document.body.as_ref(), status) {
        return;
    }
    let outcome = u16::try_from(status.value).ok().and_then(|status| response.at(status));
    let Some(outcome) = outcome else {
        let message = format!("a documented response of status {}", status.value);
        let declared = response.outcomes.iter().map(|outcome| outcome.status.to_string());
        let declared = declared.collect::<Vec<_>>().join(" or ");
        let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message)
            .label(status.span, format!("the response is declared with status {declared}"));
        context.report.push(diagnostic);
        return;
    };
    let (span, label, help) = match (&document.body, &outcome.payload) {
        (Some(body), Payload::Json(ty)) => {
            return fit::later(context, fit::Purpose::Response, body, (ty, None));
        }
        (Some(body), Payload::Events { item, .. } | Payload::Lines(item, _)) => {
            let items = Type::List(Box::new(item.clone()));
            return fit::later(context, fit::Purpose::Response, body, (&items, None));
        }
        (Some(body), Payload::Text(..) | Payload::Bytes(_) | Payload::Download(_))
            if !matches!(body.value, Value::String(_)) =>
        {
            let help = "write the body in quotes, or behind `|` if it has several lines";
            let label = "the response is declared as text or bytes, so this is a text";
            (body.span, label, Some(help))
        }
        (Some(body), Payload::None | Payload::Unchanged) if !matches!(body.value, Value::Null) => {
            (body.span, "the response is declared without a body", None)
        }
        (None, payload) if payload.has_body() => {
            let help = "add the `body`; a response without one is declared as `none`";
            (status.span, "the response is declared with a body", Some(help))
        }
        _ => return,
    };
    let message = "the documented response does not fit the declared one";
    let diagnostic = Diagnostic::error(rule::EXAMPLE_RESPONSE, message).label(span, label);
    context.report.push(match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    });
}

fn is_declared(status: u16, subject: &Subject<'_, '_>) -> bool {
    // What is wrong with the response has been reported.
    subject.response.is_none_or(|response| response.at(status).is_some())
}

fn refuse_redirect(context: &mut Context<'_>, status: &Spanned<i64>, subject: &Subject<'_, '_>) {
    let message = format!("a documented response of status {}", status.value);
    let success =
        subject.response.map_or("200 to 299".to_owned(), |it| it.success().status.to_string());
    let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message)
        .label(status.span, "clients never follow a redirect")
        .help(format!("document a success ({success}) or an error response (400 to 599)"));
    context.report.push(diagnostic);
}
