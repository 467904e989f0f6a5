//! Whether a documented response is an error, and one that the operation is known to return.

use std::collections::BTreeMap;

use super::Subject;
use crate::api::{Code, CodeKind, CodeLocation, ErrorBody};
use crate::diagnostic::Diagnostic;
use crate::lower::{Context, error_body, fit};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned, rule};

/// The type of a problem that has none, by RFC 9457.
const NO_TYPE: &str = "about:blank";

/// Whether a response with a success status is an error.
pub(super) fn is_error(context: &Context<'_>, body: Option<&Node>) -> bool {
    let kind = error_body::code_kind(context);
    let mut layouts = context.error_bodies.iter().filter(|layout| layout.in_success);
    layouts.any(|layout| {
        let node = body.and_then(|body| node_of_code(layout, body));
        let code = node.and_then(|node| code(node, kind, layout));
        // Zero is what some servers call 'no error'.
        code.is_some_and(|code| code > Code::Number(0))
    })
}

/// Whether a documented success has the code of a known error. Such a one is an error with the wrong status.
pub(super) fn refuse_in_success(
    context: &mut Context<'_>,
    body: Option<&Node>,
    status: &Spanned<i64>,
) -> bool {
    let declared = context.declared;
    let kind = error_body::code_kind(context);
    let mut codes = context.error_bodies.iter().filter_map(|layout| {
        let node = node_of_code(layout, body?)?;
        // A text where a number belongs, or the other way round, is something else in a success.
        let is_meant = match kind {
            CodeKind::Number => matches!(node.value, Value::Integer(_)),
            CodeKind::Text => matches!(node.value, Value::String(_)),
        };
        code(node, kind, layout).filter(|_| is_meant)
    });
    let entry = codes.find_map(|code| declared.errors.get(declared.codes.get(&code)?));
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

/// The code of a documented error must be one that the operation lists, with its status.
pub(super) fn check(
    context: &mut Context<'_>,
    body: Option<&Node>,
    status: Option<&Spanned<i64>>,
    subject: &Subject<'_, '_>,
) {
    let (place, code) = match found(context, body, status) {
        Found::Code(place, code) => (place, code),
        Found::NotOne(diagnostic) => {
            context.report.push(diagnostic);
            return;
        }
        Found::Nothing => return,
    };
    let is_listed = subject.errors.is_none_or(|errors| errors.contains(&code))
        || context.errors_of_all.contains_key(&code);
    if is_listed {
        check_status(context, &code, place, status);
    } else {
        refuse_unlisted(context, &code, place);
    }
}

/// The first step depends on the catalogue: an operation cannot list what is not in there.
fn refuse_unlisted(context: &mut Context<'_>, code: &Code, place: Span) {
    let declared = context.declared.codes.get(code);
    let quoted = quoted(code);
    let message = format!("the documented error {quoted} is not in `errors`");
    let diagnostic = Diagnostic::error(rule::EXAMPLE_ERROR, message)
        .label(place, "the operation does not list this code");
    context.report.push(match (declared, code) {
        (Some(id), Code::Text(_)) => {
            diagnostic.help(format!("add `{}` to the `errors` of the operation", id.value))
        }
        (Some(_), Code::Number(_)) => {
            diagnostic.help(format!("add {quoted} to the `errors` of the operation"))
        }
        (None, Code::Text(_)) => diagnostic.help(format!(
            "the catalogue has no code {quoted}: declare it under the top-level key `errors`, then add its id to the `errors` of the operation"
        )),
        (None, Code::Number(_)) => diagnostic.help(format!(
            "the catalogue has no code {quoted}: declare it under the top-level key `errors`, then add {quoted} to the `errors` of the operation"
        )),
    });
}

/// The catalogue says with which status a code comes.
fn check_status(
    context: &mut Context<'_>,
    code: &Code,
    place: Span,
    status: Option<&Spanned<i64>>,
) {
    let declared = context.declared;
    let entry = declared.codes.get(code).and_then(|id| declared.errors.get(id));
    let expected = entry.and_then(|entry| entry.status.as_ref());
    let (Some(expected), Some(found)) = (expected, status) else { return };
    if expected.value != found.value {
        let message = format!(
            "the documented error {} has another status than in the catalogue",
            quoted(code)
        );
        let diagnostic = Diagnostic::error(rule::EXAMPLE_STATUS, message)
            .label(found.span, format!("the catalogue says {}", expected.value))
            .label(place, "for this code")
            .label(expected.span, "declared here");
        context.report.push(diagnostic);
    }
}

fn quoted(code: &Code) -> String {
    match code {
        Code::Number(number) => number.to_string(),
        Code::Text(text) => format!("`{text}`"),
    }
}

/// What a documented error has as its code.
enum Found {
    Code(Span, Code),
    /// Nothing that could be one, and why.
    NotOne(Diagnostic),
    /// Nothing, which is no mistake.
    Nothing,
}

fn found(context: &Context<'_>, body: Option<&Node>, status: Option<&Spanned<i64>>) -> Found {
    let kind = error_body::code_kind(context);
    // The body of an error may be anything, such as a page of a proxy.
    let body = body.filter(|body| matches!(body.value, Value::Map(_) | Value::List(_)));
    let mut odd = None;
    for layout in &context.error_bodies {
        if let (CodeLocation::Status, Some(status)) = (&layout.code, status) {
            return Found::Code(status.span, Code::Number(status.value));
        }
        let Some(node) = body.and_then(|body| node_of_code(layout, body)) else { continue };
        match code(node, kind, layout) {
            Some(code) => return Found::Code(node.span, code),
            None => odd = odd.or(Some(node)),
        }
    }
    let (Some(body), [first, ..]) = (body, context.error_bodies.as_slice()) else {
        return Found::Nothing;
    };
    // A problem can do without a type.
    if context.error_bodies.iter().any(|layout| layout.is_problem) {
        return Found::Nothing;
    }
    let (place, reason) = match odd {
        Some(code) => {
            let expected = match kind {
                CodeKind::Number => "a whole number",
                CodeKind::Text => "text",
            };
            (code.span, format!("expected {expected}, found {}", code.value.describe()))
        }
        None if context.error_bodies.len() == 1 => {
            let key = match &first.code {
                CodeLocation::Body(path) if path.0.len() == 1 => format!("the key `{path}`"),
                location => format!("`{location}`"),
            };
            (body.span, format!("the `error_body` needs {key}"))
        }
        None => (body.span, "no layout of `error_body` finds a code here".to_owned()),
    };
    let diagnostic = Diagnostic::error(rule::EXAMPLE_RESPONSE, "the documented error has no code");
    Found::NotOne(diagnostic.label(place, reason))
}

fn node_of_code<'a>(layout: &ErrorBody, body: &'a Node) -> Option<&'a Node> {
    let CodeLocation::Body(path) = &layout.code else { return None };
    path.0.iter().try_fold(body, |node, step| match &node.value {
        Value::Map(map) => {
            let by_key: BTreeMap<_, _> =
                map.iter().map(|(key, value)| (key.as_str(), value)).collect();
            fit::find(&by_key, step, fit::Purpose::Response)
        }
        Value::List(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The code as clients read it: texts as numbers and numbers as texts.
fn code(node: &Node, kind: CodeKind, layout: &ErrorBody) -> Option<Code> {
    match (kind, &node.value) {
        (CodeKind::Number, Value::Integer(number)) => Some(Code::Number(*number)),
        (CodeKind::Number, Value::String(text)) => text.parse().ok().map(Code::Number),
        (CodeKind::Text, Value::Integer(number)) => Some(Code::Text(number.to_string())),
        (CodeKind::Text, Value::String(text))
            if !(text.is_empty() || layout.is_problem && text == NO_TYPE) =>
        {
            Some(Code::Text(text.clone()))
        }
        _ => None,
    }
}
