//! Rules for changes of fields that travel in no call, or that are the same for every way.

use crate::rule::{Mirror, rules};

rules! {
    SCHEMA_ADDED = "schema-field-added": None, Minor, Added;
        "no request or answer holds the type, and structs may grow";
        "nothing to do";
        Mirror::Rule("schema-field-removed");
    SCHEMA_REMOVED = "schema-field-removed": None, Major, Removed;
        "no request or answer holds the type, yet a program could name the field";
        "callers stop naming the field";
        Mirror::Rule("schema-field-added");
    SCHEMA_RENAMED = "schema-field-renamed": None, Major, Changed;
        "no request or answer holds the type, yet the field has another name in Rust";
        "callers write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    SCHEMA_WIRE_CHANGED = "schema-field-wire-name-changed": None, Patch, Changed;
        "no request or answer holds the type, and programs build as before";
        "nothing to do";
        Mirror::Itself;
    SCHEMA_NEED_CHANGED = "schema-field-need-changed": None, Major, Changed;
        "no request or answer holds the type, yet the field has another type in Rust";
        "callers adapt to the type of the field";
        Mirror::Itself;
    SCHEMA_NULL_CHANGED = "schema-field-null-changed": None, Patch, Changed;
        "no request or answer holds the type, and the field is an `Option` as before";
        "nothing to do";
        Mirror::Itself;
    SCHEMA_TYPE_CHANGED = "schema-field-type-changed": None, Major, Changed;
        "no request or answer holds the type, yet the field has another type in Rust";
        "callers adapt to the type of the field";
        Mirror::Itself;
    RUST_NAME_CHANGED = "field-rust-name-changed": None, Major, Changed;
        "the key is the same, but the public field has another name in Rust";
        "callers write the new name; authors may keep the id, which nobody sees on the wire";
        Mirror::Itself;
    DESCRIPTION_CHANGED = "field-description-changed": None, Patch, Changed;
        "only the documentation of the field differs";
        "nothing to do";
        Mirror::Itself;
    EXAMPLE_CHANGED = "field-example-changed": None, None, Unseen;
        "no documented call shows this example, so that the client is the same";
        "nothing to do";
        Mirror::Itself;
}
