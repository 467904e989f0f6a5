//! Webhooks: their events, and what names them.

use std::collections::BTreeMap;

use super::graph::Holder;
use super::{Context, Reported, all, error_body, signature, wire, words};
use crate::api::{EventName, KeyPath, WebhookEvent, Webhooks};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// The webhooks of the API, if it has any.
pub(super) fn webhooks(context: &mut Context<'_>) -> Result<Option<Webhooks>, Reported> {
    let Some(document) = context.declared.webhooks else { return Ok(None) };
    let mut headers = Vec::new();
    let signature = document
        .signature
        .as_ref()
        .and_then(|signature| signature::signature(context, signature, &mut headers));
    let told_by = document.told_by.as_ref().and_then(|told_by| match told_by {
        document::EventName::Body(path) => error_body::path(context, path).map(EventName::Body),
        document::EventName::Header(header) => {
            let header = header.header.as_ref()?;
            signature::header(context, header, &mut headers).map(EventName::Header)
        }
    });
    let payload = match &document.payload {
        Some(path) => error_body::path(context, path),
        None => Some(KeyPath::default()),
    };
    let events = events(context, document);
    let webhooks = || {
        Some(Webhooks {
            signature: signature?,
            told_by: told_by?,
            payload: payload?,
            events: events?,
        })
    };
    webhooks().map(Some).ok_or(Reported)
}

fn events<'a>(
    context: &mut Context<'a>,
    webhooks: &'a document::Webhooks,
) -> Option<Vec<WebhookEvent>> {
    let documents = webhooks.events.as_ref()?;
    if documents.len() == 0 {
        let diagnostic = Diagnostic::error(rule::BAD_WEBHOOK, "there are no events")
            .label(webhooks.span, "a webhook reports at least one event");
        context.report.push(diagnostic);
    }
    let mut by_wire = BTreeMap::new();
    let mut events = Some(Vec::new());
    for (id, document) in documents.iter() {
        let event = document.and_then(|document| {
            let wire = document.equals.as_ref().unwrap_or(id);
            if let Some(first) = by_wire.insert(wire.as_str(), wire.span) {
                let message = format!("two events are `{}` on the wire", wire.value);
                let diagnostic = Diagnostic::error(rule::DUPLICATE_VALUE, message)
                    .label(wire.span, "again here")
                    .label(first, "first here");
                context.report.push(diagnostic);
            }
            event(context, id, wire, document)
        });
        events = all(events, event);
    }
    events.map(|mut events| {
        events.sort_by(|left: &WebhookEvent, right| left.id.cmp(&right.id));
        events
    })
}

fn event<'a>(
    context: &mut Context<'a>,
    id: &Text,
    wire: &Text,
    document: &'a document::WebhookEvent,
) -> Option<WebhookEvent> {
    let is_name = wire::name(context, wire);
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let ty = document.ty.as_ref()?;
    let declared = context.declared;
    if !context.refer(&declared.types, ty) {
        return None;
    }
    if let Some(held) = declared.types.key(ty) {
        context.graph.add(Holder::Response, held, ty.span);
    }
    is_name.then_some(())?;
    Some(WebhookEvent {
        id: id.clone(),
        wire: wire.clone(),
        ty: ty.clone(),
        description: description?,
    })
}
