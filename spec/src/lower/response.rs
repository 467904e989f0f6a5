//! What an operation returns, by status.

use std::collections::BTreeMap;

use super::graph::Holder;
use super::inputs::Inputs;
use super::value_type::{self, Care};
use super::{Context, all, body, status, words};
use crate::api::{Location, Method, Outcome, OutcomeVariant, Payload, Privacy, Response, Type};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, ResponseType};
use crate::{Span, Spanned, rule};

/// The operation that a response belongs to.
struct Subject<'s, 'a> {
    method: Option<Method>,
    inputs: &'s Inputs<'a>,
    at: Span,
}

/// An outcome with its places.
struct Declared<'a> {
    status: Spanned<u16>,
    payload: Spanned<Payload>,
    id: Option<&'a Text>,
    description: Option<String>,
}

/// Lowers the responses of an operation.
pub(super) fn response<'a>(
    context: &mut Context<'a>,
    operation: &'a document::Operation,
    method: Option<Method>,
    inputs: &Inputs<'a>,
) -> Option<Response> {
    let subject = Subject { method, inputs, at: operation.span };
    let mut outcomes = Some(Vec::new());
    for (status, document) in operation.response.as_ref()?.iter() {
        outcomes = all(outcomes, outcome(context, status, document, &subject));
    }
    let mut outcomes: Vec<Declared<'_>> = outcomes?;
    outcomes.sort_by_key(|outcome| outcome.status.value);
    if !outcomes.iter().any(|outcome| outcome.status.value < 300) {
        let (at, label) = outcomes.first().map_or((subject.at, "missing `response`"), |it| {
            (it.status.span, "this is for callers that had another response before")
        });
        let diagnostic = Diagnostic::error(rule::NO_RESPONSE, "an operation without a response")
            .label(at, label)
            .help("write `response: { 200: Type }`, or `{ 204: none }` for no body");
        context.report.push(diagnostic);
        return None;
    }
    if !are_one_stream(context, &outcomes) || !are_told_apart(context, &outcomes) {
        return None;
    }
    let outcomes = outcomes.into_iter().map(|outcome| Outcome {
        status: outcome.status.value,
        payload: outcome.payload.value,
        variant: outcome
            .id
            .cloned()
            .zip(outcome.description)
            .map(|(id, description)| OutcomeVariant { id, description }),
    });
    Some(Response { outcomes: outcomes.collect() })
}

fn outcome<'a>(
    context: &mut Context<'a>,
    status: &Text,
    document: Option<&'a ResponseType>,
    subject: &Subject<'_, 'a>,
) -> Option<Declared<'a>> {
    let (ty, full) = match document {
        Some(ResponseType::Plain(ty)) => (Some(ty), None),
        Some(ResponseType::Full(full)) => (full.ty.as_ref(), Some(&**full)),
        Some(ResponseType::Events(_) | ResponseType::Lines(_)) | None => (None, None),
    };
    let payload = match document {
        Some(ResponseType::Events(events)) => events_of(context, events),
        Some(ResponseType::Lines(lines)) => lines_of(context, lines),
        _ => ty.and_then(|ty| Some(Spanned::new(payload(context, ty, full)?, ty.0.0.span))),
    };
    let description =
        full.and_then(|full| words::required(context, full.description.as_ref(), words::markdown));
    let is_named = full.is_none_or(|full| is_named(context, status, full));
    let status = status::success(context, status);
    let (payload, status) = (payload?, status?);
    let fits = fits_status(context, &status, &payload, subject);
    (fits && is_named).then(|| Declared {
        status,
        payload,
        id: full.and_then(|full| full.id.as_ref()),
        description,
    })
}

/// A stream of server-sent events.
fn events_of<'a>(
    context: &mut Context<'a>,
    document: &'a document::EventsOutcome,
) -> Option<Spanned<Payload>> {
    let item = item(context, document.events.as_ref());
    let end = words::optional(context, document.end.as_ref(), words::line);
    // An end that could not be read has been reported.
    let is_whole = !document.has_gaps && end.is_some() == document.end.is_some();
    let Spanned { value: item, span } = item.filter(|_| is_whole)?;
    Some(Spanned::new(Payload::Events { item, end }, span))
}

/// A stream of lines.
fn lines_of<'a>(
    context: &mut Context<'a>,
    document: &'a document::LinesOutcome,
) -> Option<Spanned<Payload>> {
    let item = item(context, document.lines.as_ref());
    let content_type = content_type_of(context, document.content_type.as_ref())?;
    let Spanned { value: item, span } = item.filter(|_| !document.has_gaps)?;
    Some(Spanned::new(Payload::Lines(item, content_type), span))
}

