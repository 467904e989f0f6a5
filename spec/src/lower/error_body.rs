//! How error bodies are laid out.

use super::error_key::{error_key, key_path};
use super::graph::Holder;
use super::{Context, Reported, words};
use crate::api::{CodeKind, CodeLocation, ErrorBody, FieldErrors, KeyPath, is_same_key};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, CodePath, KeyLocation, Layout};
use crate::{Span, rule};

/// The layouts of error bodies, and the name of the type of the details.
#[derive(Default)]
pub(super) struct ErrorBodies {
    pub(super) bodies: Vec<ErrorBody>,
    pub(super) details: Option<String>,
}

/// What the codes of the API are: what the first layout that is right says. Where a wrong one leaves it open, the first
/// error tells, so that one mistake is not reported for every error.
pub(super) fn code_kind(context: &Context<'_>) -> CodeKind {
    let declared = context.declared;
    let Some(document) = declared.error_body else {
        return CodeKind::default();
    };
    let stated = document.layouts.iter().flatten().find_map(kind_of).map(|(kind, _)| kind);
    let first = || declared.errors.iter().find_map(|(_, error)| error?.code.as_ref());
    stated.or_else(|| first().map(|code| code.value.kind())).unwrap_or_default()
}

/// What the codes of one layout are, and where it says so.
fn kind_of(layout: &Layout) -> Option<(CodeKind, Span)> {
    let body = match layout {
        Layout::Problem(span) => return Some((CodeKind::Text, *span)),
        Layout::Own(body) => body,
    };
    match body.code.as_ref()? {
        // A path that was written as a key says nothing about what stands there.
        document::CodeLocation::Key(key) if key.contains('.') => None,
        document::CodeLocation::Key(key) => Some((CodeKind::Number, key.span)),
        document::CodeLocation::At(at) => match (at.at.as_ref()?, &at.kind) {
            (CodePath::Status(span), _) => Some((CodeKind::Number, *span)),
            (CodePath::Path(_), Some(kind)) => Some((kind.value, kind.span)),
            (CodePath::Path(_), None) => None,
        },
    }
}

/// Lowers the layouts of error bodies, if there are any.
pub(super) fn error_bodies(context: &mut Context<'_>) -> Result<ErrorBodies, Reported> {
    let Some(document) = context.declared.error_body else {
        return Ok(ErrorBodies::default());
    };
    let details = details(context, document);
    refuse_mixed_codes(context, document);
    refuse_unreached(context, document);
    let bodies: Vec<_> = document
        .layouts
        .iter()
        .map(|layout| match layout.as_ref()? {
            Layout::Problem(_) => Some(problem()),
            Layout::Own(body) => error_body(context, body),
        })
        .collect();
    let bodies: Option<Vec<_>> = bodies.into_iter().collect();
    Ok(ErrorBodies { bodies: bodies.ok_or(Reported)?, details: details? })
}

/// The layout of RFC 9457.
fn problem() -> ErrorBody {
    ErrorBody {
        is_problem: true,
        code: CodeLocation::Body(KeyPath::key("type")),
        in_success: false,
        message: Some(KeyPath::key("title")),
        description: Some(KeyPath::key("detail")),
        provider_error: None,
        field_errors: None,
        details: None,
    }
}

fn error_body(context: &mut Context<'_>, document: &document::ErrorBody) -> Option<ErrorBody> {
    refuse_equal_keys(context, document);
    let code = document.code.as_ref().and_then(|code| code_location(context, code));
    let message = location(context, document.message.as_ref(), error_key);
    // Long texts, and problems of providers and single fields, are too rare to demand an example of each.
    let description = location(context, document.description.as_ref(), key_path);
    let provider_error = location(context, document.provider_error.as_ref(), key_path);
    let field_errors = document.field_errors.as_ref().and_then(|document| {
        let list = location(context, document.list.as_ref(), key_path);
        let field = words::required(context, document.field.as_ref(), key_path);
        let message = words::required(context, document.message.as_ref(), key_path);
        Some(FieldErrors { list: list?, field: field?, message: message? })
    });
    let details = document.details.as_ref().and_then(|details| match &details.at {
        Some(at) => path(context, at),
        None => Some(KeyPath::default()),
    });
    let code = code?;
    let in_success = document.in_success.as_ref().filter(|said| said.value);
    if let (Some(said), CodeLocation::Status) = (in_success, &code) {
        let message = "a response with a success status cannot be an error here";
        let diagnostic = Diagnostic::error(rule::BAD_ERROR_BODY, message)
            .label(said.span, "the error code is the status")
            .help("take `in_success` out");
        context.report.push(diagnostic);
    }
    Some(ErrorBody {
        is_problem: false,
        code,
        in_success: in_success.is_some(),
        message,
        description,
        provider_error,
        field_errors,
        details,
    })
}

