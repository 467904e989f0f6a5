//! Compares webhooks: the events by id or, where the id changed, by their name on the wire.

use std::fmt::Write as _;

use restwright_spec::api::{EventName, KeyPath, WebhookEvent, WebhookSignature, Webhooks};

use super::Comparison;
use super::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::rules::webhooks as rules;
use crate::{Place, Rule};

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let place = Place::webhooks();
    match (&comparison.base.webhooks, &comparison.head.webhooks) {
        (None, None) => {}
        (None, Some(head)) => {
            let span = head.signature.header.span;
            findings.push(Finding::new(&rules::ADDED, place).in_head(span));
        }
        (Some(base), None) => {
            let span = base.signature.header.span;
            findings.push(Finding::new(&rules::REMOVED, place).in_base(span));
        }
        (Some(base), Some(head)) => {
            let Webhooks { signature, told_by, payload, events } = head;
            self::signature(&base.signature, signature, findings);
            parts(base, told_by, payload, findings);
            self::events(comparison, &base.events, events, findings);
        }
    }
}

/// Compares how webhooks are signed. Names of headers have no case.
fn signature(base: &WebhookSignature, head: &WebhookSignature, findings: &mut Findings) {
    let place = Place::webhooks().part("signature");
    if phrase(base) != phrase(head) {
        let finding = Finding::new(&rules::SIGNATURE_CHANGED, place);
        let finding = finding.before(phrase(base)).after(phrase(head));
        findings.push(finding.in_head(head.header.span));
    } else if base.tolerance != head.tolerance {
        let rule = if head.tolerance > base.tolerance {
            &rules::TOLERANCE_WIDENED
        } else {
            &rules::TOLERANCE_NARROWED
        };
        let mut finding = Finding::new(rule, place.part("tolerance")).in_head(head.header.span);
        let seconds = |tolerance: Option<u32>| tolerance.map(|it| format!("{it} seconds"));
        finding.before = seconds(base.tolerance);
        finding.after = seconds(head.tolerance);
        findings.push(finding);
    }
}

/// All that a signature depends on, but how old it may be.
fn phrase(signature: &WebhookSignature) -> String {
    let WebhookSignature {
        header,
        algorithm,
        elements: _,
        separator,
        timestamp_header,
        id_header,
        signed: _,
        tolerance: _,
        secret: _,
    } = signature;
    let mut phrase = format!(
        "{algorithm} of `{}` as `{}` in `{}`",
        signature.signed_template(),
        signature.format(),
        header.to_ascii_lowercase(),
    );
    if let Some(separator) = separator {
        let _ = write!(phrase, ", separated by `{separator}`");
    }
    for (what, header) in [("timestamp", timestamp_header), ("id", id_header)] {
        if let Some(header) = header {
            let _ = write!(phrase, ", {what} in `{}`", header.to_ascii_lowercase());
        }
    }
    if let Some(secret) = signature.secret_template() {
        let _ = write!(phrase, ", secret as `{secret}`");
    }
    phrase
}

fn parts(base: &Webhooks, told_by: &EventName, payload: &KeyPath, findings: &mut Findings) {
    let folded = |name: &EventName| name.to_string().to_lowercase();
    if folded(&base.told_by) != folded(told_by) {
        let place = Place::webhooks().part("told_by");
        let finding = Finding::new(&rules::TOLD_BY_CHANGED, place);
        findings.push(finding.before(base.told_by.to_string()).after(told_by.to_string()));
    }
    if !base.payload.is_same(payload) {
        let place = Place::webhooks().part("payload");
        let phrase = |path: &KeyPath| {
            if path.0.is_empty() { "the whole body".to_owned() } else { format!("`{path}`") }
        };
        let finding = Finding::new(&rules::PAYLOAD_MOVED, place);
        findings.push(finding.before(phrase(&base.payload)).after(phrase(payload)));
    }
}

fn events(
    comparison: &Comparison<'_>,
    base: &[WebhookEvent],
    head: &[WebhookEvent],
    findings: &mut Findings,
) {
    let by_id = |events: &'_ [WebhookEvent], id: &str| events.iter().any(|it| *it.id == id);
    // An id that is gone and one that is new are the same event, if both have one name on the wire.
    let former = |event: &WebhookEvent| {
        let same = base.iter().find(|old| old.id == event.id);
        same.or_else(|| base.iter().find(|old| old.wire == event.wire && !by_id(head, &old.id)))
    };
    for event in head {
        let place = place(event);
        match former(event) {
            Some(old) => pair(comparison, old, event, findings),
            None => findings.push(
                Finding::new(&rules::EVENT_ADDED, place)
                    .after(format!("`{}`", *event.wire))
                    .in_head(event.id.span),
            ),
        }
    }
    let is_paired = |old: &&WebhookEvent| {
        head.iter().any(|event| former(event).is_some_and(|found| found.id == old.id))
    };
    for event in base.iter().filter(|event| !is_paired(event)) {
        findings.push(
            Finding::new(&rules::EVENT_REMOVED, place(event))
                .before(format!("`{}`", *event.wire))
                .in_base(event.id.span),
        );
    }
}

fn place(event: &WebhookEvent) -> Place {
    Place::webhooks().item("events", &event.id)
}

fn pair(
    comparison: &Comparison<'_>,
    base: &WebhookEvent,
    head: &WebhookEvent,
    findings: &mut Findings,
) {
    let WebhookEvent { id, wire, ty, description } = head;
    let place = place(head);
    if base.id != *id {
        // Where both names are: the old one has no other element left that could tell of it.
        let events = Place::webhooks().part("events");
        let finding = Finding::new(&rules::EVENT_RUST_NAME_CHANGED, events);
        findings.push(finding.before(&*base.id.value).after(&*id.value).in_head(id.span));
    }
    let mut text = |rule: &'static Rule, old: &str, new: &str| {
        let finding = Finding::new(rule, place.clone()).before(old).after(new);
        findings.push(finding.in_head(id.span));
    };
    if base.wire != *wire {
        text(&rules::EVENT_NAME_CHANGED, &base.wire, wire);
    }
    if !comparison.is_same_type(&base.ty, ty) {
        text(&rules::EVENT_TYPE_CHANGED, &base.ty, ty);
    }
    if !is_same_prose(&base.description, description) {
        text(&rules::EVENT_DESCRIPTION_CHANGED, &base.description, description);
    }
}