/// The type of an item.
fn item<'a>(
    context: &mut Context<'a>,
    document: Option<&'a document::Expression>,
) -> Option<Spanned<Type>> {
    let document = document?;
    let care = Care { secret: None, personal: None };
    let ty = value_type::resolve(context, document, &care, Holder::Response)?;
    Some(Spanned::new(ty, document.0.span))
}

/// Whether id and description stand together, and with a reason for more than the type.
fn is_named(context: &mut Context<'_>, status: &Text, full: &document::Outcome) -> bool {
    if let Some(id) = &full.id {
        words::id(context, id);
    }
    let (message, help) = match (&full.id, &full.description) {
        _ if full.has_gaps => return false,
        (Some(_), None) => {
            ("a response with an id and without a description", "add `description`: when it occurs")
        }
        (None, Some(_)) => (
            "a response with a description and without an id",
            "add `id`, or remove the description",
        ),
        (None, None)
            if full.secret.is_none() && full.personal.is_none() && full.content_type.is_none() =>
        {
            ("a response with nothing but its type", "write the type alone, such as `200: Pet`")
        }
        _ => return true,
    };
    let diagnostic =
        Diagnostic::error(rule::RESPONSE_ID, message).label(status.span, "of this status");
    context.report.push(diagnostic.help(help));
    false
}

/// What the body is.
fn payload<'a>(
    context: &mut Context<'a>,
    ty: &'a document::OutcomeType,
    full: Option<&'a document::Outcome>,
) -> Option<Payload> {
    let text = &ty.0.0;
    let care = Care {
        secret: full.and_then(|full| full.secret.as_ref()),
        personal: full.and_then(|full| full.personal.as_ref()),
    };
    let content_type = full.and_then(|full| full.content_type.as_ref());
    let payload = match text.as_str() {
        "none" => Payload::None,
        "unchanged" => Payload::Unchanged,
        "text" => {
            let privacy = value_type::privacy(context, &care);
            let content_type = content_type_of(context, content_type)?;
            return Some(Payload::Text(privacy?, content_type));
        }
        "bytes" => Payload::Bytes(content_type_of(context, content_type)?),
        "download" => Payload::Download(content_type_of(context, content_type)?),
        _ => {
            let ty = value_type::resolve(context, &ty.0, &care, Holder::Response);
            if let Some(content_type) = content_type {
                let diagnostic = Diagnostic::error(
                    rule::BAD_CONTENT_TYPE,
                    "the content type of a body that is JSON",
                )
                .label(content_type.span, "only `text`, `bytes` and `download` have one");
                context.report.push(match stream_of(content_type, text) {
                    Some(stream) => {
                        diagnostic.help(format!("a stream of such values is `{stream}`"))
                    }
                    None => diagnostic.help("remove it"),
                });
                return None;
            }
            return ty.map(Payload::Json);
        }
    };
    if value_type::privacy(context, &care)? != Privacy::Public {
        let flag = care.secret.filter(|flag| flag.value).or(care.personal);
        let diagnostic =
            Diagnostic::error(rule::SECRET_NOT_TEXT, "only text can be secret or personal")
                .label(flag.map_or(text.span, |flag| flag.span), "this is about text");
        context.report.push(if payload == Payload::None || payload == Payload::Unchanged {
            diagnostic.label(text.span, "this is no body")
        } else {
            let label = "these are bytes, which nothing shows or records anyway";
            diagnostic.label(text.span, label)
        });
        return None;
    }
    Some(payload)
}

/// The declared content type. `None` if it is not one.
#[expect(clippy::option_option, reason = "it may be absent, and it may be wrong")]
fn content_type_of(context: &mut Context<'_>, text: Option<&Text>) -> Option<Option<String>> {
    let Some(text) = text else { return Some(None) };
    body::content_type(context, text).then(|| Some(text.value.clone()))
}

/// How a response is declared that is a stream of this content type.
fn stream_of(content_type: &str, ty: &str) -> Option<String> {
    let bare = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match bare.as_str() {
        "text/event-stream" => Some(format!("{{ events: {ty} }}")),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonlines"
        | "application/json-lines" => {
            Some(format!("{{ lines: {ty}, content_type: {content_type} }}"))
        }
        _ => None,
    }
}

