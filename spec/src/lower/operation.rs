//! Operations.

use std::collections::{BTreeMap, BTreeSet};

use super::example::Body;
use super::inputs::{Inputs, given, known_placements};
use super::{
    Context, all, arguments, body, catalogue, choice, example, form, former, path, reserved,
    response, server, words,
};
use crate::api::{Code, Given, Method, Operation, OperationName, Path};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::{Spanned, document};

/// The operations of a group, by id.
pub(super) fn operations(context: &mut Context<'_>, group: &Text) -> Option<Vec<Operation>> {
    let declared = context.declared;
    let mut operations = Some(Vec::new());
    let Some(table) = declared.operations.get(group.as_str()) else {
        return operations;
    };
    for (id, document) in table.iter() {
        let operation = document.and_then(|document| operation(context, group, id, document));
        operations = all(operations, operation);
    }
    operations
}

fn operation<'a>(
    context: &mut Context<'a>,
    group: &Text,
    id: &Text,
    document: &'a document::Operation,
) -> Option<Operation> {
    let summary = words::required(context, document.summary.as_ref(), words::summary);
    let description = words::optional(context, document.description.as_ref(), words::markdown);
    let documented_in = words::optional(context, document.documented_in.as_ref(), words::line);
    let today = OperationName { group: group.value.clone(), id: id.value.clone() };
    let renamed_from = former::operation(context, document.renamed_from.as_ref(), &today);
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    let method = document.method.as_ref().map(|method| method.value);
    let path = document.path.as_ref().and_then(|path| path::path(context, path));
    let server = server::of_operation(context, group, document);
    let credentials = credentials(context, document);
    let choice = choice::choice(context, document);
    let inputs = Inputs::lower(context, document, &credentials, choice.as_ref());
    let body = document.whole_body.as_ref();
    let whole_body = body.and_then(|body| body::whole_body(context, body));
    refuse_bodies(context, document, method);
    check_inputs(context, document, path.as_ref(), &inputs);
    let response = response::response(context, document, method, &inputs);
    let errors = errors(context, document);
    let subject = example::Subject {
        method,
        path: path.as_ref(),
        inputs: &inputs,
        placements: credentials.iter().flat_map(|id| known_placements(context, id)).collect(),
        is_known: !has_gap_in_inputs(document) && !has_doubtful_credentials(context, document),
        body: match body {
            Some(_) => Body::Whole(whole_body.as_ref().map(|body| &body.content)),
            None => Body::Fields,
        },
        response: response.as_ref(),
        errors: Some(&errors).filter(|_| !has_doubtful_errors(context, document)),
    };
    let examples = example::examples(context, document, &subject);
    let reserved = reserved_inputs(context, document);
    let has_gap = !inputs.doubtful.is_empty() || body.is_some() != whole_body.is_some();
    let given = document.arguments.iter().flatten();
    Some(Operation {
        id: id.clone(),
        summary: summary?,
        description,
        method: method?,
        path: path?,
        server,
        arguments: given.map(|argument| argument.value.clone()).collect(),
        inputs: Some(inputs.good).filter(|_| !has_gap)?,
        body: whole_body,
        body_format: form::format(context, document),
        credentials,
        choice,
        response: response?,
        // Known once all types are.
        pages: None,
        errors,
        effect: document.effect.as_ref()?.value,
        documented_in,
        examples: examples?,
        reserved,
        renamed_from,
        deprecated,
    })
}

/// Compares the inputs with the path and the list of arguments.
fn check_inputs(
    context: &mut Context<'_>,
    document: &document::Operation,
    path: Option<&Path>,
    inputs: &Inputs<'_>,
) {
    if has_gap_in_inputs(document) {
        return;
    }
    let elsewhere =
        path.map(|path| path::match_inputs(context, path, &inputs.good, &inputs.doubtful));
    // A value that is not a list has been reported.
    if document.arguments.is_some() || !document.has_gaps {
        check_arguments(context, document, inputs, &elsewhere.unwrap_or_default());
    }
}

/// Whether the inputs could not be read, so that nobody knows which are missing.
fn has_gap_in_inputs(document: &document::Operation) -> bool {
    document.has_gaps && (document.parameters.is_none() || document.body.is_none())
}

fn reserved_inputs(context: &mut Context<'_>, document: &document::Operation) -> Vec<Text> {
    let parameters = document.parameters.iter().flat_map(Entries::iter).map(|(id, _)| id);
    let fields = document.body.iter().flat_map(Entries::iter).map(|(id, _)| id);
    reserved::ids(context, "input", document.reserved.as_deref(), parameters.chain(fields))
}