/// Two values of one error cannot come from one key.
fn refuse_equal_keys(context: &mut Context<'_>, document: &document::ErrorBody) {
    let key = |location: &'_ KeyLocation| match location {
        KeyLocation::Key(key) => Some(key.clone()),
        KeyLocation::Path(_) => None,
    };
    let fields = document.field_errors.as_ref();
    let code = match &document.code {
        Some(document::CodeLocation::Key(key)) => Some(key.clone()),
        _ => None,
    };
    let locations = [
        document.message.as_ref(),
        document.description.as_ref(),
        document.provider_error.as_ref(),
        fields.and_then(|fields| fields.list.as_ref()),
    ];
    let body: Vec<Text> =
        code.into_iter().chain(locations.into_iter().flatten().filter_map(key)).collect();
    let entry = fields.map(|fields| [fields.field.clone(), fields.message.clone()]);
    for keys in [body, entry.into_iter().flatten().flatten().collect()] {
        for (index, key) in keys.iter().enumerate() {
            let is_same = |other: &&Text| !key.is_empty() && is_same_key(other, key);
            if let Some(first) = keys[..index].iter().find(is_same) {
                let message = format!("two values of an error have the key `{}`", key.value);
                let diagnostic = Diagnostic::error(rule::DUPLICATE_WIRE_NAME, message)
                    .label(key.span, "again here")
                    .label(first.span, "first here")
                    .help("keys match with their first letter in either case; name each key once");
                context.report.push(diagnostic);
            }
        }
    }
}

fn code_location(
    context: &mut Context<'_>,
    document: &document::CodeLocation,
) -> Option<CodeLocation> {
    let at = match document {
        document::CodeLocation::Key(key) => {
            return error_key(context, key).map(|key| CodeLocation::Body(KeyPath::key(&key)));
        }
        document::CodeLocation::At(at) => at,
    };
    match (at.at.as_ref()?, &at.kind) {
        (CodePath::Status(_), None) => Some(CodeLocation::Status),
        (CodePath::Status(status), Some(kind)) => {
            let diagnostic = Diagnostic::error(
                rule::BAD_ERROR_BODY,
                "`type` has no meaning beside `at: status`",
            )
            .label(kind.span, "take it out")
            .label(*status, "a status is a number");
            context.report.push(diagnostic);
            None
        }
        (CodePath::Path(path), None) if !at.has_gaps => {
            let diagnostic = Diagnostic::error(rule::MISSING_KEY, "missing key `type`")
                .label(path.span, "is the code there a number or a text?")
                .help("add `type: number` or `type: text`");
            context.report.push(diagnostic);
            None
        }
        (CodePath::Path(_), None) => None,
        (CodePath::Path(path), Some(kind)) => {
            if let ([key], CodeKind::Number) = (path.steps.as_slice(), kind.value) {
                refuse_long_form(context, path.span, key, "code");
                return None;
            }
            self::path(context, path).map(CodeLocation::Body)
        }
    }
}