/// Whether a status can come with such a body.
fn fits_status(
    context: &mut Context<'_>,
    status: &Spanned<u16>,
    payload: &Spanned<Payload>,
    subject: &Subject<'_, '_>,
) -> bool {
    let is_unchanged = payload.value == Payload::Unchanged;
    if (status.value == 304) != is_unchanged {
        let message = "`unchanged` belongs to the status 304, and to no other";
        let diagnostic = Diagnostic::error(rule::UNCHANGED_RESPONSE, message)
            .label(
                payload.span,
                if is_unchanged { "with another status" } else { "with the status 304" },
            )
            .label(status.span, "");
        context.report.push(if is_unchanged {
            diagnostic.help("write `304: unchanged`, or `none` for a response without a body")
        } else {
            diagnostic.help("write `304: unchanged`: such a response has no body")
        });
        return false;
    }
    if is_unchanged && !subject.is_conditional() {
        let message = "a response of status 304 to a request without a condition";
        let diagnostic = Diagnostic::error(rule::UNCHANGED_RESPONSE, message)
            .label(status.span, "no input is a header that asks for it")
            .help(
                "add a parameter `in: header` with the name `If-None-Match` or `If-Modified-Since`",
            );
        context.report.push(diagnostic);
        return false;
    }
    let bodiless = match (status.value, subject.method) {
        (204 | 205, _) => Some(format!("a response of status {} has no body", status.value)),
        (_, Some(Method::Head)) => Some("a response to HEAD has no body".to_owned()),
        _ => None,
    };
    let Some(reason) = bodiless.filter(|_| payload.value.has_body()) else { return true };
    let diagnostic =
        Diagnostic::error(rule::UNREACHED_RESPONSE, "the body of this response is never reached")
            .label(payload.span, reason)
            .help("write `none`");
    // The type of an item is not the whole response.
    let is_whole = payload.value.item().is_none();
    context.report.push(if is_whole { diagnostic.fix(payload.span, "none") } else { diagnostic });
    false
}

impl Subject<'_, '_> {
    /// Whether a caller can say what it has already. What is wrong with an input has been reported.
    fn is_conditional(&self) -> bool {
        let is_condition = |name: &str| {
            ["if-none-match", "if-modified-since"].contains(&name.to_ascii_lowercase().as_str())
        };
        let mut headers = self.inputs.good.iter().filter(|it| it.location == Location::Header);
        !self.inputs.doubtful.is_empty() || headers.any(|input| is_condition(&input.wire))
    }
}

/// Whether a caller can tell outcomes of different types apart, and has to.
fn are_told_apart(context: &mut Context<'_>, outcomes: &[Declared<'_>]) -> bool {
    const HELP: &str = "give each status an `id` and a `description`, such as `202: { id: pending, type: Job, description: ... }`";
    let mut first = BTreeMap::new();
    for id in outcomes.iter().filter_map(|outcome| outcome.id) {
        if let Some(first) = first.insert(id.as_str(), id.span) {
            let message = format!("the variant `{}` is declared twice", id.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_VARIANT, message)
                .label(id.span, "declared again here")
                .label(first, "first declared here");
            context.report.push(diagnostic);
            return false;
        }
    }
    let named = outcomes.iter().find_map(|outcome| outcome.id);
    let diagnostic = match (named, outcomes) {
        (Some(id), [_]) => Diagnostic::error(rule::RESPONSE_ID, "an id of the only response")
            .label(id.span, "there is no other that it would be told from")
            .help("remove `id` and `description`"),
        (Some(id), outcomes) => {
            let Some(unnamed) = outcomes.iter().find(|outcome| outcome.id.is_none()) else {
                return true;
            };
            Diagnostic::error(
                rule::RESPONSE_ID,
                "a response without an id among responses with ids",
            )
            .label(unnamed.status.span, "this one has no id")
            .label(id.span, "this one has")
            .help(HELP)
        }
        (None, outcomes) => {
            let mut bodies = outcomes.iter().filter(|outcome| outcome.payload.has_body());
            let Some(first) = bodies.next() else { return true };
            let Some(other) = bodies.find(|other| other.payload.value != first.payload.value)
            else {
                return true;
            };
            Diagnostic::error(rule::SEVERAL_RESPONSES, "responses of different types without ids")
                .label(other.payload.span, "this type")
                .label(first.payload.span, "differs from this one")
                .help(HELP)
        }
    };
    context.report.push(diagnostic);
    false
}

/// Refuses a stream among other responses: a call returns it before anybody can ask for something else.
fn are_one_stream(context: &mut Context<'_>, outcomes: &[Declared<'_>]) -> bool {
    let Some(stream) = outcomes.iter().find(|it| it.payload.value.is_stream()) else { return true };
    let diagnostic = if let Some(id) = outcomes.iter().find_map(|outcome| outcome.id) {
        Diagnostic::error(rule::STREAM_AMONG_RESPONSES, "a stream among variants")
            .label(stream.payload.span, "this is a stream")
            .label(id.span, "a stream is no value, so no variant can hold it")
    } else if let Some(other) =
        outcomes.iter().find(|other| other.payload.value != stream.payload.value)
    {
        Diagnostic::error(rule::STREAM_AMONG_RESPONSES, "a stream among other responses")
            .label(stream.payload.span, "this is a stream")
            .label(other.payload.span, "this is something else")
    } else {
        return true;
    };
    let help = "declare the stream alone, without the other responses";
    context.report.push(diagnostic.help(help));
    false
}
