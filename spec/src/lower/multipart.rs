//! Files: where a request takes them, and what else a multipart body cannot hold.

use super::Context;
use crate::api::{BodyFormat, Input, Location, Operation, Type};
use crate::diagnostic::Diagnostic;
use crate::{Span, document, rule};

/// Refuses files outside of multipart bodies, and what such a body cannot hold.
pub(super) fn check(context: &mut Context<'_>, group: &str, operation: &Operation) {
    let declared = context.declared.operations.get(group);
    let document = declared.and_then(|operations| operations.get(&operation.id));
    refuse_pages(context, document, operation);
    for input in operation.inputs.iter().filter(|input| input.location == Location::Body) {
        if operation.body_format == BodyFormat::Multipart {
            part(context, input);
        } else if holds(&input.ty, &Type::File) {
            let diagnostic = Diagnostic::error(
                rule::FILE_PLACE,
                "a file in a body that holds none",
            )
            .label(input.id.span, "JSON and forms have no place for a file")
            .help("write `body_format: multipart`, or make it the `whole_body` of the type `file`");
            context.report.push(diagnostic);
        }
    }
    if let Some(body) = &operation.body {
        whole(context, document, operation, body.content.ty());
    }
}

/// One field of a multipart body.
fn part(context: &mut Context<'_>, input: &Input) {
    let refuse = |context: &mut Context<'_>, message: &str, label: &str, help: &str| {
        let diagnostic = Diagnostic::error(rule::MULTIPART_TYPE, message);
        context.report.push(diagnostic.label(input.id.span, label).help(help));
    };
    let is_file = input.ty.is_file();
    let named = input.ty.named().and_then(|name| context.declared.types.get(name));
    if named.is_some_and(document::Type::is_of_kinds) {
        let label = "a text and JSON would look alike";
        let help = "make it a field of an object, which is sent as JSON";
        refuse(context, "a union of kinds as a part", label, help);
    }
    if !is_file && holds(&input.ty, &Type::File) {
        let help = "write `file`, or `list<file>` for a part for each file";
        refuse(context, "a file within a value", "a file is a part of its own", help);
    } else if is_file && input.need.is_nullable() {
        let (label, help) = ("a file cannot be null", "remove `nullable`, or make it optional");
        refuse(context, "a file that can be null", label, help);
    } else if matches!(&input.ty, Type::List(element) if is_list(element)) {
        let label = "each item is a part, which has no items";
        let help = "make the items objects with a type of their own, which are sent as JSON";
        refuse(context, "a list of lists in a multipart body", label, help);
    }
}

/// A multipart body has no value as a whole.
fn whole(
    context: &mut Context<'_>,
    document: Option<&document::Operation>,
    operation: &Operation,
    ty: Option<&Type>,
) {
    let span = document.and_then(|document| Some(document.whole_body.as_ref()?.span));
    let span = span.unwrap_or(operation.id.span);
    match ty {
        Some(ty) if holds(ty, &Type::File) => {
            let diagnostic =
                Diagnostic::error(rule::FILE_PLACE, "a file in a body that holds none")
                    .label(span, "a body is one file, or has files as fields")
                    .help("write `type: file`, or `body` with `body_format: multipart`");
            context.report.push(diagnostic);
        }
        Some(_) if operation.body_format == BodyFormat::Multipart => {
            let diagnostic =
                Diagnostic::error(rule::MULTIPART_TYPE, "a multipart body that is one value")
                    .label(span, "its parts have names")
                    .help("list its fields in `body`, or write `body_format: json`");
            context.report.push(diagnostic);
        }
        _ => {}
    }
}

/// Each page is a call with the same inputs, and a stream can be sent once.
fn refuse_pages(
    context: &mut Context<'_>,
    document: Option<&document::Operation>,
    operation: &Operation,
) {
    let pages = document.and_then(|document| document.pages.as_ref());
    let takes_files = operation.takes_files() || operation.body_format == BodyFormat::Multipart;
    if let Some(pages) = pages.filter(|_| takes_files) {
        let diagnostic =
            Diagnostic::error(rule::FILE_PLACE, "pages of an operation that takes files")
                .label(pages.span, "each page would send the files again")
                .label(operation.id.span, "this operation has a multipart body, or takes a file")
                .help("take `pages` out, and let callers ask for each page");
        context.report.push(diagnostic);
    }
}

/// Refuses the content type of what is no file.
pub(super) fn refuse_content_type(
    context: &mut Context<'_>,
    types: Option<&document::ContentTypes>,
) {
    if let Some(types) = types {
        let diagnostic =
            Diagnostic::error(rule::BAD_CONTENT_TYPE, "the content type of what is no file")
                .label(types.span, "only files in a multipart body have one")
                .help("remove it");
        context.report.push(diagnostic);
    }
}

/// Refuses a file in what is JSON whatever holds it.
pub(super) fn refuse_in_json(context: &mut Context<'_>, span: Span) {
    let diagnostic = Diagnostic::error(rule::FILE_PLACE, "a file in JSON")
        .label(span, "only requests take files")
        .help(
            "a response that is a file is `bytes`; a request has `whole_body: { type: file, .. }`, \
             or fields of the type `file` with `body_format: multipart`",
        );
    context.report.push(diagnostic);
}

fn is_list(ty: &Type) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Nullable(inner) => is_list(inner),
        _ => false,
    }
}

fn holds(ty: &Type, wanted: &Type) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => holds(inner, wanted),
        ty => ty == wanted,
    }
}
