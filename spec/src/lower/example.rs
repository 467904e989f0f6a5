//! Documented requests and responses.

mod request;

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::Inputs;
use super::{Context, all, fit, literal, words};
use crate::api::{
    Example, ExampleResponse, Literal, Method, Path, Placement, Response, Type, has_error_code,
};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Value};
use crate::{Spanned, document, rule};

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
    pub(super) errors: Option<&'s BTreeSet<i64>>,
}

/// What the body of an operation is.
#[derive(Clone, Copy)]
pub(super) enum Body<'s> {
    /// The inputs that go there.
    Fields,
    /// One value; its type is there if it is right.
    Whole(Option<&'s Type>),
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
        400.. => check_error(context, document.body.as_ref(), Some(status), subject),
        200..=299 if is_error(context, document.body.as_ref()) => {
            check_error(context, document.body.as_ref(), None, subject);
        }
        200..=299 => check_success(context, document, status, subject),
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
    if refuse_error_in_success(context, document.body.as_ref(), status) {
        return;
    }
    if status.value != i64::from(response.status) {
        let message = format!("a documented response of status {}", status.value);
        let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message).label(
            status.span,
            format!("the response is declared with status {}", response.status),
        );
        context.report.push(diagnostic);
        return;
    }
    match (&document.body, &response.ty) {
        (Some(body), Some(ty)) => fit::later(context, fit::Purpose::Response, body, ty),
        (Some(body), None) if !matches!(body.value, Value::Null) => {
            let diagnostic = Diagnostic::error(
                rule::EXAMPLE_RESPONSE,
                "the documented response does not fit the declared one",
            )
            .label(body.span, "the response is declared without a body");
            context.report.push(diagnostic);
        }
        (None, Some(_)) => {
            let diagnostic = Diagnostic::error(
                rule::EXAMPLE_RESPONSE,
                "the documented response does not fit the declared one",
            )
            .label(status.span, "the response is declared with a body")
            .help("add the `body`; a response without one is declared as `none`");
            context.report.push(diagnostic);
        }
        _ => {}
    }
}

/// Whether a documented success has the code of a known error. Such a one is an error with the wrong status.
fn refuse_error_in_success(
    context: &mut Context<'_>,
    body: Option<&Node>,
    status: &Spanned<i64>,
) -> bool {
    let declared = context.declared;
    let body = body.map(literal::literal);
    let (Some(key), Some(Literal::Object(pairs))) = (&context.error_code_key, &body) else {
        return false;
    };
    let code = pairs.iter().find_map(|(name, value)| match value {
        Literal::Integer(code) if name == key => Some(*code),
        _ => None,
    });
    let entry = code.and_then(|code| declared.errors.get(declared.codes.get(&code)?));
    let Some(expected) = entry.and_then(|entry| entry.status.as_ref()) else { return false };
    let diagnostic = Diagnostic::error(
        rule::EXAMPLE_STATUS,
        "a documented error has the status of a success",
    )
    .label(status.span, format!("the catalogue says {}", expected.value))
    .label(expected.span, "declared here")
    .help("if errors come with the status of a success, say `in_success: true` in `error_body`");
    context.report.push(diagnostic);
    true
}

fn refuse_redirect(context: &mut Context<'_>, status: &Spanned<i64>, subject: &Subject<'_, '_>) {
    let message = format!("a documented response of status {}", status.value);
    let success = subject.response.map_or("200 to 299".to_owned(), |it| it.status.to_string());
    let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message)
        .label(status.span, "clients never follow a redirect")
        .help(format!("document a success ({success}) or an error response (400 to 599)"));
    context.report.push(diagnostic);
}

/// Whether a response with the status of a success is an error.
fn is_error(context: &Context<'_>, body: Option<&Node>) -> bool {
    let document = context.declared.error_body;
    let can_be = document.and_then(|body| body.in_success.as_ref()).is_some_and(|said| said.value);
    let key = document.and_then(|body| body.code.as_ref());
    can_be && key.zip(body).is_some_and(|(key, body)| has_error_code(&literal::literal(body), key))
}

/// The code of a documented error must be one that the operation lists, with its status.
fn check_error(
    context: &mut Context<'_>,
    body: Option<&Node>,
    status: Option<&Spanned<i64>>,
    subject: &Subject<'_, '_>,
) {
    // A key that is wrong has been reported.
    let (Some(key), Some(body)) = (context.error_code_key.clone(), body) else {
        return;
    };
    // The body of an error may be anything, such as a page of a proxy; only an object is an error of the API.
    let Value::Map(map) = &body.value else { return };
    let by_key: BTreeMap<_, _> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let code = fit::find(&by_key, &key, fit::Purpose::Response);
    let number = code.and_then(|code| match &code.value {
        Value::Integer(number) => Some(*number),
        Value::String(text) => text.parse().ok(),
        _ => None,
    });
    match (code, number) {
        (None, _) => {
            let diagnostic =
                Diagnostic::error(rule::EXAMPLE_RESPONSE, "the documented error has no code")
                    .label(body.span, format!("the `error_body` needs the key `{key}`"));
            context.report.push(diagnostic);
        }
        (Some(code), None) => {
            let found = code.value.describe();
            let diagnostic =
                Diagnostic::error(rule::EXAMPLE_RESPONSE, "the documented error has no code")
                    .label(code.span, format!("expected a whole number, found {found}"));
            context.report.push(diagnostic);
        }
        (Some(code), Some(number))
            if subject.errors.is_some_and(|errors| !errors.contains(&number)) =>
        {
            let is_declared = context.declared.codes.contains_key(&number);
            refuse_unlisted(context, &Spanned::new(number, code.span), is_declared);
        }
        (Some(code), Some(number)) => check_error_status(context, number, code, status),
    }
}

/// The first step depends on the catalogue: an operation cannot list what is not in there.
fn refuse_unlisted(context: &mut Context<'_>, code: &Spanned<i64>, is_declared: bool) {
    let message = format!("the documented error {} is not in `errors`", code.value);
    let diagnostic = Diagnostic::error(rule::EXAMPLE_ERROR, message)
        .label(code.span, "the operation does not list this code");
    context.report.push(if is_declared {
        diagnostic.help(format!("add {} to the `errors` of the operation", code.value))
    } else {
        diagnostic.help(format!(
            "the catalogue has no code {0}: declare it under the top-level key `errors`, then add {0} to the `errors` of the operation",
            code.value
        ))
    });
}

/// The catalogue says with which status a code comes.
fn check_error_status(
    context: &mut Context<'_>,
    number: i64,
    code: &Node,
    status: Option<&Spanned<i64>>,
) {
    let declared = context.declared;
    let entry = declared.codes.get(&number).and_then(|id| declared.errors.get(id));
    let expected = entry.and_then(|entry| entry.status.as_ref());
    let (Some(expected), Some(found)) = (expected, status) else { return };
    if expected.value != found.value {
        let message =
            format!("the documented error {number} has another status than in the catalogue");
        let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message)
            .label(found.span, format!("the catalogue says {}", expected.value))
            .label(code.span, "for this code")
            .label(expected.span, "declared here");
        context.report.push(diagnostic);
    }
}
