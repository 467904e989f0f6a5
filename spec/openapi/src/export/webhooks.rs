//! Webhooks as the document has them: the body of each event. How they are signed is stated in the extension.

use restwright_spec::api::{EventName, WebhookEvent, Webhooks};

use crate::yaml::{Entries, Yaml, entry};

/// The events by their names on the wire.
pub(super) fn webhooks(webhooks: &Webhooks) -> Yaml {
    let events = webhooks.events.iter().map(|event| {
        let post = entry("post", operation(webhooks, event));
        (event.wire.value.clone(), Yaml::Map(vec![post], false))
    });
    Yaml::Map(events.collect(), false)
}

fn operation(webhooks: &Webhooks, event: &WebhookEvent) -> Yaml {
    let schema = entry("schema", body(webhooks, event));
    let json = entry("application/json", Yaml::Map(vec![schema], false));
    let request = vec![
        entry("required", Yaml::Raw("true".to_owned())),
        entry("content", Yaml::Map(vec![json], false)),
    ];
    let received = Yaml::Map(vec![entry("description", Yaml::text("It was received."))], true);
    Yaml::Map(
        vec![
            entry("description", Yaml::text(&event.description)),
            entry("requestBody", Yaml::Map(request, false)),
            entry("responses", Yaml::Map(vec![("200".to_owned(), received)], false)),
        ],
        false,
    )
}

/// The body: the payload at the end of its path, and the name of the event where the body names it.
fn body(webhooks: &Webhooks, event: &WebhookEvent) -> Yaml {
    let reference = Yaml::text(format!("#/components/schemas/{}", *event.ty));
    let payload = Yaml::Map(vec![entry("$ref", reference)], true);
    let body = within(&webhooks.payload.0, payload);
    let EventName::Body(path) = &webhooks.told_by else { return body };
    let name =
        within(&path.0, Yaml::Map(vec![entry("const", Yaml::text(&event.wire.value))], true));
    Yaml::Map(vec![entry("allOf", Yaml::Block(vec![body, name]))], false)
}

/// A schema at the end of a path of required properties.
fn within(path: &[String], schema: Yaml) -> Yaml {
    path.iter().rev().fold(schema, |schema, key| {
        let entries: Entries = vec![
            entry("type", Yaml::text("object")),
            entry("required", Yaml::list(vec![Yaml::text(key)])),
            entry("properties", Yaml::Map(vec![(key.clone(), schema)], false)),
        ];
        Yaml::Map(entries, false)
    })
}
