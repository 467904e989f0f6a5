//! Webhooks: the events, and the types that verify them.

use restwright_spec::api::Api;

use super::{Symbols, paths};
pub(super) fn add(api: &Api, symbols: &mut Symbols) {
    let Some(webhooks) = &api.webhooks else { return };
    let place = "webhooks";
    let items = [
        ("webhooks", "mod"),
        ("webhooks::Event", "non_exhaustive enum: Clone + Debug + PartialEq"),
        ("webhooks::Event::Unknown", "variant UnknownEvent"),
        ("webhooks::Webhooks", "type restwright_runtime::webhooks::Webhooks<Event>"),
        ("webhooks::UnknownEvent", "of the runtime"),
        ("webhooks::WebhookError", "of the runtime"),
        ("webhooks::WebhookErrorKind", "of the runtime"),
        ("mock::SignedWebhook", "of the runtime"),
    ];
    for (path, signature) in items {
        symbols.item(place, path, signature);
    }
    symbols.function(place, "webhooks::Event::name", Some("&self"), &[], "&str");
    for event in &webhooks.events {
        let own = format!("{place}.events.{}", *event.id);
        let ty = paths::named(&event.ty);
        symbols.item(&own, paths::event(&event.id), format!("variant Box<{ty}>"));
    }
}
