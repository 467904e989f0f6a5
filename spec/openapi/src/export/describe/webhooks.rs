//! Webhooks and their signature.

use restwright_spec::api::{EventName, KeyPath, WebhookEvent, WebhookSignature, Webhooks};

use super::{map, push, text};
use crate::yaml::{Yaml, entry};

pub(super) fn webhooks(webhooks: &Webhooks) -> Yaml {
    let Webhooks { signature, told_by, payload, events } = webhooks;
    let told_by = match told_by {
        EventName::Header(header) => Yaml::Map(vec![entry("header", text(header))], true),
        EventName::Body(path) => keys(path),
    };
    let mut entries =
        vec![entry("signature", self::signature(signature)), entry("told_by", told_by)];
    push(&mut entries, "payload", (!payload.0.is_empty()).then(|| keys(payload)));
    entries.push(entry("events", map(events, |one| (&one.id, event(one)))));
    Yaml::Map(entries, false)
}

fn keys(path: &KeyPath) -> Yaml {
    Yaml::list(path.0.iter().map(Yaml::text).collect())
}

fn signature(signature: &WebhookSignature) -> Yaml {
    let WebhookSignature {
        header,
        algorithm,
        elements: _,
        separator,
        timestamp_header,
        id_header,
        signed: _,
        tolerance,
        secret: _,
    } = signature;
    let mut entries = vec![
        entry("header", text(header)),
        entry("algorithm", Yaml::text(algorithm.to_string())),
        entry("format", Yaml::text(signature.format())),
    ];
    push(&mut entries, "separator", separator.map(|separator| Yaml::text(separator.to_string())));
    push(&mut entries, "timestamp_header", timestamp_header.as_ref().map(text));
    push(&mut entries, "id_header", id_header.as_ref().map(text));
    let signed = signature.signed_template();
    push(&mut entries, "signed", (signed != "{body}").then(|| Yaml::text(signed)));
    push(&mut entries, "tolerance", tolerance.map(|seconds| Yaml::Raw(seconds.to_string())));
    push(&mut entries, "secret", signature.secret_template().map(Yaml::text));
    Yaml::Map(entries, false)
}

fn event(event: &WebhookEvent) -> Yaml {
    let WebhookEvent { id, wire, ty, description } = event;
    let mut entries = Vec::new();
    push(&mut entries, "equals", (wire.value != id.value).then(|| text(wire)));
    entries.push(entry("type", text(ty)));
    entries.push(entry("description", Yaml::text(description)));
    Yaml::Map(entries, true)
}
