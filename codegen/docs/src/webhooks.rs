//! `webhooks.html`: the events that the API reports, and how their webhooks are signed.

use askama::Template;
use restwright_spec::api::{Type, WebhookEvent, Webhooks};

use crate::File;
use crate::frame::Frame;
use crate::html::Html;
use crate::places;
use crate::texts::{Site, Writer};

#[derive(Template)]
#[template(path = "webhooks.html")]
struct Page {
    frame: Frame,
    facts: Vec<Html>,
    events: Vec<Event>,
}

struct Event {
    id: Html,
    name: Html,
    ty: Html,
    text: Html,
}

pub(crate) fn page(site: &Site<'_>, webhooks: &Webhooks) -> File {
    let writer = site.writer("");
    let page = Page {
        frame: Frame::new(&writer, places::WEBHOOKS, "Webhooks"),
        facts: facts(webhooks),
        events: webhooks.events.iter().map(|event| self::event(&writer, event)).collect(),
    };
    crate::frame::file(places::WEBHOOKS.to_owned(), &page)
}

fn event(writer: &Writer<'_>, event: &WebhookEvent) -> Event {
    Event {
        id: Html::text(&event.id),
        name: Html::text(&event.wire),
        ty: writer.ty(&Type::Named(event.ty.value.clone())),
        text: writer.text(&event.description),
    }
}

/// How a webhook is signed and read, one fact each.
fn facts(webhooks: &Webhooks) -> Vec<Html> {
    let signature = &webhooks.signature;
    let mut facts = vec![
        fact("Header", &signature.header),
        fact("Format", &signature.format()),
        fact("Algorithm", &signature.algorithm.to_string()),
        fact("Signed", &signature.signed_template()),
    ];
    let headers = [("Timestamp", &signature.timestamp_header), ("Id", &signature.id_header)];
    let headers = headers.into_iter().filter_map(|(name, header)| Some((name, header.as_ref()?)));
    facts.extend(headers.map(|(name, header)| fact(name, header)));
    facts.extend(signature.secret_template().map(|form| fact("Secret", &form)));
    facts.extend(signature.tolerance.map(|it| Html::text(&format!("at most {it} seconds old"))));
    facts.push(fact("Event", &webhooks.told_by.to_string().replace('`', "")));
    if !webhooks.payload.0.is_empty() {
        facts.push(fact("Payload", &webhooks.payload.to_string()));
    }
    facts
}

fn fact(name: &str, value: &str) -> Html {
    let mut html = Html::text(name);
    html.push_text(" ");
    html.push(&Html::code(value));
    html
}