fn location(
    context: &mut Context<'_>,
    document: Option<&KeyLocation>,
    check: fn(&mut Context<'_>, &Text) -> Option<String>,
) -> Option<KeyPath> {
    match document? {
        KeyLocation::Key(key) => check(context, key).map(|key| KeyPath::key(&key)),
        KeyLocation::Path(path) => {
            if let [key] = path.steps.as_slice() {
                refuse_long_form(context, path.span, key, "message");
                return None;
            }
            self::path(context, path)
        }
    }
}

/// There is one way to name a key of the body itself.
fn refuse_long_form(context: &mut Context<'_>, span: Span, key: &Text, name: &str) {
    let diagnostic = Diagnostic::error(rule::LONG_FORM, "a path of one key")
        .label(span, "this is a key of the body itself")
        .help(format!("write the key alone, such as `{name}: {}`", key.value));
    context.report.push(diagnostic);
}

pub(super) fn path(context: &mut Context<'_>, document: &document::KeyPath) -> Option<KeyPath> {
    let steps: Vec<_> = document.steps.iter().map(|step| words::line(context, step)).collect();
    steps.into_iter().collect::<Option<_>>().map(KeyPath)
}

/// The one type of all details.
fn details<'a>(
    context: &mut Context<'a>,
    document: &'a document::ErrorBodies,
) -> Result<Option<String>, Reported> {
    let mut named: Option<&Text> = None;
    for details in document.own().filter_map(|body| body.details.as_ref()) {
        let ty = details.ty.as_ref().ok_or(Reported)?;
        if let Some(first) = named.filter(|first| first.value != ty.value) {
            let message = "the details of errors have two types";
            let diagnostic = Diagnostic::error(rule::BAD_ERROR_BODY, message)
                .label(ty.span, "another type")
                .label(first.span, "the type of the details")
                .help("an API has one type for all details: let it have the fields of both, all optional");
            context.report.push(diagnostic);
            return Err(Reported);
        }
        named.get_or_insert(ty);
    }
    let Some(name) = named else { return Ok(None) };
    let types = &context.declared.types;
    if !context.refer(types, name) {
        return Err(Reported);
    }
    if let Some(declared) = types.key(name) {
        context.graph.add(Holder::Response, declared, name.span);
    }
    if types.get(name).is_some_and(|def| def.values.is_some()) {
        let message = format!("`{}` cannot be the type of details", name.value);
        let diagnostic = Diagnostic::error(rule::BAD_ERROR_BODY, message)
            .label(name.span, "details are an object or a union of objects");
        context.report.push(diagnostic);
        return Err(Reported);
    }
    Ok(Some(name.value.clone()))
}

/// An API has one type of error codes, so all layouts agree on it.
fn refuse_mixed_codes(context: &mut Context<'_>, document: &document::ErrorBodies) {
    let mut kinds = document.layouts.iter().flatten().filter_map(kind_of);
    let Some((first, at)) = kinds.next() else { return };
    if let Some((_, other)) = kinds.find(|(kind, _)| *kind != first) {
        let message = "error codes are numbers in one layout and texts in another";
        let names = match first {
            CodeKind::Number => ["numbers here", "texts here"],
            CodeKind::Text => ["texts here", "numbers here"],
        };
        let diagnostic = Diagnostic::error(rule::BAD_ERROR_BODY, message)
            .label(other, names[1])
            .label(at, names[0])
            .help("where servers write numbers and texts, read all of them as `type: text`");
        context.report.push(diagnostic);
    }
}

/// Every error fits a layout whose code is the status.
fn refuse_unreached(context: &mut Context<'_>, document: &document::ErrorBodies) {
    let status = |layout: &Option<Layout>| {
        let Some(Layout::Own(body)) = layout else { return None };
        let Some(document::CodeLocation::At(at)) = &body.code else { return None };
        match &at.at {
            Some(CodePath::Status(span)) => Some(*span),
            _ => None,
        }
    };
    let at = document.layouts.iter().position(|layout| status(layout).is_some());
    if let Some(at) = at.filter(|at| at + 1 < document.layouts.len()) {
        let span = status(&document.layouts[at]).unwrap_or(document.span);
        let message = "the layouts behind this one are never reached";
        let diagnostic = Diagnostic::error(rule::BAD_ERROR_BODY, message)
            .label(span, "every error has a status, so this layout fits all of them")
            .help("move this layout to the end of the list");
        context.report.push(diagnostic);
    }
}
