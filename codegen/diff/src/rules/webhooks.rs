//! Rules for webhooks: their events, what names them, and how they are signed.

use crate::rule::{Mirror, rules};

rules! {
    ADDED = "webhooks-added": Compatible, Minor, Added;
        "the client can verify webhooks, and no call changes";
        "no action required";
        Mirror::Rule("webhooks-removed");
    REMOVED = "webhooks-removed": Breaking, Major, Removed;
        "the API no longer reports what happens, and the client no longer verifies webhooks";
        "learn of changes by calls";
        Mirror::Rule("webhooks-added");
    EVENT_ADDED = "webhook-event-added": Dangerous, Minor, Added;
        "existing programs receive the event as `Unknown`, and updated ones under its own name";
        "check what the wildcard arm does with it";
        Mirror::Rule("webhook-event-removed");
    EVENT_REMOVED = "webhook-event-removed": Compatible, Major, Removed;
        "the event is no longer reported, and its variant is removed";
        "remove its match arm";
        Mirror::Rule("webhook-event-added");
    EVENT_RUST_NAME_CHANGED = "webhook-event-rust-name-changed": None, Major, Changed;
        "the wire format is the same, but the variant has another name";
        "write the new name; authors may keep the id, which is never sent";
        Mirror::Itself;
    EVENT_NAME_CHANGED = "webhook-event-name-changed": Breaking, Patch, Changed;
        "existing programs look for the old name, and receive the event as `Unknown`";
        "update the client before the server changes";
        Mirror::Itself;
    EVENT_TYPE_CHANGED = "webhook-event-type-changed": Breaking, Major, Changed;
        "the event comes with another object, and its Rust type changes";
        "read the new type; authors add an event beside the old one";
        Mirror::Itself;
    EVENT_DESCRIPTION_CHANGED = "webhook-event-description-changed": None, Patch, Changed;
        "only the documentation of the event differs";
        "no action required";
        Mirror::Itself;
    SIGNATURE_CHANGED = "webhook-signature-changed": Breaking, Patch, Changed;
        "existing programs reject webhooks that are signed in the new way";
        "update the client before the server signs in the new way";
        Mirror::Itself;
    TOLERANCE_WIDENED = "webhook-tolerance-widened": None, Patch, Weakened;
        "updated programs accept older webhooks, so that one can be repeated for longer";
        "authors keep the time short; recognise repeated webhooks by their content";
        Mirror::Rule("webhook-tolerance-narrowed");
    TOLERANCE_NARROWED = "webhook-tolerance-narrowed": None, Patch, Hardened;
        "updated programs accept webhooks for a shorter time";
        "keep the clock of the receiver right";
        Mirror::Rule("webhook-tolerance-widened");
    TOLD_BY_CHANGED = "webhook-event-name-moved": Breaking, Patch, Changed;
        "existing programs look for the name of the event where it no longer is";
        "update the client before the server changes";
        Mirror::Itself;
    PAYLOAD_MOVED = "webhook-payload-moved": Breaking, Patch, Changed;
        "existing programs look for the payload where it no longer is";
        "update the client before the server changes";
        Mirror::Itself;
}