/// The credentials that are there, sorted, each once.
fn credentials(context: &mut Context<'_>, document: &document::Operation) -> Vec<Text> {
    let declared = context.declared;
    let mut credentials: Vec<Text> = Vec::new();
    let mut seen = BTreeMap::new();
    let is_choice = matches!(document.credentials, Some(document::Credentials::FirstOf(_)));
    for id in document.credentials.iter().flat_map(document::Credentials::ids) {
        match seen.insert(id.as_str(), id.span) {
            // One credential can be part of several alternatives.
            Some(_) if is_choice => {}
            Some(first) => context.report.push(named_twice(id.as_str(), id.span, first)),
            None if context.refer(&declared.credentials, id) => credentials.push(id.clone()),
            None => {}
        }
    }
    credentials.sort();
    credentials
}

/// Whether it is not known which credentials there are, or where one goes.
fn has_doubtful_credentials(context: &Context<'_>, document: &document::Operation) -> bool {
    let is_doubtful = |id: &Text| {
        !context.declared.credentials.contains(id)
            || context.doubtful_credentials.contains(id.as_str())
    };
    document.credentials.as_ref().map_or(document.has_gaps, |named| named.ids().any(is_doubtful))
}

fn named_twice(name: &str, span: crate::Span, first: crate::Span) -> Diagnostic {
    Diagnostic::error(rule::DUPLICATE_REFERENCE, format!("`{name}` is named twice"))
        .label(span, "again here")
        .label(first, "first here")
}

fn refuse_bodies(
    context: &mut Context<'_>,
    document: &document::Operation,
    method: Option<Method>,
) {
    let fields = document.body.iter().flat_map(Entries::iter).next();
    let first_field = fields.map(|(id, _)| id.span);
    let whole = document.whole_body.as_ref().map(|body| body.span);
    if let (Some(field), Some(whole)) = (first_field, whole) {
        let diagnostic =
            Diagnostic::error(rule::TWO_BODIES, "`body` and `whole_body` exclude each other")
                .label(whole, "the body as one value")
                .label(field, "the body field by field");
        context.report.push(diagnostic);
    }
    let body = whole.or(first_field);
    if let (Some(body), Some(method @ (Method::Get | Method::Head))) = (body, method) {
        let method_span = document.method.as_ref().map_or(document.span, |method| method.span);
        let message = format!("{} takes no body", method.as_str());
        let diagnostic = Diagnostic::error(rule::BODY_ON_GET, message)
            .label(body, "this method takes no body")
            .label(method_span, "with this method")
            .help("make it a parameter `in: query`, or use another method");
        context.report.push(diagnostic);
    }
}

/// Compares the list of arguments with the inputs. Those in `elsewhere` should be in the path and are not.
fn check_arguments(
    context: &mut Context<'_>,
    document: &document::Operation,
    inputs: &Inputs<'_>,
    elsewhere: &[String],
) {
    let mut wanted = arguments::Wanted::new("input");
    if has_doubtful_credentials(context, document) {
        wanted.leave_open();
    }
    for input in &inputs.good {
        if elsewhere.contains(&input.id.value) {
            wanted.doubt(&input.id);
        } else if input.always.is_some() {
            wanted.allow_not(&input.id, arguments::CONSTANT);
        } else if input.is_required() {
            wanted.require(&input.id);
        } else {
            wanted.allow_not(&input.id, "it is optional: it becomes a setter");
        }
    }
    for id in &inputs.doubtful {
        wanted.doubt(id);
    }
    let named = document.credentials.iter().flat_map(document::Credentials::ids);
    let named: BTreeSet<_> = named.map(|id| id.as_str()).collect();
    for id in named {
        match given(context, id) {
            Some(Given::Call) => wanted.require(id),
            Some(_) => wanted.allow_not(id, "it is given to the client, not with a call"),
            None => wanted.doubt(id),
        }
    }
    if document.whole_body.is_some() {
        wanted.require("body");
    }
    let arguments = document.arguments.as_deref();
    arguments::check(context, arguments, document.span, &wanted);
}

/// Whether it is not known which errors there are.
fn has_doubtful_errors(context: &Context<'_>, document: &document::Operation) -> bool {
    let declared = context.declared;
    let is_known = |listed: &Spanned<Code>| match &listed.value {
        code @ Code::Number(_) => declared.codes.contains_key(code),
        Code::Text(id) => declared.errors.contains(id),
    };
    declared.has_doubtful_codes
        || document.errors.as_ref().map_or(document.has_gaps, |codes| !codes.iter().all(is_known))
}

/// The errors of this operation alone: those of all operations are said once.
fn errors(context: &mut Context<'_>, document: &document::Operation) -> BTreeSet<Code> {
    let own = catalogue::references(context, document.errors.as_deref());
    for (code, span) in &own {
        if let Some(of_all) = context.errors_of_all.get(code) {
            let name =
                context.declared.codes.get(code).map_or_else(String::new, |id| id.value.clone());
            let message = format!("every operation can return the error `{name}`");
            let diagnostic = Diagnostic::error(rule::DUPLICATE_REFERENCE, message)
                .label(*span, "take it out")
                .label(*of_all, "said here for all operations");
            context.report.push(diagnostic);
        }
    }
    own.into_keys().collect()
}
