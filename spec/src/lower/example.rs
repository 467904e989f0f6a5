//! Documented requests and answers.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::Inputs;
use super::{Context, all, fit, literal, words};
use crate::api::{
    Example, ExampleRequest, ExampleResponse, Input, Location, Method, Need, Path, Response, Type,
};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Value};
use crate::{Spanned, document, rule, suggest};

/// The operation that examples are of, as far as it is right.
pub(super) struct Subject<'s, 'a> {
    pub(super) method: Option<Method>,
    pub(super) path: Option<&'s Path>,
    pub(super) inputs: &'s Inputs<'a>,
    pub(super) body: Body<'s>,
    pub(super) response: Option<&'s Response>,
    pub(super) errors: &'s BTreeSet<i64>,
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
        let summary = words::optional(context, document.summary.as_ref(), words::line);
        let request = document.request.as_ref();
        let request = request.map(|request| self::request(context, request, subject));
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

fn request<'a>(
    context: &mut Context<'a>,
    document: &'a document::ExampleRequest,
    subject: &Subject<'_, 'a>,
) -> Option<ExampleRequest> {
    let line = document.line.as_ref();
    if let Some(line) = line {
        check_line(context, line, subject);
    }
    if let Some(body) = &document.body {
        check_request_body(context, body, subject);
    }
    let headers = document.headers.iter().flat_map(Entries::iter);
    let headers =
        headers.filter_map(|(name, value)| Some((name.value.clone(), value?.value.clone())));
    Some(ExampleRequest {
        line: line?.value.clone(),
        headers: headers.collect(),
        body: document.body.as_ref().map(literal::literal),
    })
}

/// The method and the path must be those of the operation.
fn check_line(context: &mut Context<'_>, line: &Text, subject: &Subject<'_, '_>) {
    let (method, target) = line.split_once(' ').unwrap_or((line.as_str(), ""));
    let path = target.split('?').next().unwrap_or_default();
    let problem = if subject.method.is_some_and(|expected| expected.as_str() != method) {
        "the line does not begin with the method of the operation"
    } else if subject.path.is_some_and(|expected| !matches_template(path, &expected.template)) {
        "behind the method there is not the path of the operation"
    } else {
        return;
    };
    let diagnostic =
        Diagnostic::error(rule::EXAMPLE_LINE, "a documented request of another operation")
            .label(line.span, problem);
    context.report.push(diagnostic);
}

fn matches_template(path: &str, template: &str) -> bool {
    let segments: Vec<_> = path.split('/').collect();
    let expected: Vec<_> = template.split('/').collect();
    segments.len() == expected.len()
        && segments.iter().zip(expected).all(|(segment, expected)| match expected.split_once('{') {
            Some((before, rest)) => {
                let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
                segment.starts_with(before) && segment.ends_with(after)
            }
            None => *segment == expected,
        })
}

fn check_request_body<'a>(context: &mut Context<'a>, body: &'a Node, subject: &Subject<'_, 'a>) {
    if let Body::Whole(ty) = subject.body {
        if let Some(ty) = ty {
            fit::later(context, fit::Purpose::Request, body, ty);
        }
        return;
    }
    let Value::Map(map) = &body.value else {
        let found = body.value.describe();
        let diagnostic = Diagnostic::error(
            rule::EXAMPLE_REQUEST,
            "the documented request does not fit the inputs",
        )
        .label(body.span, format!("expected a map, found {found}"));
        context.report.push(diagnostic);
        return;
    };
    let inputs = subject.inputs.good.iter().filter(|input| input.location == Location::Body);
    let fields: BTreeMap<_, &Input> = inputs.map(|input| (input.wire.as_str(), input)).collect();
    for (key, value) in map {
        match fields.get(key.as_str()) {
            Some(field) if matches!(value.value, Value::Null) && field.need != Need::Required => {}
            Some(field) => fit::later(context, fit::Purpose::Request, value, &field.ty),
            // What is wrong with an input has been reported, and its name may be wrong as well.
            None if !subject.inputs.doubtful.is_empty() => {}
            None => {
                let message = format!("no input is sent as `{}`", key.value);
                let meant = suggest::closest(key, fields.keys().copied());
                let diagnostic = Diagnostic::error(rule::EXAMPLE_UNKNOWN_KEY, message)
                    .label(key.span, "`body` has no such key");
                context.report.push(diagnostic.suggest(key.span, meant));
            }
        }
    }
}

fn response<'a>(
    context: &mut Context<'a>,
    document: &'a document::ExampleResponse,
    subject: &Subject<'_, 'a>,
) -> Option<ExampleResponse> {
    let status = document.status.as_ref()?;
    let number = u16::try_from(status.value).ok().filter(|number| (200..=599).contains(number));
    let Some(number) = number else {
        let message = format!("{} is not the status of an answer", status.value);
        let diagnostic = Diagnostic::error(rule::BAD_STATUS, message)
            .label(status.span, "an answer has a status from 200 to 599");
        context.report.push(diagnostic);
        return None;
    };
    match number {
        400.. => check_error(context, document.body.as_ref(), subject),
        200..=299 if is_error(context, document.body.as_ref()) => {
            check_error(context, document.body.as_ref(), subject);
        }
        200..=299 => check_success(context, document, status, subject),
        _ => {}
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
    if status.value != i64::from(response.status) {
        let message = format!("a documented answer of status {}", status.value);
        let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message).label(
            status.span,
            format!("a success of the operation has the status {}", response.status),
        );
        context.report.push(diagnostic);
    }
    match (&document.body, &response.ty) {
        (Some(body), Some(ty)) => fit::later(context, fit::Purpose::Response, body, ty),
        (Some(body), None) if !matches!(body.value, Value::Null) => {
            let diagnostic = Diagnostic::error(
                rule::EXAMPLE_RESPONSE,
                "the documented answer does not fit the response",
            )
            .label(body.span, "a success of the operation has no body");
            context.report.push(diagnostic);
        }
        _ => {}
    }
}

/// Whether an answer with the status of a success is an error.
fn is_error(context: &Context<'_>, body: Option<&Node>) -> bool {
    let document = context.declared.error_body;
    let can_be = document.and_then(|body| body.in_success.as_ref()).is_some_and(|said| said.value);
    let key = document.and_then(|body| body.code.as_ref());
    let (true, Some(key), Some(Value::Map(map))) = (can_be, key, body.map(|body| &body.value))
    else {
        return false;
    };
    let by_key: BTreeMap<_, _> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let code = fit::find(&by_key, key, fit::Purpose::Response);
    // Zero is what some servers call 'no error'.
    code.is_some_and(|code| matches!(&code.value, Value::Integer(1..) | Value::String(_)))
}

/// The code of a documented error must be one that the operation is known to return.
fn check_error(context: &mut Context<'_>, body: Option<&Node>, subject: &Subject<'_, '_>) {
    let key = context.declared.error_body.and_then(|body| body.code.as_ref());
    let (Some(key), Some(body)) = (key, body) else {
        return;
    };
    // The body of an error may be anything, such as a page of a proxy; only an object is an error of the API.
    let Value::Map(map) = &body.value else { return };
    let by_key: BTreeMap<_, _> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let code = fit::find(&by_key, key, fit::Purpose::Response);
    let number = code.and_then(|code| match &code.value {
        Value::Integer(number) => Some(*number),
        Value::String(text) => text.parse().ok(),
        _ => None,
    });
    let diagnostic = match (code, number) {
        (None, _) => Diagnostic::error(rule::EXAMPLE_RESPONSE, "the documented error has no code")
            .label(body.span, format!("the `error_body` needs the key `{}`", key.value)),
        (Some(code), None) => {
            let found = code.value.describe();
            Diagnostic::error(rule::EXAMPLE_RESPONSE, "the documented error has no code")
                .label(code.span, format!("expected a whole number, found {found}"))
        }
        (Some(code), Some(number)) if !subject.errors.contains(&number) => {
            let message = format!("the documented error {number} is not in `errors`");
            Diagnostic::error(rule::EXAMPLE_ERROR, message)
                .label(code.span, "the operation is not said to return this code")
                .help(format!("add {number} to the `errors` of the operation"))
        }
        _ => return,
    };
    context.report.push(diagnostic);
}
